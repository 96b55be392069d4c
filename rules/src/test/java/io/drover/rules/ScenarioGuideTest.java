package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.scenario.ScenarioReader;
import io.drover.engine.scenario.ScenarioReading;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.engine.scenario.ScenarioRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the guide to scenarios are scenarios of the reference pack, and pass. */
class ScenarioGuideTest {

    private static final Path GUIDE = Path.of("../docs/scenarios.md");
    private static final Pattern SAMPLE = Pattern.compile("```yaml\\n(- name.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void samples_ofTheGuide_pass() throws IOException {
        List<String> samples = SAMPLE.matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        Path pack = copyOfPack("b2b-abm");
        for (int i = 0; i < samples.size(); i++) {
            Files.writeString(pack.resolve("scenarios/sample-" + (i + 1) + ".yaml"), samples.get(i));
        }

        PackLoader.Loading loading =
                PackLoader.load(List.of(pack), PackLoader.Compiler.EXECUTABLE_MODEL, System::nanoTime, name -> {});
        RuleSet ruleSet = loading.ruleSet();
        CompiledPack compiled = ruleSet.pack("b2b-abm").orElseThrow();
        ScenarioReading reading = ScenarioReader.read(ruleSet, compiled);

        assertThat(samples).hasSizeGreaterThan(3);
        assertThat(loading.reports()).flatExtracting(PackReport::problems).isEmpty();
        assertThat(reading.problems()).isEmpty();
        List<ScenarioResult> results = new ScenarioRunner(new DecisionEngine(Limits.defaults(), () -> 0))
                .run(ruleSet, compiled, reading.scenarios(), result -> {})
                .results();
        assertThat(results).hasSizeGreaterThan(samples.size());
        assertThat(results).flatExtracting(ScenarioResult::failures).isEmpty();
    }

    /** The pack without its own scenarios. */
    private Path copyOfPack(String name) throws IOException {
        Path copy = Files.createDirectories(directory.resolve(name).resolve("scenarios"))
                .getParent();
        try (Stream<Path> files = Files.list(Path.of(name))) {
            files.filter(Files::isRegularFile).forEach(file -> copy(file, copy.resolve(file.getFileName())));
        }
        return copy;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

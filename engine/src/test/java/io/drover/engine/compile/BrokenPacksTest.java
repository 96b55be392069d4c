package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import io.drover.engine.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pack under {@code test-data/broken} has just the errors that its {@code expect.yaml} lists. What speaks against
 * sound packs is seen by the command {@code check}, with which the server's tests go over all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenPacksTest {

    private static final Path BROKEN = Path.of("..", "test-data", "broken");

    static Stream<String> packs() throws IOException {
        try (Stream<Path> directories = Files.list(BROKEN)) {
            return directories.map(Path::getFileName).map(Path::toString).sorted().toList().stream();
        }
    }

    /** What is wrong with the packs that were loaded, which takes long enough once. */
    private final Map<String, List<PackProblem>> problems = new HashMap<>();

    /** What is said at one place. */
    private record Finding(
            String file, @Nullable Integer line, @Nullable String cell, String code) {}

    @ParameterizedTest
    @MethodSource("packs")
    void load_brokenPack_saysWhatIsWrongAndNothingElse(String name) throws IOException {
        List<PackProblem> problems = problems(name);
        List<JsonNode> expected = expected(BROKEN.resolve(name));

        assertThat(problems.stream()
                        .map(problem -> new Finding(problem.file(), problem.line(), problem.cell(), problem.code()))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(problem -> finding(problem, problems))
                        .toList());
        for (JsonNode problem : expected) {
            assertThat(problems).anySatisfy(found -> {
                assertThat(found.code()).isEqualTo(problem.path("code").asText());
                assertThat(found.message() + " " + found.remedy())
                        .contains(problem.path("says").asText(""));
                assertThat(problem.has("rule") ? found.rule() : "")
                        .isEqualTo(problem.path("rule").asText(""));
            });
        }
    }

    /** The expectation as a finding; where it names no line or cell, those of a problem found there will do. */
    private static Finding finding(JsonNode problem, List<PackProblem> problems) {
        String file = problem.path("file").asText();
        String code = problem.path("code").asText();
        Integer line = problem.has("line") ? (Integer) problem.path("line").asInt() : null;
        String cell = problem.has("cell") ? problem.path("cell").asText() : null;
        return problems.stream()
                .filter(found -> found.file().equals(file)
                        && found.code().equals(code)
                        && (line == null || line.equals(found.line()))
                        && (cell == null || cell.equals(found.cell())))
                .findFirst()
                .map(found -> new Finding(file, found.line(), found.cell(), code))
                .orElse(new Finding(file, line, cell, code));
    }

    private List<PackProblem> problems(String name) {
        return problems.computeIfAbsent(name, pack -> load(BROKEN.resolve(pack)));
    }

    private static List<PackProblem> load(Path pack) {
        PackLoader.Loading loading =
                PackLoader.load(List.of(pack), PackLoader.Compiler.EXECUTABLE_MODEL, () -> 0, name -> {});
        Stream<PackProblem> ofScenarios = loading.ruleSet().compiledPacks().stream()
                .flatMap(sound -> ScenarioReader.read(loading.ruleSet(), sound).problems().stream());
        return Stream.concat(loading.reports().stream().flatMap(report -> report.problems().stream()), ofScenarios)
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    private static List<JsonNode> expected(Path pack) throws IOException {
        JsonNode tree = new YAMLMapper().readTree(Files.readString(pack.resolve("expect.yaml")));
        return StreamSupport.stream(tree.path("problems").spliterator(), false)
                .filter(problem -> isError(problem.path("code").asText()))
                .toList();
    }

    /** A violation of a request, found in a scenario, is an error too. */
    private static boolean isError(String code) {
        return FindingCode.of(code).map(FindingCode::severity).orElse(Severity.ERROR) == Severity.ERROR;
    }

    @Test
    void brokenPacks_allProblems_haveAPlaceASentenceAndARemedy() throws IOException {
        List<PackProblem> all = new ArrayList<>();
        packs().map(this::problems).forEach(all::addAll);

        assertThat(all).hasSizeGreaterThan(150).allSatisfy(problem -> {
            assertThat(problem.file()).isNotBlank().doesNotStartWith("/");
            assertThat(problem.message()).matches("(?s).*[.?!]").doesNotContain("Exception", "ERR 1");
            assertThat(problem.remedy()).matches("(?s)\\p{Lu}.*");
        });
    }
}

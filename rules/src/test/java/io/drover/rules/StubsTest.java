package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.pack.SourceFile;
import io.drover.engine.scenario.RuleCoverage;
import io.drover.engine.scenario.ScenarioReader;
import io.drover.engine.scenario.ScenarioReading;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.engine.scenario.ScenarioRunner;
import io.drover.engine.stub.Stub;
import io.drover.engine.stub.StubWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The stubs for all rules of a reference pack, written as if it had no scenario. */
class StubsTest {

    private static final DecisionEngine ENGINE = new DecisionEngine(Limits.defaults(), () -> 0);

    @Test
    void stubs_ofReferencePack_canBeReadAndNearlyAllPass() {
        List<Stub> stubs = stubs("b2b-abm");

        assertThat(stubs.stream().filter(Stub::passes)).hasSizeGreaterThan(stubs.size() * 9 / 10);
    }

    /** What is off by its thresholds, and so cannot be shown by facts, is left to do. */
    @Test
    void stubs_ofPolicyPack_giveCandidatesAndPassWhereFactsCanShowIt() {
        List<Stub> stubs = stubs("contact-policy");

        assertThat(stubs)
                .filteredOn(stub -> !stub.passes())
                .extracting(Stub::rule)
                .containsOnly("control-group.by-bucket", "quiet-hours.by-clock");
        assertThat(stubs)
                .filteredOn(Stub::passes)
                .extracting(Stub::rule)
                .contains(
                        "cooldown.by-last-time",
                        "do-not-contact.by-refusal-of-every-channel",
                        "no-consent.by-missing-grant",
                        "no-consent.by-refusal");
        assertThat(stubs).allSatisfy(stub -> assertThat(stub.yaml()).contains("    candidates:\n"));
    }

    /** The stubs of a pack by itself, which can be read, and pass where they say so. */
    private static List<Stub> stubs(String name) {
        RuleSet ruleSet = PackLoader.load(
                        List.of(Path.of(name)), PackLoader.Compiler.EXECUTABLE_MODEL, System::nanoTime, pack -> {})
                .ruleSet();
        CompiledPack pack = ruleSet.pack(name).orElseThrow();
        RelaxedPack relaxed = RelaxedPack.of(pack);
        ScenarioRunner runner = new ScenarioRunner(ENGINE);
        List<RuleCoverage> nothing =
                runner.run(ruleSet, relaxed, List.of(), result -> {}).coverage();

        List<Stub> stubs = new StubWriter(ENGINE, ruleSet, relaxed).write(nothing);

        String text = stubs.stream().map(Stub::yaml).collect(Collectors.joining("\n"));
        ScenarioReading reading = ScenarioReader.read(ruleSet, pack, List.of(new SourceFile("stubs.yaml", text)));
        assertThat(reading.problems()).isEmpty();
        List<ScenarioResult> results =
                runner.run(ruleSet, relaxed, reading.scenarios(), result -> {}).results();
        assertThat(results).hasSameSizeAs(stubs);
        for (int i = 0; i < stubs.size(); i++) {
            assertThat(results.get(i).passed() || !stubs.get(i).passes())
                    .as(results.get(i).name())
                    .isTrue();
        }
        return stubs;
    }
}

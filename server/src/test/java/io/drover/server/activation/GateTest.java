package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import io.drover.server.SizePack;
import io.drover.server.activation.PackStatus.Outcome;
import io.drover.server.config.GateConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a sound pack from serving. */
class GateTest extends ActivationFixture {

    @BeforeEach
    void strict() {
        gate = GateConfig.DEFAULT;
        activation = activation();
    }

    private List<StepOutcome> outcomes(String pack) {
        return status(pack).lastAttempt().steps().stream().map(Step::outcome).toList();
    }

    private List<String> steps(String pack) {
        return status(pack).lastAttempt().steps().stream().map(Step::step).toList();
    }

    @Test
    void run_scenarioFails_refusedWithThePlaceUntilItIsMended() throws IOException {
        Path size = SizePack.copy(rules, "size");
        attempt();
        String before = revision("size");
        assertThat(steps("size")).startsWith("read", "allow-list").endsWith("lint", "scenarios", "activate");

        threshold(size, 200);
        attempt();

        assertThat(revision("size")).isEqualTo(before);
        PackStatus refused = status("size");
        assertThat(refused.lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.lastAttempt().revision()).isNotEqualTo(before);
        assertThat(steps("size")).endsWith("lint", "scenarios");
        assertThat(outcomes("size")).endsWith(StepOutcome.PASSED, StepOutcome.REFUSED);
        assertThat(codes("size")).isNotEmpty().containsOnly("scenario-failed");
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.ERROR);
            assertThat(problem.file()).isEqualTo("scenarios/size.yaml");
            assertThat(problem.line()).isNotNull();
        });
        assertThat(holder.whyNotReady()).contains("The rule pack size is refused");

        attempt();
        assertThat(status("size")).as("nothing was touched").isEqualTo(refused);

        threshold(size, 100);
        attempt();
        assertThat(codes("size")).isEmpty();
        assertThat(holder.whyNotReady()).isEmpty();
    }

    @Test
    void run_oneOfTwoFailsItsScenarios_bothWaitAndTheNextEditOfTheOtherServes() throws IOException {
        Path size = SizePack.copy(rules, "size");
        Path weight = SizePack.copy(rules, "weight");
        attempt();
        threshold(size, 200);
        Files.writeString(weight.resolve("size.drl"), "// edited\n" + Files.readString(weight.resolve("size.drl")));
        attempt();
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(status("weight").lastAttempt().outcome()).isEqualTo(Outcome.WAITING);
        assertThat(status("weight").problems())
                .extracting(PackProblem::message)
                .singleElement()
                .asString()
                .contains("changed together with size, which cannot serve");

        Path age = SizePack.copy(rules, "age");
        attempt();
        assertThat(serving()).containsExactly("age", "size", "weight");
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(codes("size")).containsOnly("scenario-failed");
        assertThat(age).exists();
    }

    @Test
    void run_restartWithARevisionThatServedAlthoughItsScenariosFail_serves() throws IOException {
        gate = new GateConfig(Severity.ERROR, 0, GateConfig.Scenarios.WARN, 0);
        activation = activation();
        threshold(SizePack.copy(rules, "size"), 200);
        attempt();

        gate = GateConfig.DEFAULT;
        holder = new RuleSetHolder();
        activation = activation();
        attempt();

        assertThat(serving()).containsExactly("size");
        assertThat(outcomes("size")).contains(StepOutcome.FORCED).doesNotContain(StepOutcome.REFUSED);
        assertThat(status("size").problems()).allMatch(problem -> problem.severity() == Severity.WARNING);
    }

    @Test
    void run_warningsBlock_refusedAtLint() throws IOException {
        gate = new GateConfig(Severity.WARNING, 0, GateConfig.Scenarios.BLOCK, 0);
        activation = activation();
        Path size = SizePack.copy(rules, "size");
        Path manifest = size.resolve("pack.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("reviewedAt: 2026-11-01\n", "") + """
                segments:
                  nobody: {owner: nobody, motion: new-business, treatment: none, reason: nobody is in it}
                """);

        attempt();

        assertThat(holder.active()).isEmpty();
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(steps("size")).endsWith("lint");
        assertThat(outcomes("size")).endsWith(StepOutcome.REFUSED);
    }

    @Test
    void run_coverageTooLow_refusedWithThePercentage() throws IOException {
        gate = new GateConfig(Severity.ERROR, 100, GateConfig.Scenarios.BLOCK, 0);
        activation = activation();
        Path size = SizePack.copy(rules, "size");
        Files.writeString(size.resolve("scenarios/size.yaml"), """
                - name: small
                  steps:
                    - asOf: 2026-05-15T12:00:00Z
                      given: {account: {id: acme, employees: 1}}
                      expect: {classifications: {size: small}}
                """);

        attempt();

        assertThat(codes("size")).contains("coverage-too-low");
        assertThat(status("size").lastAttempt().outcome()).isEqualTo(Outcome.REFUSED);
    }
}

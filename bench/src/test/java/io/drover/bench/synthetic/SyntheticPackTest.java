package io.drover.bench.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.Decision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticPackTest {

    private static final Limits LIMITS = new Limits(100_000, 100_000, 20_000, Duration.ofMinutes(1));

    @TempDir
    private Path rules;

    @ParameterizedTest
    @ValueSource(ints = {10, 60})
    void load_anySize_hasThatManyRulesAndNothingIsWrong(int count) {
        PackLoader.Loading loading = load(SyntheticPack.of("p1", count, 1, 1));

        assertThat(problems(loading)).isEmpty();
        assertThat(loading.ruleSet().compiledPacks().get(0).parsed().rules()).hasSize(count);
    }

    @Test
    void load_lightRules_nothingIsWrongAndFewFire() {
        PackLoader.Loading loading = load(SyntheticPack.of(Weight.LIGHT, "p1", 60, 1, 1));
        int[] fired = {0};

        new DecisionEngine(LIMITS, System::nanoTime)
                .decide(
                        loading.ruleSet(),
                        SyntheticRequests.request("acme", SyntheticRequests.STANDARD_SIGNALS, 1),
                        false,
                        (pack, firings) -> fired[0] += firings);

        assertThat(problems(loading)).isEmpty();
        assertThat(fired[0]).isBetween(3, 12);
    }

    @Test
    void load_severalPacks_nameNothingTwice() {
        SyntheticPack.of("p1", 10, 1, 1).writeTo(rules);

        assertThat(problems(load(SyntheticPack.of("p2", 10, 1, 1)))).isEmpty();
    }

    @Test
    void load_brokenThresholds_isRefused() {
        SyntheticPack pack = SyntheticPack.of("p1", 10, 1, 1);
        pack.writeBrokenThresholds(pack.writeTo(rules));

        assertThat(problems(load())).isNotEmpty();
    }

    @Test
    void decide_standardRequest_concludesOfEveryKind() {
        Decision decision = decide(load(SyntheticPack.of("p1", 60, 1, 1)), SyntheticRequests.STANDARD_SIGNALS);

        assertThat(decision.classifications()).containsValue("high");
        assertThat(decision.segments()).isNotEmpty();
        assertThat(decision.scores()).isNotEmpty();
        assertThat(decision.treatments()).hasSizeGreaterThan(3);
    }

    @Test
    void decide_variants_differInTheDecision() {
        String first = json(decide(load(SyntheticPack.of("p1", 10, 1, 1)), 6));
        String second = json(decide(load(SyntheticPack.of("p1", 10, 1, 2)), 6));

        assertThat(first).contains("\"variant\":1");
        assertThat(second).contains("\"variant\":2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 100})
    void request_anyNumberOfSignals_hasThatMany(int signals) {
        assertThat(SyntheticRequests.request("acme", signals, 7).signals()).hasSize(signals);
    }

    @Test
    void json_sameSeed_sameBytes() {
        assertThat(SyntheticRequests.json("acme", 100, 3)).isEqualTo(SyntheticRequests.json("acme", 100, 3));
    }

    private PackLoader.Loading load(SyntheticPack pack) {
        pack.writeTo(rules);
        return load();
    }

    private PackLoader.Loading load() {
        return PackLoader.load(List.of(rules), PackLoader.Compiler.EXECUTABLE_MODEL, System::nanoTime, name -> {});
    }

    private static List<PackProblem> problems(PackLoader.Loading loading) {
        return loading.reports().stream()
                .flatMap(report -> report.problems().stream())
                .filter(problem -> problem.severity() != Severity.INFORMATION)
                .toList();
    }

    private static Decision decide(PackLoader.Loading loading, int signals) {
        return new DecisionEngine(LIMITS, System::nanoTime)
                .decide(loading.ruleSet(), SyntheticRequests.request("acme", signals, 1), false);
    }

    private static String json(Decision decision) {
        return new String(DecisionJson.write(decision), StandardCharsets.UTF_8);
    }
}

package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.scenario.RuleCoverage;
import io.drover.engine.scenario.ScenarioReader;
import io.drover.engine.scenario.ScenarioReading;
import io.drover.engine.scenario.ScenarioReport;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.engine.scenario.ScenarioRunner;
import io.drover.model.decision.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference packs, loaded once under each compiler: their scenarios, and what is published about real customers. */
class ReferencePacksTest {

    private static final Path PACKS = Path.of("");
    private static final DecisionEngine ENGINE = new DecisionEngine(Limits.defaults(), () -> 0);
    private static final Map<Compiler, PackLoader.Loading> LOADINGS = new EnumMap<>(Compiler.class);
    private static final Map<Compiler, List<ScenarioReport>> REPORTS = new EnumMap<>(Compiler.class);

    @BeforeAll
    static void loadAndRunScenarios() {
        for (Compiler compiler : Compiler.values()) {
            PackLoader.Loading loading = PackLoader.load(List.of(PACKS), compiler, System::nanoTime, pack -> {});
            LOADINGS.put(compiler, loading);
            REPORTS.put(
                    compiler,
                    packs(loading)
                            .map(pack -> runScenarios(loading, pack, compiler))
                            .toList());
        }
    }

    private static Stream<CompiledPack> packs(PackLoader.Loading loading) {
        return loading.ruleSet().compiledPacks().stream();
    }

    /** Near misses are measured under the first compiler; under the other, that scenarios demand silence must do. */
    private static ScenarioReport runScenarios(PackLoader.Loading loading, CompiledPack pack, Compiler compiler) {
        ScenarioReading reading = ScenarioReader.read(loading.ruleSet(), pack);
        ScenarioRunner runner = new ScenarioRunner(ENGINE, compiler);
        return compiler == Compiler.EXECUTABLE_MODEL
                ? runner.run(loading.ruleSet(), RelaxedPack.of(pack), reading.scenarios(), result -> {})
                : runner.run(loading.ruleSet(), pack, reading.scenarios(), result -> {});
    }

    @ParameterizedTest
    @EnumSource
    void load_referencePacks_findsNothing(Compiler compiler) {
        PackLoader.Loading loading = loading(compiler);

        assertThat(loading.reports())
                .extracting("name")
                .containsExactly(
                        "b2b-abm",
                        "b2c-lifecycle",
                        "contact-policy",
                        "needs-and-values",
                        "retention",
                        "rfm",
                        "technographic",
                        "trial-onboarding",
                        "value-tiers");
        assertThat(loading.reports())
                .allSatisfy(report -> assertThat(report.problems()).isEmpty());
        assertThat(packs(loading))
                .allSatisfy(pack -> assertThat(
                                ScenarioReader.read(loading.ruleSet(), pack).problems())
                        .isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void run_allScenarios_pass(Compiler compiler) {
        assertThat(reports(compiler))
                .hasSameSizeAs(loading(compiler).reports())
                .allSatisfy(report -> assertThat(report.results())
                        .isNotEmpty()
                        .allSatisfy(result -> assertThat(result.failures())
                                .as("%s in %s", result.name(), result.file())
                                .isEmpty()));
    }

    @ParameterizedTest
    @EnumSource
    void run_allScenarios_proveEveryRuleBothWays(Compiler compiler) {
        assertThat(reports(compiler))
                .flatExtracting(ScenarioReport::unproved)
                .extracting(RuleCoverage::rule)
                .isEmpty();
    }

    @Test
    void run_allScenarios_decidesTheSameUnderBothCompilers() {
        assertThat(decisions(Compiler.CLASSIC)).isEqualTo(decisions(Compiler.EXECUTABLE_MODEL));
    }

    /** What each scenario decided, with its explanation, in JSON. */
    private static Map<String, List<String>> decisions(Compiler compiler) {
        return reports(compiler).stream()
                .flatMap(report -> report.results().stream())
                .collect(Collectors.toMap(
                        result -> result.pack() + ": " + result.name(),
                        ReferencePacksTest::decisions,
                        (first, second) -> first,
                        TreeMap::new));
    }

    private static List<String> decisions(ScenarioResult result) {
        return result.decisions().stream().map(ReferencePacksTest::json).toList();
    }

    private static String json(Decision decision) {
        try {
            return DecisionJson.mapper().writeValueAsString(decision);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void decide_realCustomers_areAsPublished(Compiler compiler) throws IOException {
        RfmOrders orders = RfmOrders.read(Path.of("..", "test-data", "rfm-orders"));

        Map<String, String> decided = new TreeMap<>();
        orders.requests()
                .forEach((customer, request) -> decided.put(
                        customer,
                        RfmOrders.outcome(ENGINE.decide(loading(compiler).ruleSet(), request, false))));

        assertThat(decided).hasSize(995).isEqualTo(orders.published());
    }

    @Test
    void decide_realCustomers_fallIntoThePublishedSegments() throws IOException {
        RfmOrders orders = RfmOrders.read(Path.of("..", "test-data", "rfm-orders"));

        Map<String, Long> sizes = orders.requests().values().stream()
                .map(request -> ENGINE.decide(loading(Compiler.EXECUTABLE_MODEL).ruleSet(), request, false))
                .collect(Collectors.groupingBy(
                        decision -> String.valueOf(decision.classifications().get("rfm_segment")),
                        Collectors.counting()));

        assertThat(sizes)
                .containsOnly(
                        entry("Potential Loyalist", 342L),
                        entry("Loyal Customers", 170L),
                        entry("Lost", 148L),
                        entry("New Customers", 104L),
                        entry("About To Sleep", 102L),
                        entry("Can't Lose Them", 47L),
                        entry("Champions", 35L),
                        entry("At Risk", 28L),
                        entry("Need Attention", 10L),
                        entry("Promising", 9L));
    }

    private static PackLoader.Loading loading(Compiler compiler) {
        return LOADINGS.get(compiler);
    }

    private static List<ScenarioReport> reports(Compiler compiler) {
        return REPORTS.get(compiler);
    }
}

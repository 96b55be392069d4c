package io.drover.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.pack.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioRunnerTest {

    private static final String PASSING = """
            - name: an account that is large enough and looks around is in the market for a week
              steps:
                - asOf: 2026-05-15T12:00:00Z
                  given:
                    account: {id: acme, employees: 200}
                    signals: [{id: e1, type: page.viewed, time: 2026-05-15T12:00:00Z, data: {pageType: pricing}}]
                  expect:
                    classifications: {fit: high}
                    segments: {in: [in-market]}
                    treatments: {selected: [{key: call, because: [in-market], since: 2026-05-15T12:00:00Z}]}
                    transitions: null
                    warnings: []
                    nextChangeAt: 2026-05-22T12:00:00Z
                    fired: [fit.high-by-size, in-market.by-view, treat.in-market]
                - asOf: 2026-05-22T11:59:59.999Z
                  expect:
                    segments: {in: [in-market]}
                    transitions: {entered: [], exited: [], changed: []}
                    treatments: {selected: [{key: call, since: 2026-05-15T12:00:00Z}]}
                - asOf: 2026-05-22T12:00:00Z
                  given: {account: {employees: 199}}
                  expect:
                    segments: {in: []}
                    treatments: {selected: [], not: [call]}
                    transitions: {exited: [in-market], changed: [{taxonomy: fit, from: high, to: low}]}
                    nextChangeAt: null
                    silent: [fit.high-by-size, in-market.by-view]
            """;

    private static final String FAILING = """
            - name: nothing is as it should be
              packs: [abm]
              steps:
                - asOf: 2026-05-15T12:00:00Z
                  given: {account: {id: acme, employees: 200}}
                  expect:
                    classifications: {fit: low}
                    segments: {in: [in-market]}
                    silent: [fit.high-by-size, in-market.by-view]
            """;

    private static TestPacks abm(String... scenarios) {
        return TestPacks.pack("abm", pack -> {
            pack.taxonomy("fit", List.of("high", "low"), "low")
                    .segment("in-market")
                    .treatment("call")
                    .threshold("employees.min", Threshold.Type.INTEGER, 200)
                    .threshold("window", Threshold.Type.DURATION, "7d")
                    .rule(
                            "fit.high-by-size",
                            List.of(),
                            List.of("TAXONOMY:fit"),
                            "Account( employees >= T.EMPLOYEES_MIN )",
                            "insertLogical( new Candidate(\"fit\", \"high\") );")
                    .rule(
                            "in-market.by-view",
                            List.of("TAXONOMY:fit"),
                            List.of("SEGMENT:in-market"),
                            "Classified( taxonomy == \"fit\", value == \"high\" )"
                                    + " exists Signal( type == \"page.viewed\", within(T.WINDOW) )",
                            "insertLogical( new InSegment(\"in-market\") );")
                    .rule(
                            "treat.in-market",
                            List.of("SEGMENT:in-market"),
                            List.of("TREATMENT:call"),
                            "InSegment( name == \"in-market\" )",
                            "insertLogical( new Treat(\"call\") );");
            for (int i = 0; i < scenarios.length; i++) {
                pack.scenarios("scenarios/" + i + ".yaml", scenarios[i]);
            }
        });
    }

    private static ScenarioReport run(Compiler compiler, TestPacks pack, Limits limits) {
        RuleSet ruleSet = TestPacks.ruleSet(compiler, pack);
        CompiledPack compiled = ruleSet.pack("abm").orElseThrow();
        ScenarioReading reading = ScenarioReader.read(ruleSet, compiled);
        assertThat(reading.problems()).isEmpty();
        List<String> told = new ArrayList<>();
        ScenarioReport report = new ScenarioRunner(new DecisionEngine(limits, () -> 0))
                .run(ruleSet, compiled, reading.scenarios(), result -> told.add(result.name()));
        assertThat(told)
                .isEqualTo(reading.scenarios().stream().map(Scenario::name).toList());
        return report;
    }

    private static List<String> sentences(ScenarioResult result) {
        return result.failures().stream().map(ScenarioFailure::sentence).toList();
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void run_timeAdvances_eachStepHasTheAnswerBefore(Compiler compiler) {
        ScenarioReport report = run(compiler, abm(PASSING), Limits.defaults());

        assertThat(sentences(report.results().get(0))).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.results().get(0).decisions()).hasSize(3);
    }

    @Test
    void run_everyRule_isCoveredOrNamedAsUnproved() {
        ScenarioReport report = run(Compiler.EXECUTABLE_MODEL, abm(PASSING, FAILING), Limits.defaults());

        String passing = report.results().get(0).name();
        String failing = report.results().get(1).name();
        assertThat(report.coverage())
                .extracting(RuleCoverage::rule, RuleCoverage::firedIn, RuleCoverage::silentIn)
                .containsExactly(
                        tuple("fit.high-by-size", List.of(passing, failing), List.of(passing)),
                        tuple("in-market.by-view", List.of(passing), List.of(passing, failing)),
                        tuple("treat.in-market", List.of(passing), List.of()));
        assertThat(report.unproved()).extracting(RuleCoverage::rule).containsExactly("treat.in-market");
    }

    @Test
    void run_wrongExpectations_failInSentences() {
        ScenarioReport report = run(Compiler.EXECUTABLE_MODEL, abm(FAILING), Limits.defaults());

        ScenarioResult result = report.results().get(0);
        assertThat(report.passed()).isFalse();
        assertThat(sentences(result))
                .containsExactly(
                        "classification fit: expected low, got high",
                        "segment in-market: expected in, got out",
                        "rule fit.high-by-size: expected silent, got fired");
        assertThat(result.failures().get(0).place()).hasToString("scenarios/0.yaml:7:32");
        assertThat(result.line()).isEqualTo(1);
    }

    @Test
    void run_stepCannotBeDecided_failsAndEndsTheScenario() {
        Limits oneFact = new Limits(100, 100, 1, Duration.ofSeconds(2));

        ScenarioReport report = run(Compiler.EXECUTABLE_MODEL, abm(PASSING), oneFact);

        ScenarioResult result = report.results().get(0);
        assertThat(sentences(result))
                .singleElement()
                .asString()
                .startsWith("decision: expected to be made, got invalid-request: ")
                .contains("2 facts");
        assertThat(result.decisions()).isEmpty();
    }

    @Test
    void run_ruleOfAnotherPackWithTheSameName_doesNotCount() {
        TestPacks other = TestPacks.pack(
                "other",
                pack -> pack.taxonomy("place", List.of("here"), "here")
                        .rule(
                                "fit.high-by-size",
                                List.of(),
                                List.of("TAXONOMY:place"),
                                "Account( name != null )",
                                "insertLogical( new Candidate(\"place\", \"here\") );")
                        .rule(
                                "place.here-by-name",
                                List.of(),
                                List.of("TAXONOMY:place"),
                                "Account( name != null )",
                                "insertLogical( new Candidate(\"place\", \"here\") );"));
        RuleSet ruleSet = TestPacks.ruleSet(Compiler.EXECUTABLE_MODEL, abm("""
                - name: a
                  packs: [abm, other]
                  asOf: 2026-05-15T12:00:00Z
                  given: {account: {id: acme, name: Acme, employees: 199}}
                  expect: {fired: [place.here-by-name], silent: [fit.high-by-size]}
                """), other);
        CompiledPack abm = ruleSet.pack("abm").orElseThrow();

        ScenarioReport report = new ScenarioRunner(new DecisionEngine(Limits.defaults(), () -> 0))
                .run(ruleSet, abm, ScenarioReader.read(ruleSet, abm).scenarios(), result -> {});

        assertThat(report.results())
                .singleElement()
                .satisfies(result -> assertThat(sentences(result)).isEmpty());
        RuleCoverage rule = report.coverage().get(0);
        assertThat(rule.rule()).isEqualTo("fit.high-by-size");
        assertThat(rule.firedIn()).isEmpty();
        assertThat(rule.silentIn()).containsExactly("a");
    }

    @Test
    void read_unknownPackAndFactType_areReportedWhereTheyStand() {
        RuleSet ruleSet = TestPacks.ruleSet(Compiler.EXECUTABLE_MODEL, abm("""
                        - name: a
                          packs: [abm, abn]
                          steps:
                            - asOf: 2026-05-15T12:00:00Z
                              given:
                                account: {id: acme}
                                facts: {Renewal: [{id: 1}]}
                              expect: {warnings: []}
                        """));

        ScenarioReading reading =
                ScenarioReader.read(ruleSet, ruleSet.pack("abm").orElseThrow());

        assertThat(reading.scenarios()).isEmpty();
        assertThat(reading.problems().stream().map(problem -> problem.place() + " " + problem.code()))
                .containsExactly("scenarios/0.yaml:2:16 unknown-pack", "scenarios/0.yaml:7:26 unknown-type");
    }
}

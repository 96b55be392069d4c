package io.drover.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.pack.Threshold;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Near misses are measured: a scenario in which a rule is silent for two reasons shows nothing of either. */
class CoverageTest {

    private static final String THEN = "insertLogical( new Candidate(\"fit\", \"high\") );";

    /** A pack with one rule, which concludes that fit is high {@code when}. */
    private static TestPacks pack(String when, String scenarios) {
        return pack("", when, scenarios);
    }

    private static TestPacks pack(String reads, String when, String scenarios) {
        return TestPacks.pack(
                "abm",
                pack -> pack.taxonomy("fit", List.of("high", "low"), "")
                        .taxonomy("size", List.of("large", "small"), "small")
                        .segment("known")
                        .score("intent", 100)
                        .threshold("min", Threshold.Type.INTEGER, 200)
                        .threshold("max", Threshold.Type.INTEGER, 5000)
                        .threshold("views", Threshold.Type.INTEGER, 2)
                        .threshold("window", Threshold.Type.DURATION, "7d")
                        .threshold("points", Threshold.Type.INTEGER, 10)
                        .threshold("high", Threshold.Type.INTEGER, 20)
                        .threshold("industries", Threshold.Type.LIST, List.of("SaaS"))
                        .rule(
                                "fit.high",
                                reads.isEmpty() ? List.of() : List.of(reads),
                                List.of("TAXONOMY:fit"),
                                when,
                                THEN)
                        .rule(
                                "size.large",
                                List.of(),
                                List.of("TAXONOMY:size"),
                                "Account( employees >= T.MAX )",
                                "insertLogical( new Candidate(\"size\", \"large\") );")
                        .rule(
                                "known",
                                List.of(),
                                List.of("SEGMENT:known"),
                                "Account( name != null )",
                                "insertLogical( new InSegment(\"known\") );")
                        .rule(
                                "points",
                                List.of(),
                                List.of("SCORE:intent"),
                                "$s : Signal( type == \"page.viewed\" )",
                                "insertLogical( new Points(\"intent\", $s, T.POINTS, \"14d\") );")
                        .scenarios("scenarios/a.yaml", scenarios));
    }

    private static RuleCoverage run(TestPacks pack) {
        RuleSet ruleSet = TestPacks.ruleSet(Compiler.EXECUTABLE_MODEL, pack);
        RelaxedPack relaxed = RelaxedPack.of(ruleSet.pack("abm").orElseThrow());
        ScenarioReading reading = ScenarioReader.read(ruleSet, relaxed.pack());
        assertThat(reading.problems()).isEmpty();
        return new ScenarioRunner(new DecisionEngine(Limits.defaults(), () -> 0))
                .run(ruleSet, relaxed, reading.scenarios(), result -> {}).coverage().stream()
                        .filter(rule -> rule.rule().equals("fit.high"))
                        .findFirst()
                        .orElseThrow();
    }

    /** For each condition of the rule, the rows (what follows the colon of their names) that it alone kept from firing. */
    private static Map<String, List<String>> misses(RuleCoverage rule) {
        return Objects.requireNonNull(rule.conditions()).stream()
                .collect(Collectors.toMap(
                        ConditionCoverage::text,
                        condition -> condition.missedIn().stream()
                                .map(name -> name.substring(name.indexOf(": ") + 2))
                                .toList(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static List<String> fired(RuleCoverage rule) {
        return rule.firedIn().stream()
                .map(name -> name.substring(name.indexOf(": ") + 2))
                .toList();
    }

    /** Scenarios of an account, with the columns and rows of {@code matrix}. */
    private static String accounts(String columns, String... rows) {
        return matrix("{account: {id: acme}}", "name, " + columns, rows);
    }

    private static String matrix(String given, String columns, String... rows) {
        return "- name: a\n  asOf: 2026-05-15T12:00:00Z\n  given: " + given
                + "\n  expect: {warnings: []}\n  matrix:\n    columns: [" + columns + "]\n    rows:\n"
                + Stream.of(rows).map(row -> "      - [" + row + "]\n").collect(Collectors.joining());
    }

    @Test
    void measure_constraints_eachMustFailAlone() {
        RuleCoverage rule = run(pack(
                "Account( industry != null, industry memberOf T.INDUSTRIES, employees >= T.MIN, employees <= T.MAX )",
                accounts(
                        "given.account.industry, given.account.employees",
                        "fires, SaaS, 200",
                        "too small, SaaS, 199",
                        "too large, SaaS, 5001",
                        "other industry, Retail, 200",
                        "no industry, ~, 200",
                        "no size, SaaS, ~",
                        "two reasons, Retail, 1")));

        assertThat(fired(rule)).containsExactly("fires");
        assertThat(misses(rule))
                .containsOnly(
                        Map.entry("industry memberOf T.INDUSTRIES", List.of("other industry", "no industry")),
                        Map.entry("employees >= T.MIN", List.of("too small")),
                        Map.entry("employees <= T.MAX", List.of("too large")));
        assertThat(rule.isProved()).isTrue();
    }

    @Test
    void measure_onlySilentForTwoReasons_isNotProved() {
        RuleCoverage rule = run(pack(
                "Account( industry == \"SaaS\", employees >= T.MIN )",
                accounts(
                        "given.account.industry, given.account.employees",
                        "fires, SaaS, 200",
                        "two reasons, Retail, 1",
                        "nothing known, ~, ~")));

        assertThat(misses(rule).values()).allMatch(List::isEmpty);
        assertThat(rule.hasFired()).isTrue();
        assertThat(rule.hasStayedSilent()).isFalse();
    }

    private static final String VIEWS = """
            {account: {id: acme}, contacts: [{id: c1}, {id: c2}], signals: [\
            {id: e1, type: page.viewed, contactId: c1, time: 2026-05-14T00:00:00Z, data: {pageType: pricing}}, \
            {id: e2, type: page.viewed, contactId: c1, time: 2026-05-14T00:00:00Z, data: {pageType: pricing}}]}""";

    @Test
    void measure_accumulatedConclusions_staySuch() {
        RuleCoverage rule = run(pack(
                "TAXONOMY:size",
                "accumulate( Classified( taxonomy == \"size\", value == \"large\" ); $n : count(1); $n > 0 )",
                accounts("given.account.employees", "fires, 5000", "small, 4999")));

        assertThat(fired(rule)).containsExactly("fires");
        assertThat(misses(rule)).containsOnly(Map.entry("value == \"large\"", List.of("small")));
    }

    @Test
    void measure_accumulatedWithoutDemands_onlyTheResultIsACondition() {
        RuleCoverage rule = run(pack(
                "TAXONOMY:size",
                "accumulate( Classified( taxonomy == \"size\" ); $n : count(1); $n >= T.VIEWS )",
                accounts("given.account.employees", "one, 5000")));

        assertThat(misses(rule)).containsOnly(Map.entry("$n >= T.VIEWS", List.of("one")));
    }

    @Test
    void measure_accumulate_factsAndResultAreConditions() {
        RuleCoverage rule = run(pack(
                "accumulate( Signal( type == \"page.viewed\", data[\"pageType\"] == \"pricing\", within(T.WINDOW) );\n"
                        + "$views : count(1); $views >= T.VIEWS )",
                matrix(
                                VIEWS,
                                "name, given.signals.e1.time, given.signals.e1.data.pageType",
                                "fires, _, _",
                                "too old, 2026-05-08T12:00:00Z, _",
                                "other page, _, docs",
                                "of no page, _, ~",
                                "two reasons, 2026-05-08T12:00:00Z, docs")
                        + matrix(VIEWS, "name, given.signals.e1", "one view, ~").replace("- name: a", "- name: b")
                        + matrix(VIEWS, "name, given.signals", "no views, []").replace("- name: a", "- name: c")));

        assertThat(fired(rule)).containsExactly("fires");
        assertThat(misses(rule))
                .containsOnly(
                        Map.entry("type == \"page.viewed\"", List.of()),
                        Map.entry("data[\"pageType\"] == \"pricing\"", List.of("other page", "of no page")),
                        Map.entry("within(T.WINDOW)", List.of("too old")),
                        Map.entry(
                                "$views >= T.VIEWS",
                                List.of("too old", "other page", "of no page", "two reasons", "one view")));
    }

    @Test
    void measure_existsAndNot_areLookedInto() {
        RuleCoverage exists = run(pack(
                "Account( employees >= T.MIN ) exists Signal( type == \"page.viewed\", within(T.WINDOW) )",
                matrix(
                        VIEWS,
                        "name, given.account.employees, given.signals.e1.type, given.signals.e2",
                        "fires, 200, _, ~",
                        "other signal, 200, ad.clicked, ~",
                        "too small, 1, _, ~",
                        "two reasons, 1, ad.clicked, ~")));
        RuleCoverage not = run(pack(
                "Account( employees >= T.MIN ) not( Signal( type == \"page.viewed\", within(T.WINDOW) ) )",
                matrix(
                        VIEWS,
                        "name, given.account.employees, given.signals.e1.type, given.signals.e2",
                        "viewed, 200, _, ~",
                        "fires, 200, ad.clicked, ~",
                        "two reasons, 1, _, ~",
                        "too small, 1, ad.clicked, ~")));

        assertThat(misses(exists))
                .containsOnly(
                        Map.entry("employees >= T.MIN", List.of("too small")),
                        Map.entry("type == \"page.viewed\"", List.of("other signal")),
                        Map.entry("within(T.WINDOW)", List.of()));
        assertThat(fired(not)).containsExactly("fires");
        assertThat(misses(not))
                .containsOnly(
                        Map.entry("employees >= T.MIN", List.of("too small")),
                        Map.entry("not( Signal( type == \"page.viewed\", within(T.WINDOW) ) )", List.of("viewed")));
    }

    @Test
    void measure_join_isACondition() {
        RuleCoverage rule = run(pack(
                "Contact( $c : id, title != null ) Signal( type == \"page.viewed\", $by : contactId == $c )",
                matrix(
                        "{account: {id: acme}, contacts: [{id: c1, title: CFO}, {id: c2}],"
                                + " signals: [{id: e1, type: page.viewed, time: 2026-05-14T00:00:00Z}]}",
                        "name, given.signals.e1.contactId, given.signals.e1.type",
                        "fires, c1, _",
                        "of the other, c2, _",
                        "of nobody, ~, _",
                        "clicked, c1, ad.clicked")));

        assertThat(fired(rule)).containsExactly("fires");
        assertThat(misses(rule))
                .containsOnly(
                        Map.entry("title != null", List.of("of the other")),
                        Map.entry("type == \"page.viewed\"", List.of("clicked")),
                        Map.entry("$by : contactId == $c", List.of("of the other", "of nobody")));
    }

    @Test
    void measure_conclusions_areReadAsTheyAreInTheEnd() {
        RuleCoverage classified = run(pack(
                "TAXONOMY:size",
                "Classified( taxonomy == \"size\", value == \"large\" ) Account( industry == \"SaaS\" )",
                accounts(
                        "given.account.industry, given.account.employees",
                        "fires, SaaS, 5000",
                        "small, SaaS, 4999",
                        "other industry, Retail, 5000",
                        "two reasons, Retail, 4999")));
        RuleCoverage segment = run(pack(
                "SEGMENT:known",
                "InSegment( name == \"known\" ) Account( industry == \"SaaS\" )",
                accounts(
                        "given.account.industry, given.account.name",
                        "fires, SaaS, Acme",
                        "unknown, SaaS, ~",
                        "other industry, Retail, Acme")));
        RuleCoverage score = run(pack(
                "SCORE:intent",
                "Score( name == \"intent\", atLeast(T.HIGH) )",
                matrix(
                        VIEWS.replace("2026-05-14T00", "2026-05-15T12"),
                        "name, given.signals.e1.type",
                        "fires, _",
                        "one view, ad.clicked")));

        assertThat(misses(classified))
                .containsOnly(
                        Map.entry("value == \"large\"", List.of("small")),
                        Map.entry("industry == \"SaaS\"", List.of("other industry")));
        assertThat(misses(segment))
                .containsOnly(
                        Map.entry("InSegment( name == \"known\" )", List.of("unknown")),
                        Map.entry("industry == \"SaaS\"", List.of("other industry")));
        assertThat(fired(score)).containsExactly("fires");
        assertThat(misses(score)).containsOnly(Map.entry("atLeast(T.HIGH)", List.of("one view")));
    }

    @Test
    void measure_ruleWithoutConditions_isProvedByFiring() {
        RuleCoverage rule = run(pack("Account( $id : id )", accounts("given.account.name", "fires, Acme")));

        assertThat(rule.conditions()).isEmpty();
        assertThat(rule.isProved()).isTrue();
    }
}

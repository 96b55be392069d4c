package io.drover.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {

    private static String shown(PackProblem problem) {
        return problem.place() + " " + problem.code() + ": " + problem.message() + " " + problem.remedy();
    }

    private static List<String> problems(String... texts) {
        ScenarioReading reading = Names.read(texts);
        return reading.problems().stream().map(ScenarioReaderTest::shown).toList();
    }

    /** The problems of a scenario whose one step expects what {@code expect} says, from line 4 on. */
    private static List<String> problemsOfExpect(String expect) {
        return problems(
                "- name: a\n  steps:\n  - {asOf: 2026-05-15, given: {account: {id: acme}}, expect:\n" + expect + "}\n");
    }

    @Test
    void read_steps_holdAllThatWasGivenSoFar() {
        ScenarioReading reading = Names.read("""
                - name: facts grow
                  steps:
                    - asOf: 2026-05-15T12:00:00Z
                      given:
                        account: {id: acme, industry: SaaS, employees: 10}
                        contacts: [{id: c1}, {id: c2}]
                      expect: {segments: {in: [nurture]}}
                    - asOf: 2026-05-16
                      given:
                        account: {industry: null, employees: 20}
                        contacts: [{id: c2, title: CFO}, {id: c3}]
                      expect: {silent: [intent.high-by-views]}
                """);

        assertThat(reading.problems()).isEmpty();
        Scenario scenario = reading.scenarios().get(0);
        assertThat(scenario.name()).isEqualTo("facts grow");
        assertThat(scenario.pack()).isEqualTo("abm");
        assertThat(scenario.place()).isEqualTo(Place.at("1.yaml", 1, 3));
        ScenarioStep last = scenario.steps().get(1);
        assertThat(last.asOf()).isEqualTo(Instant.parse("2026-05-16T00:00:00Z"));
        assertThat(last.silent()).containsExactly("intent.high-by-views");
        assertThat(last.request()).hasToString("""
                {"account":{"id":"acme","employees":20},\
                "contacts":[{"id":"c1"},{"id":"c2","title":"CFO"},{"id":"c3"}],\
                "asOf":"2026-05-16T00:00:00Z","packs":["abm"]}""");
    }

    @Test
    void read_previousGiven_belongsToItsStepOnly() {
        ScenarioReading reading = Names.read("""
                - name: a
                  steps:
                    - asOf: 2026-05-15
                      given: {account: {id: acme}, previous: {segments: [nurture]}}
                      expect: {transitions: {exited: [nurture]}}
                    - {asOf: 2026-05-15, given: {previous: null}, expect: {transitions: null}}
                    - {asOf: 2026-05-15}
                """);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.scenarios().get(0).steps().stream()
                        .map(step -> String.valueOf(step.request().get("previous"))))
                .containsExactly("{\"segments\":[\"nurture\"]}", "null", "null");
        assertThat(reading.scenarios().get(0).steps().get(1).request().has("previous"))
                .isTrue();
        assertThat(reading.scenarios().get(0).steps().get(2).request().has("previous"))
                .isFalse();
    }

    @Test
    void read_wrongFacts_areReportedWhereTheyStand() {
        List<String> problems = problems("""
                - name: a
                  steps:
                    - asOf: 2026-05-15
                      given:
                        account: {id: acme, employes: 10}
                        signals:
                          - {id: e1, type: page.viewed, time: yesterday}
                      expect: {segments: {in: [nurture]}}
                    - asOf: 2026-05-16
                      given:
                        signals: [{id: e2, type: page.viewed}]
                      expect: {segments: {in: [nurture]}}
                """);

        assertThat(problems).hasSize(3);
        assertThat(problems.get(0))
                .startsWith("1.yaml:5:")
                .contains("employes")
                .endsWith("Did you mean \"employees\"?");
        assertThat(problems.get(1)).startsWith("1.yaml:7:").contains("time");
        assertThat(problems.get(2)).startsWith("1.yaml:11:").contains("time").contains("missing");
    }

    @Test
    void read_noSubject_isReported() {
        assertThat(problems("- {name: a, steps: [{asOf: 2026-05-15, expect: {warnings: []}}]}"))
                .singleElement()
                .asString()
                .startsWith("1.yaml:1:21 no-subject");
    }

    @Test
    void read_wrongScenario_isReportedOnce() {
        assertThat(problems("""
                - name: a
                  stps: []
                - name: b
                  packs: [other]
                  steps:
                    - {asOf: 2026-05-15, given: {account: {id: acme}}, expect: {segments: {in: [nurture]}}}
                    - {asOf: 2026-05-14, given: {asOf: 2026-05-14}, expects: {}}
                - name: c
                  steps: [{asOf: 2026-05-15, given: {account: {id: acme}}}]
                - {name: d, steps: [{given: {account: {id: acme}}}]}
                """))
                .containsExactly(
                        "1.yaml:1:3 missing-key: The scenario \"a\" has no \"steps\". Add \"steps: …\".",
                        "1.yaml:2:3 unknown-key: The scenario \"a\" has the unknown key \"stps\". Did you mean \"steps\"?",
                        "1.yaml:4:10 foreign-scenario: The scenario \"b\" is not about its own pack abm."
                                + " Add abm to its packs, or move the scenario to another pack.",
                        "1.yaml:7:14 time-goes-back: Step 2 of the scenario \"b\" is before the step that precedes it."
                                + " Order the steps by their asOf.",
                        "1.yaml:7:34 misplaced-key: \"asOf\" cannot be given as a fact."
                                + " Write \"asOf\" beside \"given\".",
                        "1.yaml:7:53 unknown-key: Step 2 of the scenario \"b\" has the unknown key \"expects\"."
                                + " Did you mean \"expect\"?",
                        "1.yaml:8:3 nothing-expected: The scenario \"c\" expects nothing."
                                + " Say under \"expect\" of a step what must come out.",
                        "1.yaml:10:21 missing-key: Step 1 of the scenario \"d\" has no \"asOf\". Add \"asOf: …\".");
    }

    @Test
    void read_sameNameTwice_isReported() {
        String scenario =
                "- {name: a, steps: [{asOf: 2026-05-15, given: {account: {id: acme}}, expect: {warnings: []}}]}\n";

        ScenarioReading reading = Names.read(scenario, scenario);

        assertThat(reading.scenarios()).hasSize(1);
        assertThat(reading.problems().stream().map(ScenarioReaderTest::shown))
                .containsExactly(
                        "2.yaml:1:3 duplicate-name: The scenario \"a\" is there twice; the first is at 1.yaml:1:3."
                                + " Give one of the two a name that says what it shows.");
    }

    @Test
    void read_noListOfScenarios_isReported() {
        assertThat(problems("name: a", "", "- {name: a")).hasSize(3);
        assertThat(problems("name: a", ""))
                .containsExactly(
                        "1.yaml:1:1 wrong-type: A file of scenarios must be a list of them."
                                + " Begin each scenario with \"- name: …\".",
                        "2.yaml wrong-type: A file of scenarios must be a list of them."
                                + " Begin each scenario with \"- name: …\".");
    }

    @Test
    void read_unknownNames_areReportedWithTheNearest() {
        assertThat(problemsOfExpect("""
                {segment: {},
                 classifications: {intend: high, fit: hgh, persona: executive},
                 scores: {intend: 1, intent: high},
                 contacts: {c1: {persona: exec, fit: high}, c2: {scores: {}, classification: {}}},
                 segments: {in: [in-markt], ot: [x]},
                 treatments: {selected: [sdr.cal, {contactId: c1}], not: [{key: web.proof, satus: held}]},
                 transitions: {entered: [nurtur], changed: [intend, {from: high}]},
                 rfm: {recency: 1},
                 warnings: [{pointer: /a}],
                 fired: [intent.high-by-view], silent: [x]}
                """))
                .containsExactly(
                        "1.yaml:4:2 unknown-key: \"expect\" of step 1 of the scenario \"a\" has the unknown key \"segment\"."
                                + " Did you mean \"segments\"?",
                        "1.yaml:5:20 unknown-taxonomy: There is no taxonomy \"intend\" in the packs of this scenario."
                                + " Did you mean \"intent\"?",
                        "1.yaml:5:39 unknown-value: The taxonomy \"fit\" has no value \"hgh\". Did you mean \"high\"?",
                        "1.yaml:5:44 wrong-level: The taxonomy \"persona\" classifies contacts, not the subject."
                                + " Write it under \"contacts\", as in {c1: {persona: …}}.",
                        "1.yaml:6:11 unknown-score: There is no score \"intend\" in the packs of this scenario."
                                + " Did you mean \"intent\"?",
                        "1.yaml:6:30 wrong-type: The score \"intent\" must be a number, but is a text."
                                + " Write a number such as 26.6.",
                        "1.yaml:7:27 unknown-value: The taxonomy \"persona\" has no value \"exec\"."
                                + " Use null for unclassified, or one of its values: executive, practitioner.",
                        "1.yaml:7:33 wrong-level: The taxonomy \"fit\" classifies the subject, not its contacts."
                                + " Write it under \"classifications\" of the step.",
                        "1.yaml:7:62 unknown-key: The contact \"c2\" has the unknown key \"classification\"."
                                + " Did you mean \"classifications\"?",
                        "1.yaml:8:18 unknown-segment: There is no segment \"in-markt\" in the packs of this scenario."
                                + " Did you mean \"in-market\"?",
                        "1.yaml:8:29 unknown-key: \"segments\" has the unknown key \"ot\". Did you mean \"out\"?",
                        "1.yaml:9:26 unknown-treatment: There is no treatment \"sdr.cal\" in the packs of this scenario."
                                + " Did you mean \"sdr.call\"?",
                        "1.yaml:9:35 missing-key: The treatment has no \"key\". Add \"key: …\".",
                        "1.yaml:9:76 unknown-key: The treatment has the unknown key \"satus\". Did you mean \"status\"?",
                        "1.yaml:10:26 unknown-segment: There is no segment \"nurtur\" in the packs of this scenario."
                                + " Did you mean \"nurture\"?",
                        "1.yaml:10:45 unknown-taxonomy: There is no taxonomy \"intend\" in the packs of this scenario."
                                + " Did you mean \"intent\"?",
                        "1.yaml:10:53 missing-key: The change has no \"taxonomy\". Add \"taxonomy: …\".",
                        "1.yaml:11:8 unknown-key: \"rfm\" has the unknown key \"recency\". Use one of the known keys:"
                                + " r, f, m, recencyDays, frequency, monetary, asOf, cutTable.",
                        "1.yaml:12:13 missing-key: The warning has no \"code\". Add \"code: …\".",
                        "1.yaml:13:10 unknown-rule: There is no rule \"intent.high-by-view\" in the packs of this scenario."
                                + " Did you mean \"intent.high-by-views\"?",
                        "1.yaml:13:41 unknown-rule: There is no rule \"x\" in the packs of this scenario."
                                + " Write the name of a rule as the pack defines it.");
    }

    @Test
    void read_wrongTypes_areReported() {
        assertThat(problemsOfExpect("""
                {classifications: [high], segments: in-market, treatments: {selected: x},
                 nextChangeAt: tomorrow, fired: [7], contacts: {c1: x}, scores: {}, scores: {}}
                """))
                .hasSize(7)
                .allMatch(problem -> problem.contains("wrong-type") || problem.contains("duplicate-key"));
    }
}

package io.drover.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {

    private static List<String> problems(String text) {
        return Names.read(text).problems().stream()
                .map(problem ->
                        problem.place() + " " + problem.code() + ": " + problem.message() + " " + problem.remedy())
                .toList();
    }

    @Test
    void read_matrix_eachRowIsAScenario() {
        ScenarioReading reading = Names.read("""
                - name: size
                  asOf: 2026-05-15
                  given: {account: {id: acme, industry: SaaS}, contacts: [{id: c1, title: CFO}]}
                  expect: {classifications: {intent: low}}
                  matrix:
                    columns: [given.account.employees, expect.classifications.fit, expect.fired]
                    rows:
                      - [500, high, fit.high-by-size]
                      - [499, low, []]
                      - [~, ~, _]
                      - [_, low, _]
                """);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.scenarios())
                .extracting(Scenario::name)
                .containsExactly("size: employees 500", "size: employees 499", "size: no employees", "size: row 4");
        assertThat(reading.scenarios())
                .extracting(scenario -> scenario.place().line())
                .containsExactly(8, 9, 10, 11);
        assertThat(reading.scenarios().get(0).steps().get(0).request()).hasToString("""
                {"account":{"id":"acme","industry":"SaaS","employees":500},\
                "contacts":[{"id":"c1","title":"CFO"}],"asOf":"2026-05-15T00:00:00Z","packs":["abm"]}""");
        assertThat(expectations(reading, 0))
                .containsExactly(
                        "4:38 classification intent: low",
                        "8:15 classification fit: high",
                        "8:21 rule fit.high-by-size: fired");
        assertThat(expectations(reading, 1))
                .containsExactly(
                        "4:38 classification intent: low", "9:15 classification fit: low", "9:20 rules: none fired");
        assertThat(expectations(reading, 2))
                .containsExactly("4:38 classification intent: low", "10:13 classification fit: unclassified");
        assertThat(expectations(reading, 3)).hasSize(2);
        assertThat(reading.scenarios().get(2).steps().get(0).request().path("account"))
                .hasToString("{\"id\":\"acme\",\"industry\":\"SaaS\"}");
    }

    private static List<String> expectations(ScenarioReading reading, int scenario) {
        return reading.scenarios().get(scenario).steps().get(0).expectations().stream()
                .map(expectation -> expectation.place().line() + ":"
                        + expectation.place().column() + " " + expectation.path() + ": " + expectation.expected())
                .toList();
    }

    @Test
    void read_columnsIntoItems_areNamedByTheirIds() {
        ScenarioReading reading = Names.read("""
                - name: views
                  given:
                    account: {id: acme}
                    contacts: [{id: c1}, {id: c2, title: CFO}]
                    signals: [{id: e1, type: page.viewed, time: 2026-05-01, data: {page: pricing}}]
                  matrix:
                    columns: [name, asOf, given.contacts.c2.title, given.signals.e1.data.page, given.signals.e1, \
                expect.contacts.c2.persona]
                    rows: []
                - name: views
                  given:
                    account: {id: acme}
                    contacts: [{id: c1}, {id: c2, title: CFO}]
                    signals: [{id: e1, type: page.viewed, time: 2026-05-01, data: {page: pricing}}]
                  matrix:
                    columns: [name, asOf, given.contacts.c2.title, given.signals.e1.data.page, expect.contacts.c2.persona]
                    rows:
                      - [a chief, 2026-05-15, CEO, ~, executive]
                      - [_, 2026-05-16, ~, docs, ~]
                - name: no view
                  asOf: 2026-05-15
                  given:
                    account: {id: acme}
                    signals: [{id: e1, type: page.viewed, time: 2026-05-01}]
                  matrix: {columns: [given.signals.e1, expect.segments.in], rows: [[~, nurture]]}
                """);

        assertThat(reading.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("duplicate-column"));
        assertThat(reading.scenarios())
                .extracting(Scenario::name)
                .containsExactly("views: a chief", "views: asOf 2026-05-16, no title, page docs", "no view: no e1");
        assertThat(reading.scenarios().get(0).steps().get(0).request()).hasToString("""
                {"account":{"id":"acme"},"contacts":[{"id":"c1"},{"id":"c2","title":"CEO"}],\
                "signals":[{"id":"e1","type":"page.viewed","time":"2026-05-01","data":{}}],\
                "asOf":"2026-05-15T00:00:00Z","packs":["abm"]}""");
        assertThat(reading.scenarios().get(1).steps().get(0).request().toString())
                .contains("{\"id\":\"c2\"}", "\"page\":\"docs\"", "2026-05-16");
        assertThat(reading.scenarios().get(2).steps().get(0).request().path("signals"))
                .isEmpty();
    }

    @Test
    void read_oneStep_needsNoList() {
        ScenarioReading reading = Names.read("""
                - name: a
                  asOf: 2026-05-15
                  given: {account: {id: acme}}
                  expect: {segments: {in: [nurture]}}
                """);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.scenarios().get(0).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.expectations()).hasSize(1));
    }

    @Test
    void read_wrongMatrix_saysAllThatIsWrongOnce() {
        assertThat(problems("""
                - name: size
                  asOf: 2026-05-15
                  given: {account: {id: acme}}
                  matrix:
                    columns: [given.account.employes, expected.fired, expect.classifications.fit, \
                given.contacts.c1.title, expect.classifications.fit, expect.clasifications.fit]
                    rows:
                      - [500, x, hgh, CFO, low, low]
                      - [many, x, low, CFO, low]
                      - 7
                      - [700, x, low, CFO, low, low]
                      - [700, x, low, CFO, low, low]
                    row: x
                - name: views
                  asOf: 2026-05-15
                  given: {account: {id: acme}, contacts: [{id: c1}]}
                  steps: []
                - name: b
                  asOf: 2026-05-15
                  given: {account: {id: acme}, contacts: [{id: c1}]}
                  matrix:
                    columns: [given.contacts.c2.title, expect.fired]
                    rows: [[CFO, ~], [CEO, fit.high-by-sise]]
                - name: e
                  asOf: 2026-05-15
                  given: {account: {id: acme}}
                  matrix:
                    columns: [given.account.employees, expect.fired]
                    rows: [[7, []], [7, fit.high-by-size]]
                - name: c
                  asOf: 2026-05-15
                  given: {account: {id: acme}}
                  matrix: {columns: [given.account.employees], rows: [[1], [2]]}
                - name: d
                  given: {account: {id: acme}}
                  matrix: {columns: [given.account.employees, expect.fired], rows: [[1, []], [2, []]]}
                """))
                .containsExactly(
                        "1.yaml:5:15 unknown-field: \"employes\" is not a field of Account. Did you mean \"employees\"?",
                        "1.yaml:5:39 unknown-column: The matrix of the scenario \"size\" has the unknown column \"expect"
                                + "ed.fired\". Did you mean \"expect.fired\"?",
                        "1.yaml:5:83 wrong-type: The field \"contacts\" must be a list, but is an object. A list: [ … ].",
                        "1.yaml:5:108 duplicate-column: The column \"expect.classifications.fit\" writes where another c"
                                + "olumn writes too. Keep one of the two.",
                        "1.yaml:5:136 unknown-key: \"expect\" of the scenario \"size\" has the unknown key \"clasificati"
                                + "ons\". Did you mean \"classifications\"?",
                        "1.yaml:7:18 unknown-value: The taxonomy \"fit\" has no value \"hgh\". Did you mean \"high\"?",
                        "1.yaml:8:9 wrong-row: A row of the matrix of the scenario \"size\" has 5 cells, but there are 6"
                                + " columns. Write one cell a column, in brackets: [given.account.employes, expected.fired, expect"
                                + ".classifications.fit, given.contacts.c1.title, expect.classifications.fit, expect.clasification"
                                + "s.fit].",
                        "1.yaml:9:9 wrong-row: A row of the matrix of the scenario \"size\" is a number, but there are 6"
                                + " columns. Write one cell a column, in brackets: [given.account.employes, expected.fired, expect"
                                + ".classifications.fit, given.contacts.c1.title, expect.classifications.fit, expect.clasification"
                                + "s.fit].",
                        "1.yaml:12:5 unknown-key: The matrix of the scenario \"size\" has the unknown key \"row\". Did y"
                                + "ou mean \"rows\"?",
                        "1.yaml:14:9 misplaced-key: The scenario \"views\" has \"asOf\" beside \"steps\". Write either s"
                                + "teps, or asOf, given and expect, with a matrix or without.",
                        "1.yaml:15:10 misplaced-key: The scenario \"views\" has \"given\" beside \"steps\". Write either"
                                + " steps, or asOf, given and expect, with a matrix or without.",
                        "1.yaml:21:15 unknown-column: No item with the id or number \"c2\" is given for the column \"given.contact"
                                + "s.c2.title\". Add the item, with its id, under \"given\" of the scenario; a column writes into "
                                + "it.",
                        "1.yaml:22:18 wrong-type: A cell of the column \"expect.fired\" cannot be ~. Write [] for none, "
                                + "or _ to expect nothing of it in this row.",
                        "1.yaml:22:28 unknown-rule: There is no rule \"fit.high-by-sise\" in the packs of this scenario."
                                + " Did you mean \"fit.high-by-size\"?",
                        "1.yaml:28:21 duplicate-row: The row gives the same as the row in line 28. Remove one of the two, or correct what it gives.",
                        "1.yaml:32:11 nothing-expected: The matrix of the scenario \"c\" expects nothing. Add a column s"
                                + "uch as expect.fired.",
                        "1.yaml:33:3 missing-key: The scenario \"d\" has no \"asOf\". Add \"asOf: …\".");
    }
}

package io.drover.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.decide.DecisionTrace;
import io.drover.model.decision.ContactDecision;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.Since;
import io.drover.model.decision.Subject;
import io.drover.model.decision.SubjectKind;
import io.drover.model.decision.Transitions;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.decision.TreatmentStatus;
import io.drover.model.fact.RfmScore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {

    private static final Instant AS_OF = Instant.parse("2026-05-15T12:00:00Z");

    private static final TreatmentDecision CALL = treatment("sdr.call", null, TreatmentStatus.SELECTED, null);
    private static final TreatmentDecision MAIL_C1 = treatment("outbound.mail", "c1", TreatmentStatus.SELECTED, null);
    private static final TreatmentDecision MAIL_C2 =
            treatment("outbound.mail", "c2", TreatmentStatus.WITHHELD, "no-consent");

    private static TreatmentDecision treatment(
            String key, @Nullable String contactId, TreatmentStatus status, @Nullable String reason) {
        return new TreatmentDecision(
                "abm",
                key,
                contactId,
                status,
                reason,
                null,
                List.of("in-market", "quadrant=high-fit-high-intent"),
                AS_OF,
                "internal",
                "…",
                "none",
                "SDR",
                Map.of("variant", "default", "count", 2),
                Instant.parse("2026-05-16T00:00:00Z"));
    }

    private static DecisionTrace trace(boolean full) {
        Map<String, @Nullable String> classifications = new HashMap<>();
        classifications.put("intent", "high");
        classifications.put("fit", null);
        RfmScore rfm = new RfmScore(5, 4, 3, 7, 6, new BigDecimal("100.5"), AS_OF, "rfm-1", null, null);
        Transitions transitions = new Transitions(
                List.of("in-market"), List.of(), List.of(new Transitions.Change(null, "intent", null, "high")));
        Decision decision = new Decision(
                null,
                AS_OF,
                new Subject(SubjectKind.ACCOUNT, "acme"),
                "r",
                new TreeMap<>(Map.of("abm", "r")),
                classifications,
                new TreeMap<>(Map.of("intent", new BigDecimal("26.60"))),
                full ? rfm : null,
                new TreeMap<>(),
                full ? List.of("in-market") : List.of(),
                List.of(new ContactDecision(
                        "c1",
                        Map.of("persona", "executive"),
                        new TreeMap<>(Map.of("intent", BigDecimal.ONE)),
                        new Since(Map.of("persona", AS_OF), null))),
                new Since(Map.of(), Map.of()),
                full ? transitions : null,
                full ? List.of(MAIL_C1, MAIL_C2, CALL) : List.of(),
                full ? List.of(new DecisionWarning("missing-fact", "/account/employees", "…")) : List.of(),
                full ? Instant.parse("2026-05-18T12:00:00Z") : null,
                null);
        return new DecisionTrace(
                decision,
                new TreeMap<>(Map.of("abm", new TreeSet<>(full ? Set.of("intent.high-by-views") : Set.of()))));
    }

    private static List<ScenarioFailure> failures(String expect, boolean full) {
        ScenarioReading reading = Names.read(
                "- name: a\n  steps: [{asOf: 2026-05-15, given: {account: {id: acme}}, expect: {\n" + expect + "}}]\n");
        assertThat(reading.problems()).isEmpty();
        return reading.scenarios().get(0).steps().get(0).expectations().stream()
                .map(expectation -> expectation.check(1, trace(full)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Stream<String> sentences(String expect, boolean full) {
        return failures(expect, full).stream().map(ScenarioFailure::sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classifications: {intent: high, fit: null}",
                "scores: {intent: 26.6}",
                "segments: {in: [in-market], out: [nurture]}",
                "segments: {in: [in-market], out: []}",
                "contacts: {c1: {persona: executive}}",
                "contacts: {c1: {classifications: {persona: executive}, scores: {intent: 1.0}}}",
                "treatments: {selected: [sdr.call, outbound.mail], withheld: [outbound.mail], held: [], given: []}",
                "treatments: {selected: [{key: sdr.call, dueBy: 2026-05-16, because: [in-market], owner: SDR}]}",
                "treatments: {selected: [{key: outbound.mail, contactId: c1, parameters: {count: 2.0, currency: null}}]}",
                "treatments: {withheld: [{key: outbound.mail, contactId: c2, reason: no-consent}]}",
                "treatments: {not: [web.proof, {key: outbound.mail, contactId: c3}, {key: sdr.call, status: held}]}",
                "transitions: {entered: [in-market], exited: [], changed: [intent]}",
                "transitions: {changed: [{taxonomy: intent, from: null, to: high}]}",
                "nextChangeAt: 2026-05-18T12:00:00.000Z",
                "warnings: [missing-fact, {code: missing-fact, pointer: /account/employees}]",
                "rfm: {r: 5, monetary: 100.50, asOf: 2026-05-15T12:00:00Z, cutTable: rfm-1}",
                "fired: [intent.high-by-views], silent: [fit.high-by-size]"
            })
    void check_asExpected_holds(String expect) {
        assertThat(sentences(expect, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "segments: {in: []}",
                "treatments: {selected: [], not: [sdr.call]}",
                "transitions: null",
                "nextChangeAt: null",
                "warnings: []",
                "rfm: null",
                "fired: []"
            })
    void check_nothingExpected_holdsWhereThereIsNothing(String expect) {
        assertThat(sentences(expect, false)).isEmpty();
        assertThat(sentences(expect, true)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    classifications: {intent: low}            | classification intent: expected low, got high
                    classifications: {intent: null}           | classification intent: expected unclassified, got high
                    classifications: {fit: high}              | classification fit: expected high, got unclassified
                    contacts: {c1: {persona: practitioner}}   | classification persona of contact c1: expected practitioner, got executive
                    contacts: {c2: {persona: executive}}      | classification persona of contact c2: expected executive, got no such contact
                    scores: {intent: 27}                      | score intent: expected 27, got 26.60
                    segments: {in: [nurture]}                 | segment nurture: expected in, got out
                    segments: {out: [in-market]}              | segment in-market: expected out, got in
                    segments: {in: []}                        | segments: expected none, got in-market
                    treatments: {selected: [web.proof]}       | treatment web.proof: expected selected, got no such treatment
                    treatments: {held: [sdr.call]}            | treatment sdr.call: expected held, got selected
                    treatments: {selected: [{key: outbound.mail, contactId: c2}]} | treatment outbound.mail of contact c2: expected selected, got withheld (no-consent)
                    treatments: {selected: [{key: sdr.call, dueBy: 2026-05-17}]}  | treatment sdr.call: expected selected with dueBy 2026-05-17, got selected with dueBy 2026-05-16T00:00:00Z
                    treatments: {selected: [{key: sdr.call, parameters: {variant: x}, because: [nurture]}]} | treatment sdr.call: expected selected with parameters {variant: x}, because [nurture], got selected with parameters.variant default, because [in-market, quadrant=high-fit-high-intent]
                    treatments: {not: [sdr.call]}             | treatment sdr.call: expected none, got selected
                    treatments: {withheld: []}                | treatments: expected none withheld, got outbound.mail
                    transitions: {entered: [nurture]}         | segment nurture: expected entered, got not entered
                    transitions: {entered: []}                | transitions: expected nothing entered, got in-market
                    transitions: {changed: [{taxonomy: intent, from: low}]} | taxonomy intent: expected changed from low, got intent from unclassified to high
                    transitions: {changed: []}                | transitions: expected nothing changed, got intent from unclassified to high
                    transitions: null                         | transitions: expected no previous answer to compare with, got one
                    nextChangeAt: null                        | nextChangeAt: expected never, got 2026-05-18T12:00:00Z
                    warnings: [no-cut-table]                  | warning no-cut-table: expected to be there, got missing-fact at /account/employees
                    warnings: []                              | warnings: expected none, got missing-fact at /account/employees
                    rfm: {r: 4}                               | rfm r: expected 4, got 5
                    rfm: null                                 | rfm: expected no scoring, got a scoring
                    fired: [fit.high-by-size]                 | rule fit.high-by-size: expected fired, got silent
                    silent: [intent.high-by-views]            | rule intent.high-by-views: expected silent, got fired
                    fired: []                                 | rules: expected none fired, got intent.high-by-views
                    """)
    void check_notAsExpected_isASentence(String expect, String sentence) {
        assertThat(sentences(expect, true)).containsExactly(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    nextChangeAt: 2026-05-18          | nextChangeAt: expected 2026-05-18T00:00:00Z, got never
                    transitions: {entered: [nurture]} | segment nurture: expected entered, got no previous answer to compare with
                    warnings: [no-cut-table]          | warning no-cut-table: expected to be there, got no warning
                    rfm: {r: 4}                       | rfm r: expected 4, got nothing
                    """)
    void check_nothingThere_isASentence(String expect, String sentence) {
        assertThat(sentences(expect, false)).containsExactly(sentence);
    }

    @Test
    void check_failure_namesStepAndPlace() {
        ScenarioFailure failure = failures("  scores: {intent: 27}", true).get(0);

        assertThat(failure.step()).isEqualTo(1);
        assertThat(failure.place()).hasToString("1.yaml:3:20");
    }
}

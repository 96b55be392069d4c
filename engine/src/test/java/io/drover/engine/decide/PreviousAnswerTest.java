package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.PreviousDecision;
import io.drover.model.decision.PreviousDecision.PreviousContact;
import io.drover.model.decision.PreviousDecision.PreviousTreatment;
import io.drover.model.decision.Since;
import io.drover.model.decision.Transitions;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.decision.TreatmentStatus;
import io.drover.model.fact.TreatmentGiven;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of an earlier answer: since, transitions, episodes of treatments, and facts for rules to read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviousAnswerTest {

    private static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");
    private static final Instant YESTERDAY = Instant.parse("2026-05-14T12:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> 0);
    private RuleSet ruleSet = TestPacks.ruleSet(Compiler.EXECUTABLE_MODEL);

    @BeforeAll
    void compile() {
        ruleSet = TestPacks.ruleSet(
                Compiler.EXECUTABLE_MODEL,
                TestPacks.pack(
                        "past",
                        pack -> pack.taxonomy("fit", List.of("high", "low"), "low")
                                .taxonomy("memory", List.of("was-high", "new"), "new")
                                .segment("in-market")
                                .segment("returning")
                                .treatment(treatment("mail", null, null, null))
                                .treatment(treatment("repeated", Duration.ofDays(3), null, null))
                                .treatment(treatment("later", null, NOON.plusSeconds(60), null))
                                .treatment(treatment("over", null, null, NOON))
                                .rule(
                                        "fit.high",
                                        List.of(),
                                        List.of("TAXONOMY:fit"),
                                        "Account( employees >= 200 )",
                                        "insertLogical( new Candidate(\"fit\", \"high\") );")
                                .rule(
                                        "memory.was-high",
                                        List.of(),
                                        List.of("TAXONOMY:memory"),
                                        "PreviousClassification( taxonomy == \"fit\", value == \"high\" )",
                                        "insertLogical( new Candidate(\"memory\", \"was-high\") );")
                                .rule(
                                        "returning",
                                        List.of(),
                                        List.of("SEGMENT:returning"),
                                        "PreviousSegment( name == \"in-market\" )",
                                        "insertLogical( new InSegment(\"returning\") );")
                                .rule(
                                        "in-market",
                                        List.of("TAXONOMY:fit"),
                                        List.of("SEGMENT:in-market"),
                                        "Classified( taxonomy == \"fit\", value == \"high\" )",
                                        "insertLogical( new InSegment(\"in-market\") );")
                                .rule(
                                        "treat",
                                        List.of("SEGMENT:in-market"),
                                        List.of(),
                                        "InSegment( name == \"in-market\" )",
                                        "insertLogical( new Treat(\"mail\") ); insertLogical( new Treat(\"repeated\") );"
                                                + " insertLogical( new Treat(\"later\") ); insertLogical( new Treat(\"over\") );")));
    }

    private static TreatmentDefinition treatment(
            String key, @Nullable Duration repeatEvery, @Nullable Instant from, @Nullable Instant until) {
        return new TreatmentDefinition(
                key,
                "web",
                "m",
                "none",
                "o",
                "marketing",
                0,
                new TreatmentDefinition.EndOfDay(),
                null,
                repeatEvery,
                false,
                true,
                from,
                until);
    }

    private Decision decide(int employees, @Nullable PreviousDecision previous, TreatmentGiven... given) {
        String json = """
                {"asOf": "%s", "account": {"id": "acme", "employees": %d, "timezone": "America/New_York"},
                 "contacts": [{"id": "c1"}]}""".formatted(NOON, employees);
        DecisionRequest posted = RequestReader.read(json.getBytes(StandardCharsets.UTF_8), RuleSetChecks.none());
        return engine.decide(
                ruleSet,
                new DecisionRequest(
                        posted.asOf(),
                        posted.packs(),
                        posted.account(),
                        posted.customer(),
                        posted.contacts(),
                        posted.signals(),
                        posted.purchases(),
                        posted.opportunities(),
                        posted.technologies(),
                        posted.usage(),
                        posted.supportTickets(),
                        posted.surveys(),
                        posted.consents(),
                        List.of(given),
                        posted.rfm(),
                        previous,
                        posted.facts(),
                        posted.cutTables(),
                        posted.with()),
                true);
    }

    private static PreviousDecision previous(
            @Nullable Map<String, @Nullable String> classifications,
            @Nullable List<String> segments,
            @Nullable Since since,
            PreviousTreatment... treatments) {
        return new PreviousDecision(YESTERDAY, classifications, segments, null, since, List.of(treatments), null);
    }

    private static TreatmentDecision treatment(Decision decision, String key) {
        return decision.treatments().stream()
                .filter(treatment -> treatment.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void decide_withoutPrevious_hasNoTransitionsAndEverythingBeginsNow() {
        Decision decision = decide(850, null);

        assertThat(decision.transitions()).isNull();
        assertThat(decision.since().classifications())
                .containsEntry("fit", NOON)
                .containsEntry("memory", NOON);
        assertThat(decision.since().segments()).containsOnly(Map.entry("in-market", NOON));
        assertThat(treatment(decision, "mail").since()).isEqualTo(NOON);
    }

    @Test
    void decide_valueUnchanged_keepsItsSinceElseThePreviousAsOf() {
        Map<String, @Nullable String> before = Map.of("fit", "high", "memory", "was-high");
        Decision decision =
                decide(850, previous(before, List.of("in-market"), new Since(Map.of("fit", LONG_AGO), Map.of())));

        assertThat(decision.since().classifications())
                .containsEntry("fit", LONG_AGO)
                .containsEntry("memory", YESTERDAY);
        assertThat(decision.since().segments())
                .containsEntry("in-market", YESTERDAY)
                .containsEntry("returning", NOON);
        assertThat(decision.transitions()).isEqualTo(new Transitions(List.of("returning"), List.of(), List.of()));
    }

    @Test
    void decide_valueChanged_isATransitionFromNullToo() {
        Map<String, @Nullable String> before = new HashMap<>();
        before.put("fit", "high");
        before.put("memory", null);
        Decision decision = decide(10, previous(before, List.of("in-market", "returning"), null));

        assertThat(decision.transitions())
                .isEqualTo(new Transitions(
                        List.of(),
                        List.of("in-market"),
                        List.of(
                                new Transitions.Change(null, "fit", "high", "low"),
                                new Transitions.Change(null, "memory", null, "was-high"))));
        assertThat(decision.since().classifications()).containsEntry("fit", NOON);
    }

    @Test
    void decide_previousInPart_comparesOnlyWhatWasSent() {
        assertThat(decide(850, previous(null, null, null)).transitions())
                .isEqualTo(new Transitions(List.of(), List.of(), List.of()));
    }

    @Test
    void decide_unknownNamesInPrevious_areWarned() {
        PreviousDecision previous = new PreviousDecision(
                YESTERDAY,
                Map.of("fitness", "high"),
                List.of("in-market", "gone"),
                List.of(new PreviousContact("c1", Map.of("persona", "cfo"), null)),
                null,
                null,
                null);

        assertThat(decide(850, previous).warnings())
                .extracting("code", "pointer")
                .containsExactly(
                        tuple("unknown-name", "/previous/classifications/fitness"),
                        tuple("unknown-name", "/previous/contacts/0/classifications/persona"),
                        tuple("unknown-name", "/previous/segments/1"));
    }

    @Test
    void decide_treatmentGivenInThisEpisode_isGivenUntilItRepeats() {
        PreviousTreatment[] before = {
            new PreviousTreatment("past", "mail", null, LONG_AGO), new PreviousTreatment("past", "repeated", null, null)
        };
        Decision decision = decide(
                850,
                previous(Map.of("fit", "high"), null, null, before),
                given("mail", LONG_AGO.plusSeconds(1), null),
                given("repeated", YESTERDAY, null));

        assertThat(treatment(decision, "mail").status()).isEqualTo(TreatmentStatus.GIVEN);
        assertThat(treatment(decision, "mail").since()).isEqualTo(LONG_AGO);
        assertThat(treatment(decision, "repeated").status()).isEqualTo(TreatmentStatus.GIVEN);
        assertThat(treatment(decision, "repeated").since()).isEqualTo(YESTERDAY);
        assertThat(decision.nextChangeAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void decide_givenBeforeTheEpisodeOrLongEnoughAgoOrFailed_isSelected() {
        PreviousTreatment repeated = new PreviousTreatment("past", "repeated", null, LONG_AGO);
        Decision decision = decide(
                850,
                previous(Map.of("fit", "high"), null, null, repeated),
                given("mail", YESTERDAY, null),
                given("repeated", NOON.minus(Duration.ofDays(3)), null));
        assertThat(treatment(decision, "mail").status()).isEqualTo(TreatmentStatus.SELECTED);
        assertThat(treatment(decision, "repeated").status()).isEqualTo(TreatmentStatus.SELECTED);

        PreviousTreatment mail = new PreviousTreatment("past", "mail", null, LONG_AGO);
        assertThat(treatment(decide(850, previous(null, null, null, mail), given("mail", YESTERDAY, "failed")), "mail")
                        .status())
                .isEqualTo(TreatmentStatus.SELECTED);
    }

    private static TreatmentGiven given(String key, Instant at, @Nullable String outcome) {
        return new TreatmentGiven("past", key, null, "web", at, outcome, null);
    }

    @Test
    void decide_treatmentOutOfItsValidity_isWithheldAsDisabled() {
        Decision decision = decide(850, null);

        assertThat(treatment(decision, "later").status()).isEqualTo(TreatmentStatus.WITHHELD);
        assertThat(treatment(decision, "later").reason()).isEqualTo("disabled");
        assertThat(treatment(decision, "over").reason()).isEqualTo("disabled");
        assertThat(treatment(decision, "mail").reason()).isNull();
    }

    @Test
    void decide_dueAtTheEndOfTheDay_isTheNextMidnightInTheSubjectsZone() {
        assertThat(treatment(decide(850, null), "mail").dueBy()).isEqualTo(Instant.parse("2026-05-16T04:00:00Z"));
    }
}

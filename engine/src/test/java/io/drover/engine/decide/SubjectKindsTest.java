package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackVocabulary;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.SubjectKind;
import io.drover.model.decision.Transitions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A pack that decides on accounts and customers, some of whose taxonomies and segments are of one kind alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubjectKindsTest {

    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> 0);
    private RuleSet ruleSet = TestPacks.ruleSet(Compiler.EXECUTABLE_MODEL);

    @BeforeAll
    void compile() {
        ruleSet = TestPacks.ruleSet(
                Compiler.EXECUTABLE_MODEL,
                TestPacks.pack(
                        "values",
                        pack -> pack.subjects(SubjectKind.ACCOUNT, SubjectKind.CUSTOMER)
                                .taxonomy("philosophy", List.of("bold", "careful"), "careful")
                                .segment("active")
                                .only(SubjectKind.CUSTOMER)
                                .taxonomy("generation", List.of("young", "old"), "old", "customer.ageYears")
                                .segment("student")
                                .only(SubjectKind.ACCOUNT)
                                .taxonomy("size", List.of("large", "small"), "small")
                                .rule(
                                        "student",
                                        List.of(),
                                        List.of("SEGMENT:student"),
                                        "Customer( occupation == \"student\" )",
                                        "insertLogical( new InSegment(\"student\") );")));
    }

    private Decision decide(String subject, String previous) throws Exception {
        String body = "{\"asOf\": \"2026-05-15T12:00:00Z\", " + subject + ", \"previous\": " + previous + "}";
        return engine.decide(
                ruleSet, RequestReader.read(body.getBytes(StandardCharsets.UTF_8), RequestChecks.of(ruleSet)), false);
    }

    @Test
    void decide_account_hasTheTaxonomiesOfAccountsOnly() throws Exception {
        Decision decision = decide("\"account\": {\"id\": \"a\"}", "null");

        assertThat(decision.classifications()).containsOnlyKeys("philosophy", "size");
        assertThat(decision.since().classifications()).containsOnlyKeys("philosophy", "size");
        assertThat(decision.warnings()).isEmpty();
        assertThat(new String(DecisionJson.write(decision), StandardCharsets.UTF_8))
                .doesNotContain("generation");
    }

    @Test
    void decide_customer_hasTheTaxonomiesOfCustomersOnly() throws Exception {
        Decision decision = decide("\"customer\": {\"id\": \"c\", \"occupation\": \"student\"}", "null");

        assertThat(decision.classifications()).containsOnlyKeys("generation", "philosophy");
        assertThat(decision.classifications().get("generation")).isNull();
        assertThat(decision.segments()).containsExactly("student");
        assertThat(decision.warnings()).extracting(DecisionWarning::pointer).containsExactly("/customer/ageYears");
    }

    @Test
    void decide_previousAnswerOfTheOtherKind_isWarnedAboutAndNotCompared() throws Exception {
        Decision decision = decide("\"account\": {\"id\": \"a\"}", """
                {"classifications": {"philosophy": "bold", "generation": "young"}, "segments": ["student", "active"]}
                """);

        Transitions transitions = Objects.requireNonNull(decision.transitions());
        assertThat(transitions.changed())
                .extracting(Transitions.Change::taxonomy)
                .containsExactly("philosophy");
        assertThat(transitions.exited()).containsExactly("active");
        assertThat(decision.warnings())
                .extracting(DecisionWarning::code, DecisionWarning::pointer)
                .containsExactly(
                        tuple("unknown-name", "/previous/classifications/generation"),
                        tuple("unknown-name", "/previous/segments/0"));
        assertThat(decision.warnings()).extracting(DecisionWarning::detail).allMatch(text -> text.contains("account"));
    }

    @Test
    void vocabulary_taxonomiesAndSegments_sayWhichKindsTheyAreOf() {
        PackVocabulary vocabulary = PackVocabulary.of(ruleSet.compiledPacks().get(0));

        assertThat(vocabulary.taxonomies())
                .extracting(PackVocabulary.TaxonomyEntry::name, PackVocabulary.TaxonomyEntry::subjects)
                .containsExactly(
                        tuple("generation", Set.of(SubjectKind.CUSTOMER)),
                        tuple("philosophy", Set.of(SubjectKind.ACCOUNT, SubjectKind.CUSTOMER)),
                        tuple("size", Set.of(SubjectKind.ACCOUNT)));
        assertThat(vocabulary.segments())
                .extracting(PackVocabulary.SegmentEntry::name, PackVocabulary.SegmentEntry::subjects)
                .containsExactly(
                        tuple("active", Set.of(SubjectKind.ACCOUNT, SubjectKind.CUSTOMER)),
                        tuple("student", Set.of(SubjectKind.CUSTOMER)));
    }
}

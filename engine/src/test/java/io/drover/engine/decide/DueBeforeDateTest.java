package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackVocabulary;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.pack.SubjectDate;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.TreatmentDecision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A treatment that is due some time before a date of the account. */
class DueBeforeDateTest {

    private static final RuleSet RULE_SET = TestPacks.ruleSet(
            Compiler.EXECUTABLE_MODEL,
            TestPacks.pack(
                    "renewal",
                    pack -> pack.treatment(new TreatmentDefinition(
                                    "review",
                                    "email",
                                    "m",
                                    "none",
                                    "o",
                                    "service",
                                    0,
                                    new TreatmentDefinition.Before(
                                            Duration.ofDays(30), SubjectDate.RENEWAL_DATE, "renewal.lead"),
                                    null,
                                    null,
                                    false,
                                    true,
                                    null,
                                    null))
                            .rule(
                                    "review",
                                    List.of(),
                                    List.of("TREATMENT:review"),
                                    "Account( )",
                                    "insertLogical( new Treat(\"review\") );")));

    private static TreatmentDecision review(String account) {
        String request = "{\"asOf\": \"2026-05-15T12:00:00Z\", \"account\": {\"id\": \"a\"" + account + "}}";
        return new DecisionEngine(Limits.defaults(), () -> 0)
                .decide(
                        RULE_SET,
                        RequestReader.read(request.getBytes(StandardCharsets.UTF_8), RuleSetChecks.none()),
                        false)
                .treatments()
                .get(0);
    }

    @Test
    void decide_dateIsKnown_dueThatLongBeforeItsMidnightInUtc() {
        assertThat(review(", \"renewalDate\": \"2026-09-01\", \"timezone\": \"Asia/Tokyo\"")
                        .dueBy())
                .isEqualTo(Instant.parse("2026-08-02T00:00:00Z"));
    }

    @Test
    void decide_dateIsNear_dueBeforeTheEpisodeBegan() {
        TreatmentDecision review = review(", \"renewalDate\": \"2026-05-16\"");

        assertThat(review.dueBy()).isEqualTo(Instant.parse("2026-04-16T00:00:00Z"));
        assertThat(review.since()).isEqualTo(Instant.parse("2026-05-15T12:00:00Z"));
    }

    @Test
    void decide_dateIsMissing_dueNever() {
        assertThat(review("").dueBy()).isNull();
    }

    @Test
    void vocabulary_namesTheDate() {
        assertThat(PackVocabulary.of(RULE_SET.pack("renewal").orElseThrow()).facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.reads()).extracting("name").contains("renewalDate"));
    }
}

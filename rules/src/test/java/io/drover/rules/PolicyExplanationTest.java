package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.ExplainedConclusion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks why a treatment is not given is told which refusal, which last time, and which clock. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyExplanationTest {

    private static final DecisionEngine ENGINE = new DecisionEngine(Limits.defaults(), () -> 0);
    private static final String REFUSED_AND_EXPIRED = """
            "consents": [
              {"channel": "*", "status": "denied", "at": "2026-02-01T00:00:00Z"},
              {"channel": "email", "purpose": "service", "status": "granted", "at": "2026-01-01T00:00:00Z", "expiresAt": "2026-03-01T00:00:00Z"},
              {"channel": "sms", "status": "denied", "at": "2026-01-01T00:00:00Z"}],
            """;
    private static final Map<String, Object> DENIAL =
            Map.of("channel", "*", "status", "denied", "at", "2026-02-01T00:00:00Z", "expired", false);
    private static final Map<String, Object> EXPIRED_GRANT = Map.of(
            "channel",
            "email",
            "purpose",
            "service",
            "status",
            "granted",
            "at",
            "2026-01-01T00:00:00Z",
            "expiresAt",
            "2026-03-01T00:00:00Z",
            "expired",
            true);
    private static final String CANDIDATE = "CandidateTreatment trial-onboarding/onboarding.guided-email";

    private RuleSet ruleSet = ReferencePacks.load(List.of(Path.of("trial-onboarding")));

    @BeforeAll
    void load(@TempDir Path directory) throws IOException {
        Path folder = directory.resolve("contact-policy");
        ReferencePacks.load(List.of(Path.of("contact-policy")))
                .policy()
                .orElseThrow()
                .source()
                .contents()
                .writeTo(folder);
        Path thresholds = folder.resolve("thresholds.csv");
        Files.writeString(
                thresholds,
                Files.readString(thresholds)
                        .replace("quiet-hours.channels,list,none", "quiet-hours.channels,list,email")
                        .replace("control-group.percent,decimal,0", "control-group.percent,decimal,100"));
        ruleSet = ReferencePacks.load(List.of(Path.of("trial-onboarding"), folder));
    }

    private Decision decide(String members, boolean explain) {
        String request = """
                {"asOf": "2026-05-15T21:30:00Z", %s
                 "account": {"id": "acme", "subscriptionStatus": "trial", "employees": 20, "timezone": "Europe/Berlin"}}""".formatted(members);
        return ENGINE.decide(
                ruleSet, RequestReader.read(request.getBytes(StandardCharsets.UTF_8), RuleSetChecks.none()), explain);
    }

    private ExplainedConclusion why(String reason, String members) {
        return Objects.requireNonNull(decide(members, true).explanation()).stream()
                .filter(explained -> explained.conclusion().equals("onboarding.guided-email=" + reason))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void explain_everyChannelRefused_namesTheRefusal() {
        ExplainedConclusion why = why("do-not-contact", REFUSED_AND_EXPIRED);

        assertThat(why.facts()).containsExactly(CANDIDATE, "Consent * 2026-02-01T00:00:00Z");
        assertThat(why.values()).isEqualTo(Map.of("consents", List.of(DENIAL)));
    }

    @Test
    void explain_noConsent_namesWhatExpiredAndThenWhatCounts() {
        ExplainedConclusion why = why("no-consent", REFUSED_AND_EXPIRED);

        assertThat(why.facts())
                .containsExactly(CANDIDATE, "Consent * 2026-02-01T00:00:00Z", "Consent email 2026-01-01T00:00:00Z");
        assertThat(why.values()).isEqualTo(Map.of("consents", List.of(EXPIRED_GRANT, DENIAL)));
        assertThat(why.thresholds()).containsOnlyKeys("consent.needs-grant");
    }

    @Test
    void explain_nothingWasSaid_saysThatThereIsNoConsent() {
        ExplainedConclusion why = why("no-consent", "");

        assertThat(why.facts()).containsExactly(CANDIDATE);
        assertThat(why.values()).isEqualTo(Map.of("consents", List.of()));
    }

    @Test
    void explain_coolDown_namesTheLastTimeAndHowLongItLasts() {
        ExplainedConclusion why = why("cooldown", """
                "treatmentsGiven": [
                  {"pack": "trial-onboarding", "key": "onboarding.guided-email", "at": "2025-07-01T00:00:00Z"},
                  {"pack": "trial-onboarding", "key": "onboarding.guided-email", "at": "2026-05-01T09:00:00Z"}],
                """);

        assertThat(why.facts())
                .containsExactly(
                        CANDIDATE, "TreatmentGiven trial-onboarding/onboarding.guided-email 2026-05-01T09:00:00Z");
        assertThat(why.values())
                .isEqualTo(Map.of("givenAt", "2026-05-01T09:00:00Z", "coolsUntil", "2027-05-01T09:00:00Z"));
        assertThat(why.thresholds()).isEqualTo(Map.of("cooldown", "365d"));
    }

    @Test
    void explain_quietHours_tellsWhoseClockShowsWhat() {
        assertThat(why("quiet-hours", "").values())
                .isEqualTo(Map.of("zone", "Europe/Berlin", "localTime", "23:30", "begin", "21:00", "end", "08:00"));
    }

    @Test
    void explain_controlGroup_tellsTheBucketAndTheShare() {
        assertThat(why("control-group", "").values())
                .containsEntry("controlPercent", new BigDecimal("100"))
                .containsOnlyKeys("controlBucket", "controlPercent");
    }

    @Test
    void explain_switchedOff_tellsByWhomAndWhatTheCatalogueSays() {
        RuleSet before = ruleSet;
        ruleSet = ruleSet.withSwitchedOff(List.of("onboarding.guided-email"));
        try {
            assertThat(why("disabled", "").values()).isEqualTo(Map.of("enabled", true, "switchedOff", true));
        } finally {
            ruleSet = before;
        }
    }

    /** To explain asks nothing more of time, so that nothing else differs. */
    @Test
    void explain_orNot_theDecisionIsTheSame() {
        String members = REFUSED_AND_EXPIRED.replace("2026-03-01", "2026-05-16");

        assertThat(decide(members, true))
                .usingRecursiveComparison()
                .ignoringFields("explanation")
                .isEqualTo(decide(members, false));
    }

    @Test
    void decide_purposeThatNothingHas_isWarnedOfOnceWithTheNearest() {
        Decision decision = decide("""
                "consents": [
                  {"channel": "*", "purpose": "service", "status": "denied", "at": "2026-02-01T00:00:00Z"},
                  {"channel": "*", "purpose": "Service", "status": "denied", "at": "2026-02-01T00:00:00Z"},
                  {"channel": "web", "purpose": "Service", "status": "denied", "at": "2026-02-01T00:00:00Z"}],
                """, false);

        assertThat(decision.warnings())
                .extracting(DecisionWarning::code, DecisionWarning::pointer)
                .containsExactly(tuple("unknown-purpose", "/consents/1/purpose"));
        assertThat(decision.warnings().get(0).detail()).endsWith("Did you mean \"service\"?");
    }
}

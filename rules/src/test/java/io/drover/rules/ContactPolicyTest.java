package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.TreatmentStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy has the last word, whoever is asked. */
class ContactPolicyTest {

    private static final DecisionEngine ENGINE = new DecisionEngine(Limits.defaults(), () -> 0);
    private static RuleSet withPolicy;
    private static RuleSet withoutPolicy;

    @BeforeAll
    static void load() {
        withPolicy = load("trial-onboarding", "contact-policy");
        withoutPolicy = load("trial-onboarding");
    }

    private static RuleSet load(String... packs) {
        return ReferencePacks.load(List.of(packs).stream().map(Path::of).toList());
    }

    private static Decision decide(RuleSet ruleSet, String packs) {
        return decide(ruleSet, packs, false);
    }

    private static Decision decide(RuleSet ruleSet, String members, boolean explain) {
        String request = """
                {"asOf": "2026-05-15T12:00:00Z", %s
                 "account": {"id": "acme", "subscriptionStatus": "trial", "employees": 20}}""".formatted(members);
        return ENGINE.decide(
                ruleSet, RequestReader.read(request.getBytes(StandardCharsets.UTF_8), RuleSetChecks.none()), explain);
    }

    @Test
    void decide_policyNotAmongThePacksNamed_judgesAllTheSame() {
        for (String packs : List.of("", "\"packs\": [\"trial-onboarding\"],")) {
            Decision decision = decide(withPolicy, packs);

            assertThat(decision.packs()).containsOnlyKeys("contact-policy", "trial-onboarding");
            assertThat(decision.warnings()).isEmpty();
            assertThat(decision.treatments()).singleElement().satisfies(treatment -> {
                assertThat(treatment.key()).isEqualTo("onboarding.guided-email");
                assertThat(treatment.status()).isEqualTo(TreatmentStatus.WITHHELD);
                assertThat(treatment.reason()).isEqualTo("no-consent");
            });
        }
    }

    @Test
    void decide_policyNamedAmongThePacks_isAViolation() {
        assertThatThrownBy(() -> decide(withPolicy, "\"packs\": [\"trial-onboarding\", \"contact-policy\"],"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::pointer, Violation::code)
                                .containsExactly(tuple("/packs/1", "policy-pack")));
    }

    @Test
    void decide_noPolicyPack_isWarnedOf() {
        Decision decision = decide(withoutPolicy, "");

        assertThat(decision.warnings()).extracting(DecisionWarning::code).containsExactly("no-policy");
        assertThat(decision.treatments())
                .singleElement()
                .satisfies(treatment -> assertThat(treatment.status()).isEqualTo(TreatmentStatus.SELECTED));
    }

    @Test
    void explain_disabledByARule_isExplainedByTheRuleAlone(@TempDir Path directory) throws IOException {
        Path folder = directory.resolve("contact-policy");
        withPolicy.policy().orElseThrow().source().contents().writeTo(folder);
        Files.writeString(folder.resolve("strike.drl"), """
                // Nobody is there to answer mails.
                package contact_policy

                import io.drover.model.conclusion.Withhold
                import io.drover.model.fact.CandidateTreatment

                rule "disabled.by-strike"
                    @says("nobody is there to answer")
                when
                    $candidate : CandidateTreatment( channel == "email" )
                then
                    insertLogical( new Withhold($candidate, "disabled") );
                end
                """);
        RuleSet ruleSet = ReferencePacks.load(List.of(Path.of("trial-onboarding"), folder));

        assertThat(whyDisabled(ruleSet))
                .containsExactly(tuple("contact-policy", "disabled.by-strike", "nobody is there to answer"));
        assertThat(whyDisabled(ruleSet.withSwitchedOff(List.of("onboarding.guided-email"))))
                .containsExactly(
                        tuple("contact-policy", "disabled.by-strike", "nobody is there to answer"),
                        tuple("trial-onboarding", null, "an operator has switched it off"));
    }

    /** By pack and rule, the words with which it is explained that an e-mail is disabled. */
    private static List<Tuple> whyDisabled(RuleSet ruleSet) {
        Decision decision = decide(ruleSet, "", true);
        assertThat(decision.treatments())
                .singleElement()
                .satisfies(treatment -> assertThat(treatment.reason()).isEqualTo("disabled"));
        return Objects.requireNonNull(decision.explanation()).stream()
                .filter(explained -> explained.conclusion().equals("onboarding.guided-email=disabled"))
                .map(explained -> tuple(explained.pack(), explained.rule(), explained.says()))
                .toList();
    }
}

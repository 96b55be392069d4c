package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Compiler;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
        return PackLoader.load(
                        List.of(packs).stream().map(Path::of).toList(), Compiler.EXECUTABLE_MODEL, () -> 0, name -> {})
                .ruleSet();
    }

    private static Decision decide(RuleSet ruleSet, String packs) {
        String request = """
                {"asOf": "2026-05-15T12:00:00Z", %s
                 "account": {"id": "acme", "subscriptionStatus": "trial", "employees": 20}}""".formatted(packs);
        return ENGINE.decide(
                ruleSet, RequestReader.read(request.getBytes(StandardCharsets.UTF_8), RuleSetChecks.none()), false);
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
}

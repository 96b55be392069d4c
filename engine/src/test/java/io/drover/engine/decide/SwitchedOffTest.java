package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.decision.TreatmentStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Treatments that an operator has switched off. */
class SwitchedOffTest {

    private static final RuleSet RULE_SET = TestPacks.ruleSet(
            Compiler.EXECUTABLE_MODEL,
            TestPacks.pack(
                    "calls",
                    pack -> pack.treatment("call")
                            .treatment("write")
                            .rule(
                                    "both",
                                    List.of(),
                                    List.of("TREATMENT:call", "TREATMENT:write"),
                                    "Account( )",
                                    "insertLogical( new Treat(\"call\") ); insertLogical( new Treat(\"write\") );")));

    private static List<TreatmentDecision> decide(RuleSet ruleSet, String given) {
        String request = "{\"asOf\": \"2026-05-15T12:00:00Z\", \"account\": {\"id\": \"a\"}" + given + "}";
        return new DecisionEngine(Limits.defaults(), () -> 0)
                .decide(
                        ruleSet,
                        RequestReader.read(request.getBytes(StandardCharsets.UTF_8), RuleSetChecks.none()),
                        false)
                .treatments();
    }

    @Test
    void decide_oneIsSwitchedOff_onlyThatIsWithheldAsDisabled() {
        List<TreatmentDecision> treatments = decide(RULE_SET.withSwitchedOff(List.of("call")), "");

        assertThat(treatments)
                .extracting(TreatmentDecision::key, TreatmentDecision::status, TreatmentDecision::reason)
                .containsExactly(
                        tuple("call", TreatmentStatus.WITHHELD, "disabled"),
                        tuple("write", TreatmentStatus.SELECTED, null));
    }

    @Test
    void decide_switchedOffAfterItWasGiven_staysGiven() {
        String given = """
                , "treatmentsGiven": [{"pack": "calls", "key": "call", "at": "2026-05-14T12:00:00Z"}],
                "previous": {"asOf": "2026-05-14T11:00:00Z", "treatments": [
                    {"pack": "calls", "key": "call", "since": "2026-05-14T11:00:00Z"}]}""";

        assertThat(decide(RULE_SET.withSwitchedOff(List.of("call")), given)
                        .get(0)
                        .status())
                .isEqualTo(TreatmentStatus.GIVEN);
    }

    @Test
    void revision_whatIsSwitchedOff_isAPartOfIt() {
        RuleSet off = RULE_SET.withSwitchedOff(List.of("write", "call"));

        assertThat(RULE_SET.withSwitchedOff(List.of()).revision()).isEqualTo(RULE_SET.revision());
        assertThat(off.withSwitchedOff(List.of()).revision()).isEqualTo(RULE_SET.revision());
        assertThat(RULE_SET.withSwitchedOff(List.of("no-such-key")).revision()).isEqualTo(RULE_SET.revision());
        assertThat(off.revision())
                .isNotEqualTo(RULE_SET.revision())
                .isNotEqualTo(RULE_SET.withSwitchedOff(List.of("call")).revision())
                .isEqualTo(RULE_SET.withSwitchedOff(List.of("call", "write")).revision())
                .isEqualTo(off.withFreshSessions().revision());
        assertThat(off.hasPacksOf(RULE_SET)).isTrue();
        assertThat(off.compiledPacks()).isEqualTo(RULE_SET.compiledPacks());
    }
}

package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.Violation;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.Overrides;
import io.drover.model.decision.SubjectKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleSetPartsTest {

    @Test
    void read_validRequest_doesNotAskTheRuleSet() {
        RuleSetChecks checks = (kind, packs, facts, cutTables, with) -> {
            throw new AssertionError("asked");
        };

        assertThat(RequestReader.read(TestData.json("{'account':{'id':'a'}}"), checks)
                        .account())
                .isNotNull();
    }

    @Test
    void read_invalidRequest_asksTheRuleSetAboutWhatCouldBeRead() {
        Asked asked = new Asked();

        List<Violation> violations = violations(
                "{'x':1,'packs':['b2b-abm'],'facts':{'Renewal':[{'at':'2026-05-11','n':null,'k':1e1}],'Bad':[{'x':{}}]},"
                        + "'cutTables':{'rfm':'rfm-1','acv':5},'account':{'id':5},'with':{'thresholds':{'p':{'t':3}}}}",
                asked);

        assertThat(asked.kind).isEqualTo(SubjectKind.ACCOUNT);
        assertThat(asked.packs).containsExactly("b2b-abm");
        assertThat(asked.facts).isEqualTo(Map.of("Renewal", List.of(Map.of("at", "2026-05-11", "k", 10))));
        assertThat(asked.cutTables).isEqualTo(Map.of("rfm", new CutTableChoice.Named("rfm-1")));
        assertThat(asked.with).isEqualTo(new Overrides(Map.of("p", Map.of("t", 3)), null, Map.of()));
        assertThat(places(violations))
                .containsExactly(
                        "/x unknown-field",
                        "/packs/0 unknown-pack",
                        "/facts/Bad/0/x wrong-type",
                        "/cutTables/acv wrong-type",
                        "/account/id wrong-type");
    }

    @Test
    void read_packsThatCannotBeRead_asksTheRuleSetAboutNoFacts() {
        Asked asked = new Asked();

        violations("{'packs':[5],'facts':{'Renewal':[{}]},'account':{'id':'a'},'customer':{'id':'u'}}", asked);

        assertThat(asked.kind).isNull();
        assertThat(asked.packs).isNull();
        assertThat(asked.facts).isEmpty();
    }

    private static final class Asked implements RuleSetChecks {

        private @Nullable SubjectKind kind;
        private @Nullable List<String> packs;
        private Map<String, List<Map<String, Object>>> facts = Map.of();
        private Map<String, CutTableChoice> cutTables = Map.of();
        private @Nullable Overrides with;

        @Override
        public List<Violation> check(
                @Nullable SubjectKind aKind,
                @Nullable List<String> somePacks,
                Map<String, List<Map<String, Object>>> someFacts,
                Map<String, CutTableChoice> someCutTables,
                @Nullable Overrides someOverrides) {
            kind = aKind;
            packs = somePacks;
            facts = someFacts;
            cutTables = someCutTables;
            with = someOverrides;
            return packs == null
                    ? List.of()
                    : List.of(new Violation("/packs/0", "unknown-pack", "There is none.", null));
        }
    }

    private static List<Violation> violations(String json, RuleSetChecks checks) {
        InvalidRequestException failure = catchThrowableOfType(
                InvalidRequestException.class, () -> RequestReader.read(TestData.json(json), checks));
        return failure.violations();
    }

    private static List<String> places(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.pointer() + " " + violation.code())
                .toList();
    }
}

package io.drover.engine.decide;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.failure.NearestName;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.fact.Consent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds consents for purposes that nothing is done for, so that a misspelt refusal is not passed over in silence. */
final class UnknownPurposes {

    private UnknownPurposes() {}

    /** A warning for each such purpose in {@code request}, at the first that has it; none of a rule set that is tried in part. */
    static List<DecisionWarning> in(DecisionRequest request, RuleSet ruleSet) {
        if (ruleSet.isPartial() || ruleSet.purposes().isEmpty()) {
            return List.of();
        }
        List<DecisionWarning> warnings = new ArrayList<>();
        Set<String> told = new HashSet<>();
        List<Consent> consents = request.consents();
        for (int i = 0; i < consents.size(); i++) {
            String purpose = consents.get(i).purpose();
            if (purpose != null && !ruleSet.purposes().contains(purpose) && told.add(purpose)) {
                warnings.add(new DecisionWarning(
                        "unknown-purpose",
                        "/consents/" + i + "/purpose",
                        "No treatment of an active pack has this purpose, so that nobody asks about the consent. "
                                + NearestName.remedy(purpose, ruleSet.purposes(), "Treatments have the purposes")));
            }
        }
        return warnings;
    }
}

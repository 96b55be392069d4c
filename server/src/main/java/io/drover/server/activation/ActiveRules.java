package io.drover.server.activation;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.RequestChecks;
import io.drover.engine.request.RuleSetChecks;

/**
 * The rules that serve: immutable, pinned by a decision for as long as it takes.
 *
 * @param checks of a request, that depend on the rules
 */
public record ActiveRules(RuleSet ruleSet, RuleSetChecks checks) {

    public static ActiveRules of(RuleSet ruleSet) {
        return new ActiveRules(ruleSet, RequestChecks.of(ruleSet));
    }
}

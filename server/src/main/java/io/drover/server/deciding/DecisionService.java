package io.drover.server.deciding;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.server.activation.ActiveRules;
import io.drover.server.activation.RuleSetHolder;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.UUID;

/** Decides by the rules that serve. Thread-safe. */
public final class DecisionService {

    private final RuleSetHolder holder;
    private final DecisionEngine engine;
    private final Clock clock;

    /** A service of {@code engine} by the rules of {@code holder}; {@code clock} gives a missing asOf. */
    public DecisionService(RuleSetHolder holder, DecisionEngine engine, Clock clock) {
        this.holder = holder;
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * The answer to the request that is {@code body}, a JSON document in UTF-8.
     *
     * @param explain whether the answer says why
     * @return a JSON document in UTF-8, on one line
     * @throws io.drover.server.activation.NotReadyException if there are no rules to decide by
     * @throws io.drover.engine.failure.DecisionException if no decision can be made
     */
    public byte[] decide(byte[] body, boolean explain) {
        ActiveRules rules = holder.require(); // pinned: this decision ends on the rules it began with
        DecisionRequest request = RequestReader.read(body, rules.checks());
        DecisionRequest dated = request.asOf() == null ? request.withAsOf(clock.instant()) : request;
        Decision decision = engine.decide(rules.ruleSet(), dated, explain);
        return json(decision.withId(UUID.randomUUID().toString()));
    }

    private static byte[] json(Decision decision) {
        try {
            return DecisionJson.mapper().writeValueAsBytes(decision);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a decision that is no JSON", e);
        }
    }
}

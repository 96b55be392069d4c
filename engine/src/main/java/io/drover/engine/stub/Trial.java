package io.drover.engine.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.DecisionRequest;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/** Tries facts out: which rules they fire, and which near misses they are. */
final class Trial {

    private final DecisionEngine engine;
    private final RuleSet ruleSet;
    private final RelaxedPack relaxed;
    private final Instant asOf;

    Trial(DecisionEngine engine, RuleSet ruleSet, RelaxedPack relaxed, Instant asOf) {
        this.engine = engine;
        this.ruleSet = ruleSet.only(List.of(relaxed.pack().name()));
        this.relaxed = relaxed;
        this.asOf = asOf;
    }

    /** Whether {@code rule} fires on {@code given}; not if these are no facts of a request. */
    boolean fires(String rule, ObjectNode given) {
        try {
            return fired(given).contains(rule);
        } catch (DecisionException e) {
            return false;
        }
    }

    /** Whether {@code given} are facts of a request that can be decided. */
    boolean accepts(ObjectNode given) {
        try {
            fired(given);
            return true;
        } catch (DecisionException e) {
            return false;
        }
    }

    /** The conditions of {@code rule} that alone keep it from firing on {@code given}; none if it fires. */
    List<String> missed(String rule, ObjectNode given) {
        try {
            if (fired(given).contains(rule)) {
                return List.of();
            }
            return engine.dispensable(ruleSet, relaxed, request(given), TriedCandidates.of(given)).stream()
                    .map(relaxed.conditions()::get)
                    .filter(condition -> condition.rule().equals(rule))
                    .map(condition -> condition.text())
                    .toList();
        } catch (DecisionException e) {
            return List.of();
        }
    }

    private SortedSet<String> fired(ObjectNode given) {
        return engine.trace(ruleSet, request(given), TriedCandidates.of(given))
                .firedRules(relaxed.pack().name());
    }

    private DecisionRequest request(ObjectNode given) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("asOf", asOf.toString());
        if (!relaxed.pack().isPolicy()) {
            request.putArray("packs").add(relaxed.pack().name());
        }
        request.setAll(given);
        request.remove(TriedCandidates.MEMBER);
        try {
            return RequestReader.read(DecisionJson.mapper().writeValueAsBytes(request), RuleSetChecks.none());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON cannot be written as JSON", e);
        }
    }
}

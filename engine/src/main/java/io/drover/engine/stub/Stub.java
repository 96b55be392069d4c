package io.drover.engine.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * A scenario that was written for a rule.
 *
 * @param fires whether it is to show that the rule fires; else that it stays silent in a near miss
 * @param passes whether it does so; else something is left to do, as its comments say
 * @param given members of a request
 */
public record Stub(String rule, boolean fires, boolean passes, Instant asOf, ObjectNode given, List<String> comments) {

    public Stub {
        comments = List.copyOf(comments);
    }

    /** As a scenario in YAML. */
    public String yaml() {
        return StubText.of(this);
    }
}

package io.drover.model.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something known about a subject: an immutable value. At rest a fact is bound to no decision time; the engine binds it
 * before rules see it.
 */
public interface Fact {

    /** What tells this fact from others of its type; empty where the type has no identity of its own. */
    default String factId() {
        return "";
    }

    /** The instant from which the fact can be seen by a decision; null where it always can. */
    default @Nullable Instant factDate() {
        return null;
    }

    /** This fact, able to answer questions about time; equal whichever decision time it is bound to. */
    default Fact boundTo(DecisionTime decisionTime) {
        return this;
    }
}

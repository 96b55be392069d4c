package io.drover.server.activation;

import java.util.List;

/** That the rules are not changed as somebody wanted them to be. The message is for the caller. */
public final class ChangeRefusedException extends RuntimeException {

    /** Why a change is refused. */
    public enum Why {
        /** There is no such pack or revision. */
        NOT_FOUND,
        /** Something else was changed, or stands against it. */
        CONFLICT,
        /** What the caller takes for active is not. */
        PRECONDITION,
        /** The caller has to say what he takes for active. */
        PRECONDITION_REQUIRED,
        /** What the caller says contradicts itself. */
        INVALID,
        /** The gate refuses it. */
        GATE
    }

    private final Why why;
    private final transient List<RevisionRecord> refused;

    ChangeRefusedException(Why why, String message) {
        this(why, message, List.of());
    }

    ChangeRefusedException(Why why, String message, List<RevisionRecord> refused) {
        super(message);
        this.why = why;
        this.refused = List.copyOf(refused);
    }

    public Why why() {
        return why;
    }

    /** What the gate said of the revisions that it refuses. */
    public List<RevisionRecord> refused() {
        return refused;
    }
}

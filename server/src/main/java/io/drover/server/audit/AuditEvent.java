package io.drover.server.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the audit tells of. */
public enum AuditEvent {
    /** Packs began to serve in other revisions, or came or went. */
    @JsonProperty("activation")
    ACTIVATION,
    /** A pack serves again in a revision that served before. */
    @JsonProperty("rollback")
    ROLLBACK,
    /** The gate refused a revision, wherever it came from; what was pushed is kept all the same where it may be forced past. */
    @JsonProperty("rejection")
    REJECTION,
    /** An operator lost to another one, or did not know what he would have replaced. */
    @JsonProperty("conflict")
    CONFLICT,
    /** A revision was pushed, passes the gate and is kept. */
    @JsonProperty("push")
    PUSH,
    /** A pack is held at its revision, whatever its source says. */
    @JsonProperty("pin")
    PIN,
    /** A pack is not held any more. */
    @JsonProperty("unpin")
    UNPIN,
    /** A pack was removed from what serves. */
    @JsonProperty("removal")
    REMOVAL,
    /** A treatment was switched off or on again. */
    @JsonProperty("switch")
    SWITCH,
    /** What an earlier line says did not come to pass. */
    @JsonProperty("undone")
    UNDONE,
    /** The record itself was damaged, or its end was lost in a crash. */
    @JsonProperty("repair")
    REPAIR;

    /** Whether {@code last-good.json} has to tell of it for it to have come to pass. */
    public boolean changesWhatServes() {
        return this == ACTIVATION || this == ROLLBACK || this == PIN || this == UNPIN || this == REMOVAL;
    }
}

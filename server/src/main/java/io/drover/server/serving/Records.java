package io.drover.server.serving;

import io.drover.server.activation.RevisionStore;
import io.drover.server.activation.TreatmentSwitches;
import io.drover.server.audit.AuditLog;
import java.io.IOException;

/** What was recorded before the server was stopped, to be taken up when it starts. */
public record Records(AuditLog audit, RevisionStore revisions, TreatmentSwitches switches) {

    /** Reads it. */
    void open() {
        try {
            audit.open(revisions.lastAudited().orElse(null));
        } catch (IOException e) {
            throw new CannotServeException("The audit in the data directory cannot be read: " + e + ".", e);
        }
        try {
            switches.open();
        } catch (IOException e) {
            throw new CannotServeException(
                    "What is known of treatments that are switched off cannot be read. " + e.getMessage(), e);
        }
    }
}

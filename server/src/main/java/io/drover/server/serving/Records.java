package io.drover.server.serving;

import io.drover.server.activation.RevisionStore;
import io.drover.server.activation.TreatmentSwitches;
import io.drover.server.audit.AuditLog;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was recorded before the server was stopped, to be taken up when it starts. */
public record Records(AuditLog audit, RevisionStore revisions, TreatmentSwitches switches) {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    /** Reads it; rules that served serve whatever became of their audit. */
    void open() {
        try {
            audit.open(revisions.lastAudited().orElse(null));
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("failure", e.toString())
                    .log(
                            "the audit cannot be read: what serves goes on serving, and cannot be changed until it can be");
        }
        try {
            switches.open();
        } catch (IOException e) {
            throw new CannotServeException(
                    "What is known of treatments that are switched off cannot be read. " + e.getMessage(), e);
        }
    }
}

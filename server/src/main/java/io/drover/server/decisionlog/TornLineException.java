package io.drover.server.decisionlog;

import java.io.IOException;

/** The log has only a part of a decision: a crash, or a disk that fails, has torn its line. */
public final class TornLineException extends IOException {

    TornLineException(String id) {
        super("The decision log has only a part of the decision " + id
                + ": its line was torn when the server, its machine or the disk failed.");
    }
}

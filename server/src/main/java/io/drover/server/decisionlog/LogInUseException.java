package io.drover.server.decisionlog;

import java.io.IOException;

/** Another server writes its decision log into the same directory. */
public final class LogInUseException extends IOException {

    private static final long serialVersionUID = 1;

    LogInUseException(String message) {
        super(message);
    }
}

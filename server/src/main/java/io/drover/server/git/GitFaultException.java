package io.drover.server.git;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The repository cannot be read; the message is a sentence for an operator. */
final class GitFaultException extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;
    private final String remedy;

    GitFaultException(String code, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    GitFault fault(Instant now) {
        return new GitFault(code, String.valueOf(getMessage()), remedy, now);
    }
}

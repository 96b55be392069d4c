package io.drover.server.git;

import java.time.Instant;

/**
 * Why the repository could not be read when it was last looked at. What was read before stays.
 *
 * @param code such as {@code git-unreachable}
 * @param message a sentence for an operator, without secrets
 * @param remedy what can be done about it
 * @param since when it was first so
 */
public record GitFault(String code, String message, String remedy, Instant since) {

    /** Whether both are of the same thing, be it of different moments. */
    boolean isLike(GitFault other) {
        return code.equals(other.code) && message.equals(other.message);
    }
}

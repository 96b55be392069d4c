package io.drover.server.http;

import io.drover.server.activation.ActivationOrder.Expected;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a caller takes for active, as the header {@code If-Match} says it. */
final class IfMatch {

    private static final Pattern REVISION = Pattern.compile("\\s*\"([0-9a-f]{1,64})\"\\s*");

    private IfMatch() {}

    /**
     * What the caller of {@code exchange} takes for active.
     *
     * @throws RefusedRequestException if it is no revision; {@code *} is none, since who says that has not seen what he replaces
     */
    static Expected of(HttpServerExchange exchange) {
        HeaderValues given = exchange.getRequestHeaders().get(Headers.IF_MATCH);
        if (given == null) {
            return Expected.UNKNOWN;
        }
        Matcher revision = REVISION.matcher(given.getFirst());
        if (given.size() == 1 && given.getFirst().strip().equals("*")) {
            throw new RefusedRequestException(
                    ProblemType.PRECONDITION_REQUIRED,
                    "The header If-Match has to say which revision is to be replaced, and * does not; its value is the"
                            + " ETag of the pack.");
        }
        if (given.size() != 1 || !revision.matches()) {
            throw new RefusedRequestException(
                    ProblemType.PRECONDITION,
                    "The header If-Match has to be the ETag of the pack, a revision in double quotes.");
        }
        return Expected.of(revision.group(1));
    }

    /** The tag of {@code revision}. */
    static String tag(String revision) {
        return '"' + revision + '"';
    }
}

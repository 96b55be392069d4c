package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses requests whose Accept header leaves no room for the media type of the answer. */
final class AcceptHandler implements HttpHandler {

    /** The weight of a range that is not acceptable. */
    private static final Pattern NO_WEIGHT = Pattern.compile("0(\\.0*)?");

    private final String mediaType;
    private final HttpHandler next;

    /** A handler before {@code next}, which answers with {@code mediaType}. */
    AcceptHandler(String mediaType, HttpHandler next) {
        this.mediaType = mediaType;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!accepts(exchange.getRequestHeaders().get(Headers.ACCEPT), mediaType)) {
            throw new RefusedRequestException(
                    ProblemType.NOT_ACCEPTABLE,
                    "The answer is " + mediaType + "; leave the Accept header out or let it name that type.");
        }
        next.handleRequest(exchange);
    }

    /** Whether {@code mediaType}, of an application, is acceptable; the most specific range that covers it decides. */
    static boolean accepts(@Nullable HeaderValues accept, String mediaType) {
        if (accept == null) {
            return true;
        }
        int bestSpecificity = -1;
        boolean accepted = false;
        for (String header : accept) {
            for (String range : header.split(",", -1)) {
                MediaType type = MediaType.parse(range);
                int specificity = specificity(type.name(), mediaType);
                if (specificity > bestSpecificity) {
                    bestSpecificity = specificity;
                    accepted = !NO_WEIGHT.matcher(type.parameter("q")).matches();
                }
            }
        }
        return accepted;
    }

    private static int specificity(String range, String mediaType) {
        if (range.equals(mediaType)) {
            return 2;
        }
        return switch (range) {
            case "*/*" -> 0;
            case "application/*" -> 1;
            default -> -1;
        };
    }
}

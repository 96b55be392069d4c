package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import org.jspecify.annotations.Nullable;

/** Refuses requests whose Accept header leaves no room for {@code application/json}. */
final class AcceptHandler implements HttpHandler {

    private final HttpHandler next;

    AcceptHandler(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!acceptsJson(exchange.getRequestHeaders().get(Headers.ACCEPT))) {
            throw new RefusedRequestException(
                    ProblemType.NOT_ACCEPTABLE,
                    "Answers are application/json; leave the Accept header out or let it name that type.");
        }
        next.handleRequest(exchange);
    }

    /** Whether JSON is acceptable; the most specific range that covers it decides. */
    static boolean acceptsJson(@Nullable HeaderValues accept) {
        if (accept == null) {
            return true;
        }
        int bestSpecificity = -1;
        boolean accepted = false;
        for (String header : accept) {
            for (String range : header.split(",", -1)) {
                MediaType type = MediaType.parse(range);
                int specificity = specificity(type.name());
                if (specificity > bestSpecificity) {
                    bestSpecificity = specificity;
                    accepted = !type.parameter("q").matches("0(\\.0*)?");
                }
            }
        }
        return accepted;
    }

    private static int specificity(String range) {
        return switch (range) {
            case "*/*" -> 0;
            case "application/*" -> 1;
            case JsonAnswer.MEDIA_TYPE -> 2;
            default -> -1;
        };
    }
}

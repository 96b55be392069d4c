package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/**
 * A client that waits for {@code 100 Continue} gets it when its body is about to be read, not when it is refused. Any other
 * expectation is one that cannot be met.
 */
final class ExpectHandler implements HttpHandler {

    private final HttpHandler next;

    ExpectHandler(HttpHandler next) {
        this.next = new HttpContinueReadHandler(next);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues expected = exchange.getRequestHeaders().get(Headers.EXPECT);
        if (expected != null && !(expected.size() == 1 && expected.getFirst().equalsIgnoreCase("100-continue"))) {
            throw new RefusedRequestException(
                    ProblemType.EXPECTATION_FAILED, "The only expectation that can be met is 100-continue.");
        }
        next.handleRequest(exchange);
    }
}

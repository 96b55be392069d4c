package io.drover.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/**
 * Refuses bodies in another transfer coding than {@code chunked}, and closes their connection. Undertow reads whatever is
 * there as chunked; a proxy that reads it differently could be made to pass on a request that it has not seen.
 */
final class TransferCodingHandler implements HttpHandler {

    private final HttpHandler next;

    TransferCodingHandler(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues codings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        if (codings != null
                && !(codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked"))) {
            exchange.setPersistent(false);
            throw new RefusedRequestException(
                    ProblemType.UNSUPPORTED_TRANSFER_CODING, "The only transfer coding that is read is chunked.");
        }
        next.handleRequest(exchange);
    }
}

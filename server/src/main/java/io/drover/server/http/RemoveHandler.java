package io.drover.server.http;

import io.drover.engine.failure.InvalidRequestException;
import io.drover.server.activation.Deployments;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.List;

/** {@code DELETE /v1/packs/{name}}: has nothing of a pushed pack serve any more. */
final class RemoveHandler implements HttpHandler {

    private final Deployments deployments;

    RemoveHandler(Deployments deployments) {
        this.deployments = deployments;
    }

    /**
     * Removes it.
     *
     * @throws InvalidRequestException if nothing says why
     */
    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("reason"));
        String reason = PushHandler.reason(query);
        if (reason == null) {
            throw QueryParameters.bad("reason", "a text of 1 to 500 characters that says why", "a sentence");
        }
        deployments.remove(
                PathTable.segment(exchange, "name"), IfMatch.of(exchange), reason, AccessHandler.authorOf(exchange));
        exchange.setStatusCode(StatusCodes.NO_CONTENT);
        exchange.endExchange();
    }
}

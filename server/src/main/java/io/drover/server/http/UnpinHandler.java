package io.drover.server.http;

import io.drover.server.activation.Deployments;
import io.drover.server.activation.RuleSetHolder;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code DELETE /v1/packs/{name}/pin}: holds a pack no more. */
final class UnpinHandler implements HttpHandler {

    private final Deployments deployments;
    private final RuleSetHolder holder;

    UnpinHandler(Deployments deployments, RuleSetHolder holder) {
        this.deployments = deployments;
        this.holder = holder;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("reason"));
        String name = PathTable.segment(exchange, "name");
        deployments.unpin(name, IfMatch.of(exchange), PushHandler.reason(query), AccessHandler.authorOf(exchange));
        PackHandler.send(exchange, holder, name);
    }
}

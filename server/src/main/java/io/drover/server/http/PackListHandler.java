package io.drover.server.http;

import io.drover.server.activation.PackStatus;
import io.drover.server.activation.RuleSetHolder;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code GET /v1/packs}: every pack that was found, by name, a page at a time. */
final class PackListHandler implements HttpHandler {

    private final RuleSetHolder holder;

    PackListHandler(RuleSetHolder holder) {
        this.holder = holder;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("limit", "cursor"));
        List<PackStatus> packs = holder.packs();
        JsonAnswer.send(exchange, Page.of(packs, PackStatus::name, query));
    }
}

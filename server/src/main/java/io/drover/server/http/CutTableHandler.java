package io.drover.server.http;

import io.drover.server.deciding.CutTableService;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code POST /v1/cut-tables}: computes a cut table from the posted population; nothing is kept. */
final class CutTableHandler implements HttpHandler {

    private final CutTableService cutTables;

    CutTableHandler(CutTableService cutTables) {
        this.cutTables = cutTables;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (!exchange.getConnection().isOpen()) {
            exchange.endExchange(); // its time ran out while it waited for a thread; nobody would get the answer
            return;
        }
        QueryParameters.of(exchange, List.of());
        byte[] answer = cutTables.compute(JsonBodyHandler.bodyOf(exchange));
        JsonAnswer.send(exchange, 200, JsonAnswer.MEDIA_TYPE, answer);
    }
}

package io.drover.server.http;

import io.drover.server.deciding.DecisionService;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code POST /v1/decisions}: decides on the posted facts alone. */
final class DecideHandler implements HttpHandler {

    private final DecisionService decisions;

    DecideHandler(DecisionService decisions) {
        this.decisions = decisions;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (!exchange.getConnection().isOpen()) {
            exchange.endExchange(); // its time ran out while it waited for a thread; nobody would get the answer
            return;
        }
        boolean explain = QueryParameters.of(exchange, List.of("explain")).flag("explain");
        byte[] answer = decisions.decide(JsonBodyHandler.bodyOf(exchange), explain, AccessHandler.originOf(exchange));
        JsonAnswer.send(exchange, 200, JsonAnswer.MEDIA_TYPE, answer);
    }
}

package io.drover.server.http;

import io.drover.server.activation.Comparisons;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code GET /v1/packs/{name}/diff}: what two revisions of a pack do not have in common, in words. */
final class DiffHandler implements HttpHandler {

    private final Comparisons comparisons;

    DiffHandler(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("from", "to"));
        String name = PathTable.segment(exchange, "name");
        String from = query.text("from").orElseGet(() -> comparisons.active(name));
        String to = query.text("to").orElseGet(() -> comparisons.active(name));
        JsonAnswer.send(exchange, comparisons.diff(name, from, to));
    }
}

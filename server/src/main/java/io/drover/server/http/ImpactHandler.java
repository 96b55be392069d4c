package io.drover.server.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.drover.engine.pack.PackProblem;
import io.drover.server.activation.Comparisons;
import io.drover.server.impact.ImpactResult;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** {@code POST /v1/packs/{name}/revisions/{revision}/impact}: who would move if a kept revision were to serve. */
final class ImpactHandler implements HttpHandler {

    private static final int USUAL_DECISIONS = 10_000;
    private static final int MOST_DECISIONS = 100_000;
    private static final int USUAL_EXAMPLES = 5;
    private static final int MOST_EXAMPLES = 100;

    private final Comparisons comparisons;

    ImpactHandler(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    private record Answer(@JsonUnwrapped ImpactResult result, List<PackProblem> overBudget) {}

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters query = QueryParameters.of(exchange, List.of("since", "decisions", "examples"));
        Comparisons.Moved moved = comparisons.impact(
                PathTable.segment(exchange, "name"),
                PathTable.segment(exchange, "revision"),
                query.text("since").map(ImpactHandler::instant).orElse(Instant.MIN),
                query.number("decisions", 1, MOST_DECISIONS, USUAL_DECISIONS),
                query.number("examples", 0, MOST_EXAMPLES, USUAL_EXAMPLES));
        JsonAnswer.send(exchange, new Answer(moved.result(), moved.overBudget()));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw QueryParameters.bad("since", "an instant", "2026-05-15T12:00:00Z");
        }
    }
}

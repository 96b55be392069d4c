package io.drover.server.http;

import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.decisionlog.DecisionLogReader;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@code GET /v1/decisions/{id}}: what the decision log has of a decision. */
final class DecisionHandler implements HttpHandler {

    /** A decision that was answered just now may still wait to be written. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final DecisionLog log;
    private final DecisionLogReader reader;

    DecisionHandler(DecisionLog log) {
        this.log = log;
        this.reader = log.reader();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException, InterruptedException {
        QueryParameters.of(exchange, List.of());
        log.flush(PATIENCE);
        byte[] line = reader.text(PathTable.segment(exchange, "id"))
                .orElseThrow(() -> new RefusedRequestException(
                        ProblemType.NOT_FOUND,
                        log.isOff()
                                ? "The server keeps no decisions; it does with --decision-log=hash or whole."
                                : "There is no decision of this id in the decision log, or not any more."));
        JsonAnswer.send(exchange, 200, JsonAnswer.MEDIA_TYPE, line);
    }
}

package io.drover.server.http;

import io.drover.server.activation.RevisionRecord;
import io.drover.server.activation.RevisionRecords;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code GET /v1/packs/{name}/revisions/{revision}}: what is known of a kept revision. */
final class RevisionHandler implements HttpHandler {

    private final RevisionRecords records;

    RevisionHandler(RevisionRecords records) {
        this.records = records;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters.of(exchange, List.of());
        String name = PathTable.segment(exchange, "name");
        RevisionRecord record = records.of(name, PathTable.segment(exchange, "revision"))
                .orElseThrow(() -> new RefusedRequestException(
                        ProblemType.NOT_FOUND,
                        "No such revision is kept; GET /v1/packs/{name}/revisions lists those that are."));
        JsonAnswer.send(exchange, record);
    }
}

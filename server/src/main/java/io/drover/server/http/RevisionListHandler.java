package io.drover.server.http;

import io.drover.server.activation.RevisionRecord;
import io.drover.server.activation.RevisionRecords;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code GET /v1/packs/{name}/revisions}: the kept revisions of a pack, the latest first, a page at a time. */
final class RevisionListHandler implements HttpHandler {

    private final RevisionRecords records;

    RevisionListHandler(RevisionRecords records) {
        this.records = records;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("limit", "cursor"));
        List<RevisionRecord> all = records.of(PathTable.segment(exchange, "name"));
        JsonAnswer.send(exchange, Page.of(all, RevisionListHandler::key, query));
    }

    /** In the order of the list: the later, the less. */
    private static String key(RevisionRecord record) {
        return "%016x".formatted(Long.MAX_VALUE - record.number());
    }
}

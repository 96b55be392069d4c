package io.drover.server.http;

import io.drover.server.activation.RevisionRecord;
import io.drover.server.activation.RevisionRecords;
import io.drover.server.activation.RuleSetHolder;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code GET /v1/packs/{name}/revisions}: the kept revisions of a pack, the latest first, a page at a time. */
final class RevisionListHandler implements HttpHandler {

    private final RevisionRecords records;
    private final RuleSetHolder holder;

    RevisionListHandler(RevisionRecords records, RuleSetHolder holder) {
        this.records = records;
        this.holder = holder;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("limit", "cursor"));
        String name = PathTable.segment(exchange, "name");
        List<RevisionRecord> all = records.of(name);
        if (all.isEmpty()
                && holder.packs().stream().noneMatch(pack -> pack.name().equals(name))) {
            throw new RefusedRequestException(ProblemType.NOT_FOUND, PackHandler.noSuchPack(name, holder.packs()));
        }
        JsonAnswer.send(exchange, Page.of(all, RevisionListHandler::key, query));
    }

    /** In the order of the list: the later, the less. */
    private static String key(RevisionRecord record) {
        return "%016x".formatted(Long.MAX_VALUE - record.number());
    }
}

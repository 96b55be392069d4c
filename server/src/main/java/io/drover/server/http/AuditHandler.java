package io.drover.server.http;

import io.drover.server.audit.AuditEntry;
import io.drover.server.audit.AuditLog;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code GET /v1/audit}: what was done to the rules, the latest first, a page at a time. */
final class AuditHandler implements HttpHandler {

    private final AuditLog audit;

    AuditHandler(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("limit", "cursor"));
        int limit = Page.limit(query);
        long before = Page.cursor(query).map(AuditHandler::sequence).orElse(Long.MAX_VALUE);
        List<AuditEntry> found = audit.before(before, limit + 1);
        List<AuditEntry> items = found.subList(0, Math.min(limit, found.size()));
        JsonAnswer.send(
                exchange,
                Page.of(
                        items,
                        found.size() > limit
                                ? Long.toString(items.get(limit - 1).sequence())
                                : null));
    }

    private static long sequence(String cursor) {
        if (!cursor.matches("\\d{1,18}")) {
            throw Page.badCursor();
        }
        return Long.parseLong(cursor);
    }
}

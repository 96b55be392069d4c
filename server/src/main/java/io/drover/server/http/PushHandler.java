package io.drover.server.http;

import io.drover.engine.failure.InvalidRequestException;
import io.drover.server.access.Access;
import io.drover.server.access.Role;
import io.drover.server.activation.Pushes;
import io.drover.server.activation.Pushes.Purpose;
import io.drover.server.activation.RevisionRecord;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/packs/{name}/revisions}: puts a pack through the gate, and keeps it unless this is a dry run. */
final class PushHandler implements HttpHandler {

    static final String MEDIA_TYPE = "application/zip";

    private static final int LONGEST_REASON = 500;

    private final Pushes pushes;
    private final Access access;

    /** A handler of pushes, which are for operators, by {@code access}; dry runs are not. */
    PushHandler(Pushes pushes, Access access) {
        this.pushes = pushes;
        this.access = access;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("dryRun", "reason"));
        boolean dryRun = query.flag("dryRun");
        if (!dryRun) {
            AccessHandler.require(exchange, access, Role.OPERATOR);
        }
        String name = PathTable.segment(exchange, "name");
        RevisionRecord record = pushes.push(
                name,
                JsonBodyHandler.bodyOf(exchange),
                new Purpose(dryRun, reason(query)),
                AccessHandler.authorOf(exchange));
        if (!dryRun) {
            exchange.getResponseHeaders()
                    .put(Headers.LOCATION, "/v1/packs/" + name + "/revisions/" + record.revision());
        }
        JsonAnswer.send(exchange, dryRun ? 200 : 201, JsonAnswer.MEDIA_TYPE, JsonAnswer.bytes(record));
    }

    /**
     * The parameter {@code reason}; null: there is none.
     *
     * @throws InvalidRequestException if it is too long
     */
    static @Nullable String reason(QueryParameters query) {
        return query.text("reason")
                .map(String::strip)
                .filter(reason -> !reason.isEmpty())
                .map(reason -> {
                    if (reason.length() > LONGEST_REASON) {
                        throw QueryParameters.bad(
                                "reason", "a text of at most " + LONGEST_REASON + " characters", "a sentence");
                    }
                    return reason;
                })
                .orElse(null);
    }
}

package io.drover.server.http;

import io.drover.server.access.Access;
import io.drover.server.access.Role;
import io.drover.server.deciding.DecisionService;
import io.drover.server.deciding.DecisionService.Manner;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code POST /v1/decisions}: decides on the posted facts alone. */
final class DecideHandler implements HttpHandler {

    private static final String REVISION = "revision";

    private final DecisionService decisions;
    private final Access access;

    /** A handler of requests on threads that decide; previews are for analysts, by {@code access}. */
    DecideHandler(DecisionService decisions, Access access) {
        this.decisions = decisions;
        this.access = access;
    }

    /** How the query of {@code exchange} wants the answer to be made. */
    static Manner manner(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("explain", REVISION));
        return new Manner(query.flag("explain"), query.text(REVISION).orElse(null));
    }

    /** Whether the query of {@code exchange} names the rules to decide by, which may have to be compiled first. */
    static boolean namesRules(HttpServerExchange exchange) {
        return exchange.getQueryParameters().containsKey(REVISION);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (!exchange.getConnection().isOpen()) {
            exchange.endExchange(); // its time ran out while it waited for a thread; nobody would get the answer
            return;
        }
        byte[] answer = decisions.decide(
                JsonBodyHandler.bodyOf(exchange),
                manner(exchange),
                AccessHandler.originOf(exchange),
                () -> AccessHandler.require(exchange, access, Role.ANALYST));
        JsonAnswer.send(exchange, 200, JsonAnswer.MEDIA_TYPE, answer);
    }
}

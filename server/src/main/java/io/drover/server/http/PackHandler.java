package io.drover.server.http;

import io.drover.engine.failure.NearestName;
import io.drover.server.activation.PackStatus;
import io.drover.server.activation.RuleSetHolder;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.List;

/** {@code GET /v1/packs/{name}}: one pack, and what became of the last attempt to activate it. */
final class PackHandler implements HttpHandler {

    private final RuleSetHolder holder;

    PackHandler(RuleSetHolder holder) {
        this.holder = holder;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters.of(exchange, List.of());
        send(exchange, holder, PathTable.segment(exchange, "name"));
    }

    /** Answers with the pack {@code name}, tagged with its active revision. */
    static void send(HttpServerExchange exchange, RuleSetHolder holder, String name) {
        List<PackStatus> packs = holder.packs();
        PackStatus pack = packs.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedRequestException(ProblemType.NOT_FOUND, noSuchPack(name, packs)));
        PackStatus.Active active = pack.active();
        if (active != null) {
            exchange.getResponseHeaders().put(Headers.ETAG, IfMatch.tag(active.revision()));
        }
        JsonAnswer.send(exchange, pack);
    }

    /** A sentence for who asks for the pack {@code name}, which is none of {@code packs}. */
    static String noSuchPack(String name, List<PackStatus> packs) {
        return NearestName.of(name, packs.stream().map(PackStatus::name).toList())
                .map(nearest -> "There is no pack of this name; did you mean " + nearest + "?")
                .orElse("There is no pack of this name.");
    }
}

package io.drover.server.http;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackVocabulary;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.failure.NearestName;
import io.drover.server.activation.RuleSetHolder;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code GET /v1/packs/{name}/vocabulary}: what can be sent to an active pack, and what can come back. */
final class VocabularyHandler implements HttpHandler {

    private final RuleSetHolder holder;

    VocabularyHandler(RuleSetHolder holder) {
        this.holder = holder;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters.of(exchange, List.of());
        RuleSet rules = holder.require().ruleSet();
        String name = PathTable.segment(exchange, "name");
        CompiledPack pack = rules.pack(name)
                .orElseThrow(() -> new RefusedRequestException(ProblemType.NOT_FOUND, noSuchPack(name, rules)));
        JsonAnswer.send(exchange, PackVocabulary.of(pack));
    }

    private static String noSuchPack(String name, RuleSet rules) {
        return NearestName.of(
                        name,
                        rules.compiledPacks().stream().map(CompiledPack::name).toList())
                .map(nearest -> "There is no active pack of this name; did you mean " + nearest + "?")
                .orElse("There is no active pack of this name.");
    }
}

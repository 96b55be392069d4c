package io.drover.server.http;

import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.request.RequestReader;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.server.activation.ActiveRules;
import io.drover.server.activation.RuleSetHolder;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** {@code POST /v1/decisions}: decides on the posted facts alone, and keeps nothing. */
final class DecideHandler implements HttpHandler {

    private final RuleSetHolder holder;
    private final DecisionEngine engine;
    private final Clock clock;

    DecideHandler(RuleSetHolder holder, DecisionEngine engine, Clock clock) {
        this.holder = holder;
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        boolean explain = QueryParameters.of(exchange, List.of("explain")).flag("explain");
        ActiveRules rules = Readiness.require(holder); // pinned: this decision ends on the rules it began with
        DecisionRequest request = RequestReader.read(JsonBodyHandler.bodyOf(exchange), rules.checks());
        DecisionRequest dated = request.asOf() == null ? request.withAsOf(clock.instant()) : request;
        Decision decision = engine.decide(rules.ruleSet(), dated, explain);
        JsonAnswer.send(exchange, decision.withId(UUID.randomUUID().toString()));
    }
}

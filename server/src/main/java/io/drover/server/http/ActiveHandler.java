package io.drover.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.request.RecordReader;
import io.drover.server.activation.ActivationOrder;
import io.drover.server.activation.ActivationOrder.Wanted;
import io.drover.server.activation.Deployments;
import io.drover.server.activation.RuleSetHolder;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code PUT /v1/packs/{name}/active}: has a pack serve in a kept revision: activates it, rolls back to it, pins it. */
final class ActiveHandler implements HttpHandler {

    /** Which revision is to serve, and why. */
    record ActiveRequest(
            @JsonProperty(required = true) String revision,
            @JsonProperty(required = true) String reason,
            @Nullable Boolean pin,
            @Nullable Boolean force) {}

    private final Deployments deployments;
    private final RuleSetHolder holder;

    ActiveHandler(Deployments deployments, RuleSetHolder holder) {
        this.deployments = deployments;
        this.holder = holder;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters.of(exchange, List.of());
        String name = PathTable.segment(exchange, "name");
        ActiveRequest wanted = RecordReader.read(JsonBodyHandler.bodyOf(exchange), ActiveRequest.class);
        ActivationOrder order = new ActivationOrder(
                List.of(new Wanted(name, wanted.revision(), IfMatch.of(exchange))),
                wanted.reason(),
                Boolean.TRUE.equals(wanted.force()),
                wanted.pin());
        deployments.activate(order, AccessHandler.authorOf(exchange));
        PackHandler.send(exchange, holder, name);
    }
}

package io.drover.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.request.RecordReader;
import io.drover.server.activation.TreatmentState;
import io.drover.server.activation.TreatmentSwitches;
import io.drover.server.metrics.ServerMetrics;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code PUT /v1/treatments/{key}/enabled}: switches a treatment off, or on again. */
final class SwitchHandler implements HttpHandler {

    /** How a treatment is to be, and why. */
    record SwitchRequest(
            @JsonProperty(required = true) Boolean enabled,
            @JsonProperty(required = true) String reason) {}

    private final TreatmentSwitches switches;
    private final ServerMetrics metrics;

    SwitchHandler(TreatmentSwitches switches, ServerMetrics metrics) {
        this.switches = switches;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters.of(exchange, List.of());
        SwitchRequest wanted = RecordReader.read(JsonBodyHandler.bodyOf(exchange), SwitchRequest.class);
        TreatmentState now = switches.set(
                PathTable.segment(exchange, "key"),
                wanted.enabled(),
                wanted.reason(),
                AccessHandler.authorOf(exchange));
        metrics.switched(now.lastSwitch() == null || now.lastSwitch().enabled());
        JsonAnswer.send(exchange, now);
    }
}

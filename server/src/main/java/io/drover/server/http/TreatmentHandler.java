package io.drover.server.http;

import io.drover.server.activation.TreatmentSwitches;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code GET /v1/treatments/{key}/enabled}: whether one treatment is enabled, and who switched it last, when and why. */
final class TreatmentHandler implements HttpHandler {

    private final TreatmentSwitches switches;

    TreatmentHandler(TreatmentSwitches switches) {
        this.switches = switches;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters.of(exchange, List.of());
        JsonAnswer.send(exchange, switches.state(PathTable.segment(exchange, "key")));
    }
}

package io.drover.server.http;

import io.drover.server.activation.TreatmentState;
import io.drover.server.activation.TreatmentSwitches;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/treatments}: every treatment, by key, and whether it is enabled, a page at a time. */
final class TreatmentListHandler implements HttpHandler {

    private static final String ENABLED = "enabled";

    private final TreatmentSwitches switches;

    TreatmentListHandler(TreatmentSwitches switches) {
        this.switches = switches;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters query = QueryParameters.of(exchange, List.of("limit", "cursor", ENABLED));
        Optional<Boolean> wanted = query.text(ENABLED).map(given -> query.flag(ENABLED));
        List<TreatmentState> treatments = switches.all().stream()
                .filter(treatment -> wanted.isEmpty() || wanted.get() == treatment.enabled())
                .toList();
        JsonAnswer.send(exchange, Page.of(treatments, TreatmentState::key, query));
    }
}

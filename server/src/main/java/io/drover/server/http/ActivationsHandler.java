package io.drover.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.request.RecordReader;
import io.drover.server.activation.ActivationOrder;
import io.drover.server.activation.ActivationOrder.Expected;
import io.drover.server.activation.ActivationOrder.Wanted;
import io.drover.server.activation.Deployments;
import io.drover.server.activation.PackStatus;
import io.drover.server.activation.RuleSetHolder;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/activations}: has several packs serve in kept revisions, all of them or none. */
final class ActivationsHandler implements HttpHandler {

    /** Which packs are to serve in which revisions, and why. */
    record ActivationRequest(
            @JsonProperty(required = true) List<PackActivation> packs,
            @JsonProperty(required = true) String reason,
            @Nullable Boolean pin,
            @Nullable Boolean force) {}

    /**
     * One of them.
     *
     * @param from the revision that is active until then; null: nothing of it is
     */
    record PackActivation(
            @JsonProperty(required = true) String pack,
            @JsonProperty(required = true) String revision,
            @Nullable String from) {}

    /** What serves by now. */
    record ActivationAnswer(String revision, List<PackStatus> packs) {}

    private final Deployments deployments;
    private final RuleSetHolder holder;

    ActivationsHandler(Deployments deployments, RuleSetHolder holder) {
        this.deployments = deployments;
        this.holder = holder;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        QueryParameters.of(exchange, List.of());
        ActivationRequest wanted = RecordReader.read(JsonBodyHandler.bodyOf(exchange), ActivationRequest.class);
        List<String> names =
                wanted.packs().stream().map(PackActivation::pack).distinct().toList();
        if (names.isEmpty() || names.size() < wanted.packs().size()) {
            throw new InvalidRequestException(List.of(new Violation(
                    "/packs", "bad-packs", "The list must name at least one pack, and each once.", null)));
        }
        deployments.activate(
                new ActivationOrder(
                        wanted.packs().stream()
                                .map(each -> new Wanted(each.pack(), each.revision(), Expected.of(each.from())))
                                .toList(),
                        wanted.reason(),
                        Boolean.TRUE.equals(wanted.force()),
                        wanted.pin()),
                AccessHandler.authorOf(exchange));
        JsonAnswer.send(
                exchange,
                new ActivationAnswer(
                        holder.require().ruleSet().revision(),
                        holder.packs().stream()
                                .filter(pack -> names.contains(pack.name()))
                                .toList()));
    }
}

package io.drover.server.http;

import io.drover.server.metrics.ServerMetrics;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.PathTemplateMatch;

/** Counts requests, measures them, and counts the problems they were answered with. */
final class MetricsHandler implements HttpHandler {

    private static final AttachmentKey<String> PROBLEM = AttachmentKey.create(String.class);

    private final ServerMetrics metrics;
    private final HttpHandler next;

    MetricsHandler(ServerMetrics metrics, HttpHandler next) {
        this.metrics = metrics;
        this.next = next;
    }

    /** {@code exchange} is answered with {@code problem}. */
    static void note(HttpServerExchange exchange, Problem problem) {
        exchange.putAttachment(PROBLEM, problem.code());
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        long begin = System.nanoTime();
        metrics.requestBegan();
        exchange.addExchangeCompleteListener((completed, nextListener) -> {
            metrics.requestEnded(route(completed), completed.getStatusCode(), System.nanoTime() - begin);
            String problem = completed.getAttachment(PROBLEM);
            if (problem != null) {
                metrics.problem(problem);
            }
            nextListener.proceed();
        });
        next.handleRequest(exchange);
    }

    private static String route(HttpServerExchange exchange) {
        PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
        return match == null ? "none" : match.getMatchedTemplate();
    }
}

package io.drover.server.http;

import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.decisionlog.DecisionLogReader;
import io.drover.server.decisionlog.TornLineException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /v1/decisions/{id}}: what the decision log has of a decision. One that was answered just now may still wait to
 * be written, so what is not there is looked for once more when all that waited is written; how long that may take is counted
 * from when the request came, so that those who queue up behind a slow disk do not wait one after the other.
 */
final class DecisionHandler implements HttpHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 64;
    private static final AttachmentKey<Long> CAME = AttachmentKey.create(Long.class);

    private final DecisionLog log;
    private final DecisionLogReader reader;

    private DecisionHandler(DecisionLog log) {
        this.log = log;
        this.reader = log.reader();
    }

    /** The handler of decisions in {@code log}, which takes none of the threads that decide. */
    static HttpHandler of(DecisionLog log) {
        HttpHandler lookup = new LookupHandler(new DecisionHandler(log));
        HttpHandler dated = exchange -> {
            exchange.putAttachment(CAME, System.nanoTime());
            lookup.handleRequest(exchange);
        };
        return new CapacityHandler(
                MOST_AT_ONCE, "Too many decisions are being looked up; try again a little later.", dated);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException, InterruptedException {
        QueryParameters.of(exchange, List.of());
        String id = PathTable.segment(exchange, "id");
        byte[] line = find(id, exchange.getAttachment(CAME) + PATIENCE.toNanos());
        JsonAnswer.send(exchange, 200, JsonAnswer.MEDIA_TYPE, line);
    }

    private byte[] find(String id, long end) throws IOException, InterruptedException {
        try {
            Optional<byte[]> line = reader.text(id);
            if (line.isPresent()) {
                return line.get();
            }
            boolean isWritten = log.flush(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            return reader.text(id).orElseThrow(() -> isWritten ? notFound() : behind());
        } catch (TornLineException e) {
            throw new RefusedRequestException(
                    ProblemType.NOT_FOUND,
                    "The decision log has only a part of this decision: its line was torn when the server, its machine or"
                            + " the disk failed.");
        }
    }

    private RefusedRequestException notFound() {
        return new RefusedRequestException(
                ProblemType.NOT_FOUND,
                log.isOff()
                        ? "The server keeps no decisions; it does with --decision-log=hash or whole."
                        : "There is no decision of this id in the decision log, or not any more.");
    }

    private static RefusedRequestException behind() {
        return new RefusedRequestException(
                ProblemType.OVERLOADED,
                "The decision log is behind, and has no decision of this id yet; try again a little later.");
    }
}

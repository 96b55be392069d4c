package io.drover.server.http;

import io.drover.server.access.Access;
import io.drover.server.access.Role;
import io.drover.server.deciding.DecisionService;
import io.drover.server.deciding.DecisionService.Manner;
import io.drover.server.http.LineCutter.Line;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/decisions} with a stream of requests, one a line: answers each with a line, a decision or a problem. */
final class StreamHandler implements HttpHandler {

    static final String MEDIA_TYPE = "application/x-ndjson";

    private final DecisionService decisions;
    private final Access access;
    private final PreviewThreads previews;
    private final int maxLineBytes;
    private final InFlightHandler inFlight;

    /**
     * A handler whose streams end early when {@code inFlight} is told to stop; previews are for analysts, by {@code access}, and made
     * by {@code previews}.
     */
    StreamHandler(
            DecisionService decisions,
            Access access,
            PreviewThreads previews,
            int maxLineBytes,
            InFlightHandler inFlight) {
        this.decisions = decisions;
        this.access = access;
        this.previews = previews;
        this.maxLineBytes = maxLineBytes;
        this.inFlight = inFlight;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Manner manner = DecideHandler.manner(exchange);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, MEDIA_TYPE);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        DecisionStream stream = new DecisionStream(exchange, maxLineBytes, new LineAnswers(exchange, manner));
        inFlight.whenStopping(exchange, stream::stop);
        exchange.dispatch(SameThreadExecutor.INSTANCE, stream::start);
    }

    /** The answers to the lines of one stream. */
    private final class LineAnswers implements LineBatch.Answers {

        private final HttpServerExchange exchange;
        private final Manner manner;

        LineAnswers(HttpServerExchange exchange, Manner manner) {
            this.exchange = exchange;
            this.manner = manner;
        }

        @Override
        public byte[] to(Line line) {
            return answer(exchange, line, manner);
        }

        @Override
        public @Nullable Executor elsewhere(Line line) {
            byte[] text = line.text();
            return text != null && (manner.revision() != null || PreviewThreads.isAskedFor(text)) ? previews : null;
        }

        @Override
        public byte[] refused(Line line) {
            return problem(exchange, line, new RefusedRequestException(ProblemType.OVERLOADED, PreviewThreads.REFUSAL));
        }
    }

    @SuppressWarnings("CatchThrowable") // whatever happened, the line has an answer and the stream goes on
    private byte[] answer(HttpServerExchange exchange, Line line, Manner manner) {
        try {
            byte[] text = line.text();
            if (text == null) {
                throw new RefusedRequestException(
                        ProblemType.TOO_LARGE, "A line may have up to " + maxLineBytes + " bytes; this one has more.");
            }
            return decisions.decide(
                    text,
                    manner,
                    AccessHandler.originOf(exchange),
                    () -> AccessHandler.require(exchange, access, Role.ANALYST));
        } catch (Throwable failure) {
            return problem(exchange, line, failure);
        }
    }

    private static byte[] problem(HttpServerExchange exchange, Line line, Throwable failure) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("line", line.number());
        answer.put("problem", ProblemHandler.problem(exchange, failure));
        return JsonAnswer.bytes(answer);
    }
}

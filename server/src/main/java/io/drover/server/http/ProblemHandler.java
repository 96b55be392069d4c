package io.drover.server.http;

import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.RuleFailedException;
import io.drover.engine.failure.Violation;
import io.drover.server.activation.ChangeRefusedException;
import io.drover.server.activation.NotReadyException;
import io.drover.server.activation.NotRecordedException;
import io.drover.server.activation.UnknownTreatmentException;
import io.drover.server.deciding.NotKeptException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * The one place where an exception becomes an answer. It stands at the head of the chain on the I/O thread, and once more
 * where a request is handed to a worker, since an exception thrown there does not come back to the I/O thread.
 */
final class ProblemHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final HttpHandler next;

    ProblemHandler(HttpHandler next) {
        this.next = next;
    }

    @Override
    @SuppressWarnings("CatchThrowable") // whatever happened, the caller gets an answer and no stack trace
    public void handleRequest(HttpServerExchange exchange) {
        try {
            next.handleRequest(exchange);
        } catch (Throwable failure) {
            answer(exchange, failure);
        }
    }

    /** Answers {@code exchange} with the problem that {@code failure} is. */
    static void answer(HttpServerExchange exchange, Throwable failure) {
        if (exchange.isResponseStarted()) {
            // Half an answer has left; only a closed connection tells the client that the rest will not come.
            LOG.atError()
                    .addKeyValue("requestId", RequestIdHandler.idOf(exchange))
                    .addKeyValue("failure", StackTraceText.of(failure))
                    .log("failed after the answer had begun");
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        Problem problem = problem(exchange, failure);
        MetricsHandler.note(exchange, problem);
        if (problem.status() == 503) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (failure instanceof RefusedRequestException refused) {
            refused.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        }
        JsonAnswer.send(exchange, problem.status(), Problem.MEDIA_TYPE, JsonAnswer.bytes(problem));
    }

    /** The problem that {@code failure} is; what went wrong on this side of the connection is logged as well. */
    static Problem problem(HttpServerExchange exchange, Throwable failure) {
        if (failure instanceof RefusedRequestException refused) {
            return problem(exchange, refused.type(), detail(refused), List.of(), Map.of());
        }
        if (failure instanceof NotReadyException notReady) {
            return problem(exchange, ProblemType.NOT_READY, detail(notReady), List.of(), Map.of());
        }
        if (failure instanceof UnknownTreatmentException unknown) {
            return problem(exchange, ProblemType.NOT_FOUND, detail(unknown), List.of(), Map.of());
        }
        if (failure instanceof NotKeptException notKept) {
            return problem(exchange, ProblemType.NOT_FOUND, detail(notKept), List.of(), Map.of());
        }
        if (failure instanceof ChangeRefusedException refused) {
            return problem(exchange, typeOf(refused), detail(refused), List.of(), members(refused));
        }
        if (failure instanceof NotRecordedException notRecorded) {
            return problem(exchange, ProblemType.NOT_RECORDED, detail(notRecorded), List.of(), Map.of());
        }
        if (failure instanceof DecisionException noDecision) {
            log(exchange, noDecision);
            return problem(
                    exchange,
                    ProblemType.of(noDecision.code()),
                    detail(noDecision),
                    violations(noDecision),
                    members(noDecision));
        }
        LOG.atError()
                .addKeyValue("requestId", RequestIdHandler.idOf(exchange))
                .addKeyValue("failure", StackTraceText.of(failure))
                .log("internal failure");
        String detail = "Something went wrong inside the server; its log has more under this requestId.";
        return problem(exchange, ProblemType.INTERNAL, detail, List.of(), Map.of());
    }

    private static ProblemType typeOf(ChangeRefusedException failure) {
        return switch (failure.why()) {
            case NOT_FOUND -> ProblemType.NOT_FOUND;
            case CONFLICT -> ProblemType.CONFLICT;
            case PRECONDITION -> ProblemType.PRECONDITION;
            case PRECONDITION_REQUIRED -> ProblemType.PRECONDITION_REQUIRED;
            case INVALID -> ProblemType.INVALID_REQUEST;
            case GATE -> ProblemType.PACK_REFUSED;
        };
    }

    private static Map<String, Object> members(ChangeRefusedException failure) {
        return failure.refused().isEmpty() ? Map.of() : Map.of("revisions", failure.refused());
    }

    private static Problem problem(
            HttpServerExchange exchange,
            ProblemType type,
            String detail,
            List<Violation> violations,
            Map<String, Object> members) {
        return new Problem(
                Problem.typeOf(type.code()),
                type.title(),
                type.status(),
                detail,
                exchange.getRequestURI(),
                RequestIdHandler.idOf(exchange),
                violations,
                members);
    }

    private static String detail(RuntimeException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "");
    }

    private static List<Violation> violations(DecisionException failure) {
        return failure instanceof InvalidRequestException invalid ? invalid.violations() : List.of();
    }

    private static Map<String, Object> members(DecisionException failure) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (failure instanceof MalformedRequestException malformed) {
            members.put("offset", malformed.offset());
            members.put("line", malformed.line());
            members.put("column", malformed.column());
        } else if (failure instanceof RuleFailedException ruleFailed) {
            members.put("pack", ruleFailed.pack());
            members.put("rule", ruleFailed.rule());
            members.put("revision", ruleFailed.revision());
        }
        return members;
    }

    /** What went wrong in the caller's request is the caller's to know; what went wrong here is logged as well. */
    private static void log(HttpServerExchange exchange, DecisionException failure) {
        if (ProblemType.of(failure.code()).status() < 500) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("requestId", RequestIdHandler.idOf(exchange))
                .addKeyValue("code", failure.code())
                .addKeyValue("detail", failure.getMessage())
                .addKeyValue("failure", StackTraceText.of(failure))
                .log("no decision");
    }
}

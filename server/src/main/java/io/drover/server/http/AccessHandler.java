package io.drover.server.http;

import io.drover.server.access.Access;
import io.drover.server.access.Caller;
import io.drover.server.access.Role;
import io.drover.server.audit.Author;
import io.drover.server.decisionlog.Origin;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets through who may do what the path does, and not too often. A caller is known by its token, one without by its address:
 * what a proxy says of that ({@code X-Forwarded-For}) is not believed, since whoever reaches the server can say it too.
 */
final class AccessHandler implements HttpHandler {

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]{1,512})");
    private static final String REALM = "Bearer realm=\"drover\"";

    private static final AttachmentKey<Caller> CALLER = AttachmentKey.create(Caller.class);

    private final Access access;
    private final RateLimit rates;
    private final Role needed;
    private final HttpHandler next;

    AccessHandler(Access access, RateLimit rates, Role needed, HttpHandler next) {
        this.access = access;
        this.rates = rates;
        this.needed = needed;
        this.next = next;
    }

    /** Where the request of {@code exchange} came from. */
    static Origin originOf(HttpServerExchange exchange) {
        Caller caller = exchange.getAttachment(CALLER);
        return new Origin(RequestIdHandler.idOf(exchange), caller == null ? null : caller.name());
    }

    /** Who sends the request of {@code exchange}. */
    static Author authorOf(HttpServerExchange exchange) {
        Origin origin = originOf(exchange);
        return new Author(origin.caller(), origin.requestId());
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues given = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
        Optional<Caller> caller = given == null ? Optional.empty() : callerOf(given);
        if (rates.isLimited()) {
            requirePatience(caller.map(known -> "token " + known.name()).orElseGet(() -> addressOf(exchange)));
        }
        if (access.needsToken()) {
            requireRole(caller.orElseThrow(() -> unauthorized(given != null)), needed);
        }
        caller.ifPresent(known -> exchange.putAttachment(CALLER, known));
        next.handleRequest(exchange);
    }

    private Optional<Caller> callerOf(HeaderValues given) {
        Matcher bearer = BEARER.matcher(given.getFirst());
        return given.size() == 1 && bearer.matches() ? access.callerOf(bearer.group(1)) : Optional.empty();
    }

    private static String addressOf(HttpServerExchange exchange) {
        return "address " + exchange.getSourceAddress().getAddress().getHostAddress();
    }

    private void requirePatience(String caller) {
        Duration wait = rates.take(caller);
        if (!wait.isZero()) {
            long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
            throw new RefusedRequestException(
                    ProblemType.RATE_LIMITED,
                    "This caller sends more requests a second than it may; wait before the next one.",
                    Map.of("Retry-After", Long.toString(seconds)));
        }
    }

    private static void requireRole(Caller caller, Role needed) {
        if (!caller.may(needed)) {
            throw new RefusedRequestException(
                    ProblemType.FORBIDDEN,
                    "This needs the role " + needed.key() + ", which the token " + caller.name() + " does not have.",
                    Map.of(
                            "WWW-Authenticate",
                            REALM + ", error=\"insufficient_scope\", scope=\"" + needed.key() + "\""));
        }
    }

    /**
     * Sees to it that the caller of {@code exchange} has a role, beyond the one that its path needs.
     *
     * @throws RefusedRequestException if it has not
     */
    static void require(HttpServerExchange exchange, Access access, Role needed) {
        Caller caller = exchange.getAttachment(CALLER);
        if (access.needsToken()) {
            if (caller == null) {
                throw unauthorized(false); // tokens came to be needed while the request was under way
            }
            requireRole(caller, needed);
        }
    }

    private static RefusedRequestException unauthorized(boolean tokenGiven) {
        return tokenGiven
                ? new RefusedRequestException(
                        ProblemType.UNAUTHORIZED,
                        "The token is not known; the header must be Authorization: Bearer and a token that is in use.",
                        Map.of("WWW-Authenticate", REALM + ", error=\"invalid_token\""))
                : new RefusedRequestException(
                        ProblemType.UNAUTHORIZED,
                        "A token is needed; send it with the header Authorization: Bearer.",
                        Map.of("WWW-Authenticate", REALM));
    }
}

package io.drover.server.http;

import io.drover.engine.failure.NearestName;
import io.drover.server.access.Role;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.PathTemplateMatch;
import io.undertow.util.PathTemplateMatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Sends a request to the handler of its path and method; HEAD is answered as GET without a body, OPTIONS with the methods.
 */
final class PathTable implements HttpHandler {

    private final Map<String, Map<HttpString, HttpHandler>> handlers = new LinkedHashMap<>();
    private final PathTemplateMatcher<Map<HttpString, HttpHandler>> matcher = new PathTemplateMatcher<>();

    private final BiFunction<Role, HttpHandler, HttpHandler> guard;

    /** A table whose handlers are behind {@code guard}, which lets through who has the role. */
    PathTable(BiFunction<Role, HttpHandler, HttpHandler> guard) {
        this.guard = guard;
    }

    /**
     * Adds a handler that needs a role.
     *
     * @param template of the path; {@code {name}} in it stands for one segment
     */
    PathTable add(Role needed, HttpString method, String template, HttpHandler handler) {
        return addOpen(method, template, guard.apply(needed, handler));
    }

    /** Adds a handler for everybody. */
    PathTable addOpen(HttpString method, String template, HttpHandler handler) {
        handlers.computeIfAbsent(template, added -> {
                    Map<HttpString, HttpHandler> ofPath = new LinkedHashMap<>();
                    matcher.add(added, ofPath);
                    return ofPath;
                })
                .put(method, handler);
        return this;
    }

    /** The part of the path that stands for {@code name} in the template. */
    static String segment(HttpServerExchange exchange, String name) {
        PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
        return Objects.requireNonNull(match.getParameters().get(name), name);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        var match = matcher.match(exchange.getRelativePath());
        if (match == null) {
            throw new RefusedRequestException(ProblemType.NOT_FOUND, nothingHere(exchange.getRelativePath()));
        }
        exchange.putAttachment(
                PathTemplateMatch.ATTACHMENT_KEY,
                new PathTemplateMatch(match.getMatchedTemplate(), match.getParameters()));
        Map<HttpString, HttpHandler> ofPath = match.getValue();
        HttpString method = exchange.getRequestMethod();
        HttpHandler handler = ofPath.get(method.equals(Methods.HEAD) ? Methods.GET : method);
        if (handler != null) {
            handler.handleRequest(exchange);
        } else if (method.equals(Methods.OPTIONS)) {
            exchange.setStatusCode(204);
            exchange.getResponseHeaders().put(Headers.ALLOW, allowed(ofPath.keySet()));
            exchange.endExchange();
        } else {
            String allowed = allowed(ofPath.keySet());
            throw new RefusedRequestException(
                    ProblemType.METHOD_NOT_ALLOWED, "This path answers to " + allowed + ".", Map.of("Allow", allowed));
        }
    }

    private String nothingHere(String path) {
        return NearestName.of(path, handlers.keySet())
                .map(template -> "There is nothing at this path; did you mean " + template + "?")
                .orElseGet(() -> "There is nothing at this path; there is something at "
                        + String.join(", ", handlers.keySet()) + ".");
    }

    private static String allowed(Set<HttpString> methods) {
        TreeSet<String> names =
                methods.stream().map(HttpString::toString).collect(Collectors.toCollection(TreeSet::new));
        names.add("OPTIONS");
        if (names.contains("GET")) {
            names.add("HEAD");
        }
        return String.join(", ", names);
    }
}

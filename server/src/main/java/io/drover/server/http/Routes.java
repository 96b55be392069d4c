package io.drover.server.http;

import io.drover.server.access.Access;
import io.drover.server.access.Role;
import io.drover.server.activation.Deployments;
import io.drover.server.activation.RuleSetHolder;
import io.drover.server.activation.TreatmentSwitches;
import io.drover.server.config.LimitsConfig;
import io.drover.server.deciding.CutTableService;
import io.drover.server.deciding.DecisionService;
import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.metrics.ServerMetrics;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;

/** Every path of the server, and what a request goes through on its way there. */
public final class Routes {

    /**
     * How much of a body that was refused is read and forgotten. To close a connection while the client still sends would
     * keep it from reading why.
     */
    private static final long MAX_FORGOTTEN_BYTES = 64L << 20;

    /** A switch with its reason, and room. */
    private static final int MAX_SWITCH_BYTES = 16 << 10;

    private static final int MOST_SWITCHES_AT_ONCE = 16;

    private static final String SWITCH = "/v1/treatments/{key}/enabled";
    private static final int MOST_CUT_TABLES = 4;

    private static final String REVISIONS = "/v1/packs/{name}/revisions";
    private static final int MOST_PUSHES = 4;
    private static final int MOST_CHANGES = 16;

    private final Rules rules;
    private final RuleSetHolder holder;
    private final TreatmentSwitches switches;
    private final DecisionService decisions;
    private final CutTableService cutTables;
    private final DecisionLog log;
    private final ServerMetrics metrics;
    private final Access access;
    private final LimitsConfig limits;

    /**
     * Routes to the {@code rules}, to {@code decisions} by them, to {@code cutTables}, and what is known of those, for who has
     * {@code access}, within {@code limits}.
     */
    public Routes(
            Rules rules,
            DecisionService decisions,
            CutTableService cutTables,
            DecisionLog log,
            ServerMetrics metrics,
            Access access,
            LimitsConfig limits) {
        this.rules = rules;
        this.holder = rules.holder();
        this.switches = rules.switches();
        this.decisions = decisions;
        this.cutTables = cutTables;
        this.log = log;
        this.metrics = metrics;
        this.access = access;
        this.limits = limits;
    }

    /** Who may come here. */
    Access access() {
        return access;
    }

    /** How long a request may take from its first byte to the last of its answer. */
    Duration requestTimeout() {
        return limits.request();
    }

    /** Every path, and the role that it needs. */
    private PathTable paths(InFlightHandler inFlight) {
        RateLimit rates = new RateLimit(limits.requestsPerSecond(), System::nanoTime);
        BiFunction<Role, HttpHandler, HttpHandler> guard =
                (needed, handler) -> new AccessHandler(access, rates, needed, handler);
        PathTable table = new PathTable(guard)
                .add(Role.APPLICATION, Methods.POST, "/v1/decisions", decisions(inFlight))
                .add(Role.ANALYST, Methods.POST, "/v1/cut-tables", cutTables())
                .add(Role.ANALYST, Methods.GET, "/v1/decisions/{id}", json(DecisionHandler.of(log)))
                .add(Role.ANALYST, Methods.GET, "/v1/packs", json(new PackListHandler(holder)))
                .add(Role.ANALYST, Methods.GET, "/v1/packs/{name}", json(new PackHandler(holder)))
                .add(Role.APPLICATION, Methods.GET, "/v1/packs/{name}/vocabulary", json(new VocabularyHandler(holder)))
                .add(Role.ANALYST, Methods.GET, "/v1/treatments", json(new TreatmentListHandler(switches)))
                .add(Role.ANALYST, Methods.GET, SWITCH, json(new TreatmentHandler(switches)))
                .add(Role.OPERATOR, Methods.PUT, SWITCH, switching())
                .add(Role.OPERATOR, Methods.GET, "/metrics", new WorkerHandler(this::metrics))
                .addOpen(Methods.GET, "/openapi.yaml", new OpenApiHandler())
                .addOpen(Methods.GET, "/health/live", exchange -> JsonAnswer.send(exchange, Map.of("status", "live")))
                .addOpen(Methods.GET, "/health/ready", this::ready);
        return deployments(table);
    }

    /** What operators do to packs. */
    private PathTable deployments(PathTable table) {
        Deployments deployments = rules.deployments();
        return table.add(
                        Role.ANALYST,
                        Methods.GET,
                        REVISIONS,
                        lookup(new RevisionListHandler(deployments.records(), holder)))
                .add(Role.ANALYST, Methods.POST, REVISIONS, pushing())
                .add(
                        Role.ANALYST,
                        Methods.GET,
                        REVISIONS + "/{revision}",
                        lookup(new RevisionHandler(deployments.records())))
                .add(Role.ANALYST, Methods.GET, "/v1/packs/{name}/diff", lookup(new DiffHandler(rules.comparisons())))
                .add(Role.ANALYST, Methods.POST, REVISIONS + "/{revision}/impact", impact())
                .add(
                        Role.OPERATOR,
                        Methods.PUT,
                        "/v1/packs/{name}/active",
                        changing(new ActiveHandler(deployments, holder)))
                .add(
                        Role.OPERATOR,
                        Methods.DELETE,
                        "/v1/packs/{name}",
                        capacity(json(patient(new RemoveHandler(deployments)))))
                .add(
                        Role.OPERATOR,
                        Methods.DELETE,
                        "/v1/packs/{name}/pin",
                        capacity(json(patient(new UnpinHandler(deployments, holder)))))
                .add(
                        Role.OPERATOR,
                        Methods.POST,
                        "/v1/activations",
                        changing(new ActivationsHandler(deployments, holder)))
                .add(Role.ANALYST, Methods.GET, "/v1/audit", lookup(new AuditHandler(rules.audit())));
    }

    /** One at a time: it takes all the processors that are not needed to decide. */
    private HttpHandler impact() {
        return new CapacityHandler(
                1,
                "Who would move is being counted for somebody else; try again a little later.",
                lookup(new ImpactHandler(rules.comparisons())));
    }

    private static HttpHandler lookup(HttpHandler handler) {
        return json(new LookupHandler(handler));
    }

    private static HttpHandler patient(HttpHandler handler) {
        return new PatientHandler(new LookupHandler(handler));
    }

    /** Rules are changed by threads that compile and wait for the disk. */
    private static HttpHandler changing(HttpHandler handler) {
        HttpHandler body = new JsonBodyHandler(MAX_SWITCH_BYTES, patient(handler));
        return capacity(new ExpectHandler(new ContentTypeHandler().add(JsonAnswer.MEDIA_TYPE, json(body))));
    }

    private static HttpHandler capacity(HttpHandler handler) {
        return new CapacityHandler(
                MOST_CHANGES, "Too many changes of the rules are under way; try again a little later.", handler);
    }

    private HttpHandler pushing() {
        HttpHandler push = patient(new PushHandler(rules.pushes(), access));
        HttpHandler body = new JsonBodyHandler(rules.config().maxBytes(), push);
        return new CapacityHandler(
                MOST_PUSHES,
                "Too many packs are being pushed; try again a little later.",
                new ExpectHandler(new ContentTypeHandler().add(PushHandler.MEDIA_TYPE, json(body))));
    }

    private static HttpHandler json(HttpHandler handler) {
        return new AcceptHandler(JsonAnswer.MEDIA_TYPE, handler);
    }

    /** One request in a body, or a stream of them, a line each. */
    private HttpHandler decisions(InFlightHandler inFlight) {
        PreviewThreads previews = new PreviewThreads();
        // 6. On a worker thread, or one for previews: decide. Failures there become problems there.
        HttpHandler one = new PreviewHandler(previews, new DecideHandler(decisions, access));
        // 5. Once the whole body is there, go on on a worker thread.
        one = new JsonBodyHandler(limits.bodyBytes(), one);
        // 5. Or read lines, decide on those threads, write, and read on.
        HttpHandler stream = new StreamHandler(decisions, access, previews, limits.bodyBytes(), inFlight);
        // 4. Refuse a caller who could not read the answer.
        HttpHandler handler = new ContentTypeHandler()
                .add(JsonAnswer.MEDIA_TYPE, json(one))
                .add(StreamHandler.MEDIA_TYPE, new AcceptHandler(StreamHandler.MEDIA_TYPE, stream));
        // 3. A client that waits for "100 Continue" gets it when its body is about to be read, not when it is refused.
        handler = new ExpectHandler(handler);
        // 2. Refuse what is too much, while it has cost nothing yet.
        return new CapacityHandler(
                limits.requests(), "Too many requests are being decided; try again a little later.", handler);
    }

    /** A treatment is switched by threads that may wait for the disk. */
    private HttpHandler switching() {
        HttpHandler handler =
                new JsonBodyHandler(MAX_SWITCH_BYTES, new LookupHandler(new SwitchHandler(switches, metrics)));
        handler = new ExpectHandler(new ContentTypeHandler().add(JsonAnswer.MEDIA_TYPE, json(handler)));
        return new CapacityHandler(
                MOST_SWITCHES_AT_ONCE, "Too many treatments are being switched; try again a little later.", handler);
    }

    /** A population in a body; few at once, since each is all that the server does for a while. */
    private HttpHandler cutTables() {
        HttpHandler one = new JsonBodyHandler(limits.bodyBytes(), new CutTableHandler(cutTables));
        HttpHandler handler = new ContentTypeHandler().add(JsonAnswer.MEDIA_TYPE, json(one));
        return new CapacityHandler(
                MOST_CUT_TABLES,
                "Too many cut tables are being computed; try again a little later.",
                new ExpectHandler(handler));
    }

    /** The chain that every request goes through, all of it on the I/O thread; read it from the bottom up. */
    InFlightHandler chain() {
        InFlightHandler inFlight = new InFlightHandler();
        HttpHandler handler = paths(inFlight);
        // 7. Only bodies whose length everybody on the way reads alike.
        handler = new TransferCodingHandler(handler);
        // 6. What is refused is read to its end and forgotten, but not for ever.
        handler = new BodyLimitHandler(
                Math.max(limits.bodyBytes(), rules.config().maxBytes()) + MAX_FORGOTTEN_BYTES, handler);
        // 5. What fails from here on is answered with a problem.
        handler = new ProblemHandler(handler);
        // 4. A problem and a log line name the request by its id.
        handler = new RequestIdHandler(Routes::requestId, handler);
        // 3. No request stays for ever, not even one that is refused while its body still comes in.
        handler = new TimeoutHandler(limits.request(), handler);
        // 2. Counted and measured, whatever becomes of it.
        handler = new MetricsHandler(metrics, handler);
        // 1. Counted first, so that a stopping server waits for whatever has reached it.
        inFlight.setNext(handler);
        return inFlight;
    }

    /** Tells requests apart and is no secret: no strong randomness, for which threads would wait for each other. */
    private static String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xf000L) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(version4, variant).toString();
    }

    private void metrics(HttpServerExchange exchange) {
        JsonAnswer.send(exchange, 200, ServerMetrics.MEDIA_TYPE, metrics.text());
    }

    private void ready(HttpServerExchange exchange) {
        JsonAnswer.send(
                exchange,
                Map.of("status", "ready", "revision", holder.require().ruleSet().revision()));
    }
}

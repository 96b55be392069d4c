package io.drover.server.metrics;

import io.drover.engine.compile.PackReport;
import io.drover.server.activation.PackStatus;
import io.drover.server.activation.RuleSetHolder;
import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.git.GitState;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All metrics of a server. What is counted on the way of a decision costs some tens of nanoseconds and takes no lock; the
 * state of other parts is asked for when somebody reads the metrics. The values of labels are few: outcomes, types of
 * problems, paths as the server knows them, and names of packs that are active.
 *
 * <p>Thread-safe.
 */
public final class ServerMetrics {

    public static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** In seconds: a decision takes tens of microseconds to milliseconds, a request on a busy server longer. */
    private static final double[] LATENCIES = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10
    };

    private static final double NANOS_A_SECOND = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Counter decisions = counter("drover_decisions", "Requests and lines to be decided.", "outcome");
    private final CounterDataPoint decided = decisions.labelValues("decided");
    private final DistributionDataPoint decisionSeconds = Histogram.builder()
            .name("drover_decision_seconds")
            .help("From the bytes of a request or line to those of its answer or failure.")
            .classicOnly()
            .classicUpperBounds(LATENCIES)
            .register(registry);
    private final DistributionDataPoint previewSeconds = Histogram.builder()
            .name("drover_preview_seconds")
            .help("From the bytes of a request for a preview to those of its answer.")
            .classicOnly()
            .classicUpperBounds(LATENCIES)
            .register(registry);
    private final Counter packDecisions =
            counter("drover_pack_decisions", "Decisions that a pack took part in.", "pack");
    private final Counter firings =
            counter("drover_rule_firings", "Rules that fired, what was withdrawn later included.", "pack");
    private final Counter problems = counter("drover_problems", "Requests that were answered with a problem.", "type");
    private final Counter requests = counter("drover_requests", "Requests that have been answered.", "route", "status");
    private final Histogram requestSeconds = Histogram.builder()
            .name("drover_request_seconds")
            .help("From the head of a request to the end of its answer.")
            .labelNames("route")
            .classicOnly()
            .classicUpperBounds(LATENCIES)
            .register(registry);
    private final Counter activations =
            counter("drover_activations", "Attempts to activate a changed pack.", "outcome");
    private final Histogram stepSeconds = Histogram.builder()
            .name("drover_activation_step_seconds")
            .help("The steps of attempts to activate a changed pack.")
            .labelNames("step")
            .classicOnly()
            .classicUpperBounds(0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
            .register(registry);
    private final Counter switches = counter(
            "drover_treatment_switches", "Requests that switched a treatment, or found it so already.", "enabled");
    private final Gauge underWay = Gauge.builder()
            .name("drover_requests_under_way")
            .help("Requests that have come and are not answered yet.")
            .register(registry);

    /**
     * Metrics of a server with its rules in {@code holder} and its decisions in {@code log}; {@code previewPacks} tells how many packs
     * are held for previews.
     */
    public ServerMetrics(RuleSetHolder holder, LongSupplier previewPacks, DecisionLog log) {
        JvmMetrics.builder().register(registry);
        rules(holder);
        GaugeWithCallback.builder()
                .name("drover_preview_packs")
                .help("Packs with other thresholds that are held for previews.")
                .callback(gauge -> gauge.call((double) previewPacks.getAsLong()))
                .register(registry);
        holder.onAttempt(this::attempted);
        switches.initLabelValues("false");
        switches.initLabelValues("true");
        decisionLog(log);
    }

    /** A request or line was decided, or why it was not: a code such as {@code rule-failed}. */
    public void decided(String outcome, long nanos) {
        if (outcome.equals("previewed")) {
            previewSeconds.observe(nanos / NANOS_A_SECOND);
            decisions.labelValues(outcome).inc();
            return;
        }
        if (outcome.equals("decided")) {
            decided.inc();
        } else {
            decisions.labelValues(outcome).inc();
        }
        decisionSeconds.observe(nanos / NANOS_A_SECOND);
    }

    /** The rules of {@code pack} have fired so many times in one decision. */
    public void fired(String pack, int count) {
        packDecisions.labelValues(pack).inc();
        firings.labelValues(pack).inc(count);
    }

    /** The head of a request has come. */
    public void requestBegan() {
        underWay.inc();
    }

    /**
     * The answer of a request has left.
     *
     * @param route the path as the server knows it, such as {@code /v1/packs/{name}}; one value for all unknown ones
     */
    public void requestEnded(String route, int status, long nanos) {
        underWay.dec();
        requests.labelValues(route, Integer.toString(status)).inc();
        requestSeconds.labelValues(route).observe(nanos / NANOS_A_SECOND);
    }

    /** A request was answered with a problem of the type {@code code}. */
    public void problem(String code) {
        problems.labelValues(code).inc();
    }

    /**
     * An attempt to activate a pack has ended.
     *
     * @param attempt how, and how long each of its steps took
     */
    public void attempted(PackStatus.Attempt attempt) {
        activations
                .labelValues(attempt.outcome().name().toLowerCase(Locale.ROOT))
                .inc();
        for (PackReport.Step step : attempt.steps()) {
            stepSeconds.labelValues(step.step()).observe(step.millis() / 1e3);
        }
    }

    /** A treatment was switched on or off, or is so already. */
    public void switched(boolean enabled) {
        switches.labelValues(Boolean.toString(enabled)).inc();
    }

    /** All metrics in the text format of Prometheus, in UTF-8. */
    public byte[] text() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writer.write(out, registry.scrape());
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private void rules(RuleSetHolder holder) {
        GaugeWithCallback.builder()
                .name("drover_ready")
                .help("1: there are rules to decide by.")
                .callback(gauge -> gauge.call(holder.active().isPresent() ? 1 : 0))
                .register(registry);
        GaugeWithCallback.builder()
                .name("drover_rule_set_info")
                .help("1 for the revision of the rule set that serves.")
                .labelNames("revision")
                .callback(gauge -> holder.active()
                        .ifPresent(active -> gauge.call(1, active.ruleSet().revision())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("drover_treatments_switched_off")
                .help("Treatments of active packs that operators have switched off.")
                .callback(gauge -> holder.active()
                        .ifPresent(active ->
                                gauge.call(active.ruleSet().switchedOff().size())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("drover_pack_info")
                .help("1 for the revision of each pack that serves.")
                .labelNames("pack", "revision")
                .callback(gauge -> active(holder, (pack, active) -> gauge.call(1, pack, active.revision())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("drover_pack_activated_timestamp_seconds")
                .help("When the revision of each pack that serves was activated.")
                .labelNames("pack")
                .callback(gauge -> active(
                        holder,
                        (pack, active) -> gauge.call(active.activatedAt().toEpochMilli() / 1e3, pack)))
                .register(registry);
    }

    private interface ActivePackReceiver {
        void receive(String pack, PackStatus.Active active);
    }

    private static void active(RuleSetHolder holder, ActivePackReceiver receiver) {
        for (PackStatus pack : holder.packs()) {
            PackStatus.Active active = pack.active();
            if (active != null) {
                receiver.receive(pack.name(), active);
            }
        }
    }

    private void decisionLog(DecisionLog log) {
        CounterWithCallback.builder()
                .name("drover_decision_log_lines")
                .help("Lines of the decision log: written; dropped, for the queue was full; failed, for the disk did.")
                .labelNames("outcome")
                .callback(counter -> {
                    counter.call((double) log.written(), "written");
                    counter.call((double) log.droppedLines(), "dropped");
                    counter.call((double) log.failedLines(), "failed");
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("drover_decision_log_bytes")
                .help("Bytes written to the decision log.")
                .callback(counter -> counter.call((double) log.writtenBytes()))
                .register(registry);
        CounterWithCallback.builder()
                .name("drover_decision_log_sync_failures")
                .help("How often the disk has refused to keep what was written to the decision log.")
                .callback(counter -> counter.call((double) log.syncFailures()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("drover_decision_log_waiting")
                .help("Lines that are still to be written to the decision log.")
                .callback(gauge -> gauge.call(log.waiting()))
                .register(registry);
    }

    /** Adds those of a git repository, which stands as {@code state} tells. */
    public void git(Supplier<GitState> state) {
        CounterWithCallback.builder()
                .name("drover_git_fetches")
                .help(
                        "How often the git repository was asked: fetched, or failed, in which a refused history is counted too.")
                .labelNames("outcome")
                .callback(counter -> {
                    GitState now = state.get();
                    counter.call((double) now.fetches(), "fetched");
                    counter.call((double) now.failures(), "failed");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("drover_git_last_fetch_timestamp_seconds")
                .help("When the git repository was last asked with success; 0: never.")
                .callback(gauge -> {
                    Instant last = state.get().lastFetchAt();
                    gauge.call(last == null ? 0 : last.toEpochMilli() / 1e3);
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("drover_git_problem")
                .help("1: something is wrong with the git repository.")
                .callback(gauge -> gauge.call(state.get().fault() == null ? 0 : 1))
                .register(registry);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }
}

package io.drover.server.deciding;

import io.drover.engine.compile.Variants;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.PreviewEngine;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.server.activation.ActiveRules;
import io.drover.server.activation.NotReadyException;
import io.drover.server.activation.RuleSetHolder;
import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.decisionlog.LoggedDecision;
import io.drover.server.decisionlog.Origin;
import io.drover.server.metrics.ServerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Decides by the rules that serve, and has it counted and logged. Thread-safe. */
public final class DecisionService {

    /**
     * How an answer is to be made.
     *
     * @param explain whether it says why
     * @param revision of the rule set that decides; null: the one that serves
     */
    public record Manner(boolean explain, @Nullable String revision) {}

    private final RuleSetHolder holder;
    private final KeptRules kept;
    private final DecisionEngine engine;
    private final PreviewEngine previews;
    private final DecisionLog log;
    private final ServerMetrics metrics;
    private final Clock clock;

    /**
     * A service of {@code engine} by the rules of {@code holder}, or those of {@code kept} that a request names, and of
     * previews with the packs that {@code variants} makes; {@code clock} gives a missing asOf.
     */
    public DecisionService(
            RuleSetHolder holder,
            KeptRules kept,
            DecisionEngine engine,
            Variants variants,
            DecisionLog log,
            ServerMetrics metrics,
            Clock clock) {
        this.holder = holder;
        this.kept = kept;
        this.engine = engine;
        this.previews = new PreviewEngine(engine, variants);
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The answer to the request that is {@code body}, a JSON document in UTF-8.
     *
     * @param how the answer is to be made
     * @param origin for the decision log; previews are not logged
     * @param beforePreview is run before a preview is made, and throws if the caller may not have one
     * @return a JSON document in UTF-8, on one line
     * @throws NotReadyException if there are no rules to decide by
     * @throws NotKeptException if those that the request names are not kept
     * @throws DecisionException if no decision can be made
     */
    public byte[] decide(byte[] body, Manner how, Origin origin, Runnable beforePreview) {
        long begin = System.nanoTime();
        String[] outcome = {"internal"}; // of the attempt so far
        Runnable permission = () -> {
            outcome[0] = "preview-refused";
            beforePreview.run();
            outcome[0] = "internal";
        };
        try {
            String revision = how.revision();
            ActiveRules rules = revision == null
                    ? holder.require()
                    : kept.of(revision); // pinned: this decision ends on the rules it began with
            DecisionRequest request = request(body, rules.checks(), permission);
            DecisionRequest dated = request.asOf() == null ? request.withAsOf(clock.instant()) : request;
            boolean isPreview = dated.with() != null;
            byte[] answer = isPreview
                    ? previewed(rules, dated, how.explain(), permission)
                    : decided(rules, dated, how.explain(), origin, begin);
            outcome[0] = isPreview ? "previewed" : "decided";
            return answer;
        } catch (DecisionException e) {
            outcome[0] = e.code();
            throw e;
        } catch (NotReadyException e) {
            outcome[0] = "not-ready";
            throw e;
        } catch (NotKeptException e) {
            outcome[0] = "not-found";
            throw e;
        } finally {
            metrics.decided(outcome[0], System.nanoTime() - begin);
        }
    }

    /** The request; what is wrong with overrides, which names thresholds and their bounds, is only for those who may preview. */
    private static DecisionRequest request(byte[] body, RuleSetChecks checks, Runnable permission) {
        RuleSetChecks permitted = (kind, packs, facts, cutTables, with) -> {
            if (with != null) {
                permission.run();
            }
            return checks.check(kind, packs, facts, cutTables, with);
        };
        try {
            return RequestReader.read(body, permitted);
        } catch (InvalidRequestException e) {
            if (e.violations().stream().anyMatch(DecisionService::isAboutOverrides)) {
                permission.run();
            }
            throw e;
        }
    }

    private static boolean isAboutOverrides(Violation violation) {
        return violation.pointer().equals("/with") || violation.pointer().startsWith("/with/");
    }

    /** Neither logged, since nothing is kept of the rules it was made with, nor given an id. */
    private byte[] previewed(ActiveRules rules, DecisionRequest request, boolean explain, Runnable permission) {
        permission.run();
        PreviewEngine.Previewed previewed = previews.decide(rules.ruleSet(), request, explain);
        return DecisionJson.write(previewed.preview(), previewed.decision());
    }

    private byte[] decided(ActiveRules rules, DecisionRequest dated, boolean explain, Origin origin, long begin) {
        Decision decision = engine.decide(rules.ruleSet(), dated, explain, metrics::fired);
        byte[] answer = DecisionJson.write(decision);
        long micros = (System.nanoTime() - begin) / 1_000;
        return withId(log.add(LoggedDecision.of(dated, decision, answer, explain, micros, origin)), answer);
    }

    /** The decision {@code answer} with its id, which is given last and stands first. */
    static byte[] withId(String id, byte[] answer) {
        byte[] start = ("{\"decisionId\":\"" + id + "\",").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[start.length + answer.length - 1];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(answer, 1, whole, start.length, answer.length - 1);
        return whole;
    }
}

package io.drover.server.deciding;

import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
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

/** Decides by the rules that serve, and has it counted and logged. Thread-safe. */
public final class DecisionService {

    private final RuleSetHolder holder;
    private final DecisionEngine engine;
    private final DecisionLog log;
    private final ServerMetrics metrics;
    private final Clock clock;

    /** A service of {@code engine} by the rules of {@code holder}; {@code clock} gives a missing asOf. */
    public DecisionService(
            RuleSetHolder holder, DecisionEngine engine, DecisionLog log, ServerMetrics metrics, Clock clock) {
        this.holder = holder;
        this.engine = engine;
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The answer to the request that is {@code body}, a JSON document in UTF-8.
     *
     * @param explain whether the answer says why
     * @param origin for the decision log
     * @return a JSON document in UTF-8, on one line
     * @throws NotReadyException if there are no rules to decide by
     * @throws DecisionException if no decision can be made
     */
    public byte[] decide(byte[] body, boolean explain, Origin origin) {
        long begin = System.nanoTime();
        String outcome = "internal";
        try {
            byte[] answer = decided(body, explain, origin, begin);
            outcome = "decided";
            return answer;
        } catch (DecisionException e) {
            outcome = e.code();
            throw e;
        } catch (NotReadyException e) {
            outcome = "not-ready";
            throw e;
        } finally {
            metrics.decided(outcome, System.nanoTime() - begin);
        }
    }

    private byte[] decided(byte[] body, boolean explain, Origin origin, long begin) {
        ActiveRules rules = holder.require(); // pinned: this decision ends on the rules it began with
        DecisionRequest request = RequestReader.read(body, rules.checks());
        DecisionRequest dated = request.asOf() == null ? request.withAsOf(clock.instant()) : request;
        Decision decision = engine.decide(rules.ruleSet(), dated, explain, metrics::fired);
        byte[] answer = DecisionJson.write(decision);
        long micros = (System.nanoTime() - begin) / 1_000;
        return withId(
                log.add(LoggedDecision.of(dated, body.length, decision, answer, explain, micros, origin)), answer);
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

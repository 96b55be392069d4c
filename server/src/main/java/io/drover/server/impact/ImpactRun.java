package io.drover.server.impact;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.RequestChecks;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.impact.ImpactReport;
import io.drover.engine.impact.ImpactTally;
import io.drover.engine.impact.ImpactTally.Outcome;
import io.drover.engine.request.RequestReader;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Subject;
import io.drover.server.impact.RequestSource.Item;
import io.drover.server.impact.RequestSource.Rest;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides requests by two rule sets beside each other, and counts who moves. A subject is counted once, with the latest of its
 * requests. Memory grows by some 200 bytes a subject, and not with the number of requests. Thread-safe.
 */
public final class ImpactRun {

    private static final Logger LOG = LoggerFactory.getLogger(ImpactRun.class);

    private final DecisionEngine engine;
    private final Options options;

    /**
     * How requests are decided.
     *
     * @param workers threads that decide
     * @param examples the most subjects that are named of those who move alike
     * @param asOf for requests that name no instant
     */
    public record Options(int workers, int examples, Instant asOf) {}

    /** Runs in which {@code engine} decides. */
    public ImpactRun(DecisionEngine engine, Options options) {
        this.engine = engine;
        this.options = options;
    }

    /**
     * Who of the subjects of {@code source} would move if {@code to} were to serve instead of {@code from}.
     *
     * @param progress is told now and then how many were decided
     * @throws IOException if {@code source} cannot be read
     */
    public ImpactResult run(RequestSource source, RuleSet from, RuleSet to, LongConsumer progress) throws IOException {
        long begin = System.nanoTime();
        Map<Subject, Long> latest = new HashMap<>();
        long[] requests = new long[1];
        source.forEach(item -> {
            requests[0]++;
            Subject subject = item.subject();
            if (subject != null) {
                latest.put(subject, item.position());
            }
        });
        RuleSetPair pair = new RuleSetPair(from, to, RequestChecks.of(from));
        ImpactTally tally;
        Rest rest;
        try (ImpactWorkers workers =
                new ImpactWorkers(options, (item, counts) -> decide(pair, item, counts), progress)) {
            rest = source.forEach(item -> {
                // What tells no subject is no request; it is counted as what it is.
                Subject subject = item.subject();
                Long last = subject == null ? Long.valueOf(item.position()) : latest.get(subject);
                if (last != null && last == item.position()) {
                    workers.add(item);
                }
            });
            tally = workers.end();
        }
        return new ImpactResult(
                ImpactReport.of(from, to, tally),
                requests[0],
                rest.hashOnly(),
                rest.forgotten(),
                (System.nanoTime() - begin) / 1_000_000);
    }

    private record RuleSetPair(RuleSet from, RuleSet to, RequestChecks checks) {}

    private void decide(RuleSetPair pair, Item item, ImpactTally tally) {
        DecisionRequest request;
        try {
            DecisionRequest read = RequestReader.read(item.json(), pair.checks());
            request = read.asOf() == null ? read.withAsOf(options.asOf()) : read;
        } catch (DecisionException e) {
            tally.add(item.position(), item.subject(), item.label(), Outcome.failed(e), Outcome.failed(e));
            return;
        }
        tally.add(
                item.position(),
                request.subject(),
                item.label(),
                outcome(pair.from(), request),
                outcome(pair.to(), request));
    }

    private Outcome outcome(RuleSet ruleSet, DecisionRequest request) {
        try {
            return Outcome.of(engine.decide(ruleSet, request, false));
        } catch (DecisionException e) {
            return Outcome.failed(e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError().setCause(e).addKeyValue("ruleSet", ruleSet.revision()).log("a request cannot be decided");
            return Outcome.failed("internal");
        }
    }
}

package io.drover.server.deciding;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.model.decision.DecisionRequest;
import io.drover.server.activation.ActiveRules;
import io.drover.server.decisionlog.LogEntry;
import io.drover.server.decisionlog.LogLine;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Makes logged decisions again, on the facts and by the rules they were made with. Thread-safe. */
public final class Replay {

    private final Function<String, Optional<RuleSet>> ruleSets;
    private final DecisionEngine engine;

    /** What came of a decision that was made again. */
    public sealed interface Outcome {

        /** The bytes are the same; {@code answer} has the id of the decision. */
        @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
        record Equal(byte[] answer) implements Outcome {}

        /**
         * They are not.
         *
         * @param where the first place where they differ, a sentence
         */
        @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
        record Different(byte[] answer, String where) implements Outcome {}

        /** There is too little to make it again. */
        record Impossible(Reason reason, String sentence) implements Outcome {}
    }

    /** Why a decision cannot be made again. */
    public enum Reason {
        NOT_WHOLE,
        NO_RULES
    }

    /**
     * A replay by {@code engine}.
     *
     * @param ruleSets gives the rule set of a revision, if there is one
     */
    public Replay(Function<String, Optional<RuleSet>> ruleSets, DecisionEngine engine) {
        this.ruleSets = ruleSets;
        this.engine = engine;
    }

    /** Makes the decision {@code logged} again. */
    public Outcome run(LogLine logged) {
        LogEntry entry = logged.entry();
        if (!logged.isWhole()) {
            return new Outcome.Impossible(
                    Reason.NOT_WHOLE,
                    entry.facts() == LogEntry.Facts.FORGOTTEN
                            ? "The decision cannot be replayed: its subject was forgotten."
                            : "The decision cannot be replayed: it was logged by the hash of its facts, without the"
                                    + " facts; the server logs them with --decision-log=whole.");
        }
        Optional<RuleSet> ruleSet = ruleSets.apply(entry.revision());
        if (ruleSet.isEmpty()) {
            return new Outcome.Impossible(
                    Reason.NO_RULES,
                    "The decision cannot be replayed: the rule set " + entry.revision()
                            + " is not kept in the data directory.");
        }
        try {
            return compare(logged, again(logged, ruleSet.get()));
        } catch (DecisionException e) {
            return new Outcome.Different(new byte[0], "There is no decision this time. " + e.getMessage());
        }
    }

    private byte[] again(LogLine logged, RuleSet ruleSet) {
        DecisionRequest request =
                RequestReader.read(logged.request(), ActiveRules.of(ruleSet).checks());
        return DecisionJson.write(engine.decide(ruleSet, request, logged.entry().explain()));
    }

    private static Outcome compare(LogLine logged, byte[] again) {
        byte[] answer = DecisionService.withId(logged.entry().decisionId(), again);
        return Arrays.equals(again, logged.answer())
                ? new Outcome.Equal(answer)
                : new Outcome.Different(answer, FirstDifference.between(logged.answer(), again));
    }
}

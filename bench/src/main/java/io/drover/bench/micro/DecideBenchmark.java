package io.drover.bench.micro;

import io.drover.bench.synthetic.SyntheticRequests;
import io.drover.bench.synthetic.Weight;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A decision, from the request as a value to the decision as a value. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecideBenchmark {

    @Param("HEAVY")
    private Weight weight = Weight.HEAVY;

    @Param("60")
    private int rules = 60;

    @Param("6")
    private int signals = 6;

    @Param("1")
    private int packs = 1;

    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), System::nanoTime);
    private final Requests requests = new Requests();
    private @Nullable RuleSet ruleSet;

    @Setup
    public void compile() {
        ruleSet = Packs.compiled(weight, packs, rules);
        requests.fill(signals);
    }

    @Benchmark
    public Decision decide() {
        return engine.decide(Objects.requireNonNull(ruleSet), requests.next(), false);
    }

    /** Requests taken in turn. */
    static final class Requests {

        private static final int COUNT = 64;

        private final DecisionRequest[] requests = new DecisionRequest[COUNT];
        private int next;

        void fill(int signals) {
            for (int i = 0; i < COUNT; i++) {
                requests[i] = SyntheticRequests.request("account-" + i, signals, i);
            }
        }

        DecisionRequest next() {
            next = (next + 1) % COUNT;
            return requests[next];
        }
    }
}

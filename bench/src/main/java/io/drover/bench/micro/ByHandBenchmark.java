package io.drover.bench.micro;

import io.drover.bench.byhand.RulesByHand;
import io.drover.bench.synthetic.SyntheticPack;
import io.drover.bench.synthetic.Weight;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;

/** The same rules on Drools alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ByHandBenchmark {

    @Param("HEAVY")
    private Weight weight = Weight.HEAVY;

    @Param("60")
    private int rules = 60;

    @Param("6")
    private int signals = 6;

    private final DecideBenchmark.Requests requests = new DecideBenchmark.Requests();
    private @Nullable RulesByHand byHand;

    @Setup
    public void compile() {
        requests.fill(signals);
        byHand = new RulesByHand(SyntheticPack.of(weight, "p1", rules, 1, 1));
    }

    @TearDown
    public void shutdown() {
        Objects.requireNonNull(byHand).close();
    }

    @Benchmark
    public List<Object> freshSession() {
        return Objects.requireNonNull(byHand).inFreshSession(requests.next());
    }

    @Benchmark
    public List<Object> pooledSession() {
        return Objects.requireNonNull(byHand).inPooledSession(requests.next());
    }
}

package io.drover.bench.micro;

import com.fasterxml.jackson.databind.ObjectReader;
import io.drover.bench.synthetic.SyntheticRequests;
import io.drover.bench.synthetic.Weight;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.decide.RequestChecks;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import java.io.IOException;
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

/** Requests read from JSON, and decisions written as JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonBenchmark {

    private static final ObjectReader BINDING = DecisionJson.mapper().readerFor(DecisionRequest.class);

    @Param("6")
    private int signals = 6;

    private byte[] json = {};
    private @Nullable RuleSetChecks checks;
    private @Nullable Decision decision;

    @Setup
    public void decide() {
        RuleSet ruleSet = Packs.compiled(Weight.HEAVY, 1, 60);
        json = SyntheticRequests.json("acme", signals, 1);
        checks = RequestChecks.of(ruleSet);
        decision = new DecisionEngine(Limits.defaults(), System::nanoTime)
                .decide(ruleSet, SyntheticRequests.request("acme", signals, 1), false);
    }

    /** As the server reads. */
    @Benchmark
    public DecisionRequest readRequest() {
        return RequestReader.read(json, Objects.requireNonNull(checks));
    }

    /** As the echo reads. */
    @Benchmark
    public DecisionRequest bindRequest() throws IOException {
        return BINDING.readValue(json);
    }

    /** As the server writes. */
    @Benchmark
    public byte[] writeDecision() {
        return DecisionJson.write(Objects.requireNonNull(decision));
    }
}

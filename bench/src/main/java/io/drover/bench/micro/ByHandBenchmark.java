package io.drover.bench.micro;

import io.drover.bench.synthetic.SyntheticPack;
import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Treat;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.DecisionTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.KieSessionsPool;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.conf.KeepReferenceOption;
import org.kie.internal.builder.InternalKieBuilder;
import org.kie.internal.conf.AlphaRangeIndexThresholdOption;
import org.kie.internal.conf.IndexLeftBetaMemoryOption;
import org.kie.internal.conf.IndexRightBetaMemoryOption;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The same rules on Drools alone, as one would write them by hand with the settings that suit one subject a session: facts in,
 * fire, read what was concluded. It knows no order of values, no defaults, caps or decay, no treatments out of a catalogue, no
 * next change; what a decision costs beyond it is what those cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ByHandBenchmark {

    @Param("60")
    private int rules = 60;

    @Param("6")
    private int signals = 6;

    private final DecideBenchmark.Requests requests = new DecideBenchmark.Requests();
    private final KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
    private @Nullable KieBase ruleBase;
    private @Nullable KieSessionsPool pool;

    @Setup
    public void compile() {
        requests.fill(signals);
        configuration.setOption(KeepReferenceOption.NO);
        configuration.setOption(ClockTypeOption.PSEUDO);
        ruleBase = compile(SyntheticPack.of("p1", rules, 1, 1).byHand());
        pool = ruleBase.newKieSessionsPool(1);
    }

    @TearDown
    public void shutdown() {
        Objects.requireNonNull(pool).shutdown();
    }

    @Benchmark
    public List<Object> freshSession() {
        return concluded(Objects.requireNonNull(ruleBase).newKieSession(configuration, null), requests.next());
    }

    @Benchmark
    public List<Object> pooledSession() {
        return concluded(Objects.requireNonNull(pool).newKieSession(configuration), requests.next());
    }

    private static List<Object> concluded(KieSession session, DecisionRequest request) {
        DecisionTime time = DecisionTime.at(Objects.requireNonNull(request.asOf()));
        try {
            request.modelFacts().forEach(fact -> session.insert(fact.boundTo(time)));
            session.fireAllRules();
            List<Object> concluded = new ArrayList<>();
            for (Object object : session.getObjects()) {
                if (object instanceof Classified || object instanceof InSegment || object instanceof Treat) {
                    concluded.add(object);
                }
            }
            return concluded;
        } finally {
            session.dispose();
        }
    }

    static KieBase compile(String drl) {
        KieServices services = KieServices.get();
        ReleaseId release = services.newReleaseId("io.drover.bench", "by-hand", "1.0.0");
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(release);
        files.write("src/main/resources/p1_by_hand/rules.drl", drl);
        KieModuleModel module = services.newKieModuleModel();
        module.setConfigurationProperty(
                "drools.accumulate.function.countDistinct", "io.drover.engine.compile.CountDistinctFunction");
        module.newKieBaseModel("rules").setDefault(true).addPackage("*");
        KieBuilder builder = services.newKieBuilder(files);
        ((InternalKieBuilder) builder).withKModuleModel(module);
        builder.buildAll(ExecutableModelProject.class);
        List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
        if (!errors.isEmpty()) {
            throw new IllegalStateException(errors.toString());
        }
        KieBaseConfiguration options = services.newKieBaseConfiguration();
        options.setOption(IndexLeftBetaMemoryOption.NO);
        options.setOption(IndexRightBetaMemoryOption.NO);
        options.setOption(AlphaRangeIndexThresholdOption.get(0));
        return services.newKieContainer(((InternalKieModule) builder.getKieModule()).getReleaseId())
                .newKieBase(options);
    }
}

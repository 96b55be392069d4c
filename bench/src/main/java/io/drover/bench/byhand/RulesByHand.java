package io.drover.bench.byhand;

import io.drover.bench.synthetic.SyntheticPack;
import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Treat;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.DecisionTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
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

/**
 * The same rules on Drools alone, as one would write them by hand with the settings that suit one subject a session: facts in,
 * fire, read what was concluded. It knows no order of values, no defaults, caps or decay, no treatments out of a catalogue, no
 * next change; what a decision costs beyond it is what those cost.
 *
 * <p>Thread-safe. Closed when it is no longer needed.
 */
public final class RulesByHand implements AutoCloseable {

    private final KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
    private final KieBase ruleBase;
    private final KieSessionsPool pool;

    /** The rules of {@code pack}, compiled. */
    public RulesByHand(SyntheticPack pack) {
        configuration.setOption(KeepReferenceOption.NO);
        configuration.setOption(ClockTypeOption.PSEUDO);
        ruleBase = compile(pack.byHand());
        pool = ruleBase.newKieSessionsPool(Runtime.getRuntime().availableProcessors());
    }

    /** What is concluded about the facts of {@code request}, which has an asOf, in a session of its own. */
    public List<Object> inFreshSession(DecisionRequest request) {
        return concluded(ruleBase.newKieSession(configuration, null), request);
    }

    /** As {@link #inFreshSession}, in a session that was used before. */
    public List<Object> inPooledSession(DecisionRequest request) {
        return concluded(pool.newKieSession(configuration), request);
    }

    @Override
    public void close() {
        pool.shutdown();
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

    private static KieBase compile(String drl) {
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

package io.drover.engine.compile;

import io.drover.engine.pack.RuleFile;
import io.drover.engine.pack.RulePack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.drools.compiler.kie.builder.impl.DrlProject;
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
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.internal.builder.InternalKieBuilder;
import org.kie.internal.conf.AlphaRangeIndexThresholdOption;
import org.kie.internal.conf.IndexLeftBetaMemoryOption;
import org.kie.internal.conf.IndexRightBetaMemoryOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the Drools compilers over the rule text of one pack.
 *
 * <p>Two peculiarities of Drools shape this class. It keeps every compiled module in a repository of the whole JVM under a
 * version, so versions are counted here, over the whole JVM too, and a module is taken out as soon as its rule base exists.
 * And it caches by class name while it compiles, so there is one compilation at a time.
 */
final class RuleBaseCompiler {

    private static final AtomicLong VERSIONS = new AtomicLong();
    private static final Object ONE_AT_A_TIME = new Object();
    private static final Logger LOG = LoggerFactory.getLogger(RuleBaseCompiler.class);
    private static final String SOURCES = "src/main/resources/";

    /**
     * A rule base, or why there is none; exactly one of the two is present.
     *
     * @param bytes the compiled form of the rule base; null without one, and of the classic compiler
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(@Nullable KieBase ruleBase, byte @Nullable [] bytes, List<Failure> failures) {}

    /**
     * What a compiler said.
     *
     * @param file the path of a rule file; null where the compiler does not know
     * @param line in the rule text, from 1; 0 or less where the compiler does not know
     */
    record Failure(@Nullable String file, int line, String message) {}

    private final RulePack pack;
    private final Map<String, String> drlByPath;
    private final ClassLoader classLoader;

    /** A compiler of {@code pack}, whose rule files have been turned into the texts {@code drlByPath}. */
    RuleBaseCompiler(RulePack pack, Map<String, String> drlByPath, byte[] thresholdClass) {
        this.pack = pack;
        this.drlByPath = Map.copyOf(drlByPath);
        this.classLoader =
                new PackClassLoader(RuleBaseCompiler.class.getClassLoader(), pack.packageName(), thresholdClass);
    }

    Outcome compile(PackLoader.Compiler compiler) {
        return inTurn(() -> switch (compiler) {
            case EXECUTABLE_MODEL -> compileExecutableModel();
            case CLASSIC -> build(DrlProject.class);
        });
    }

    /** The rule base out of its compiled form; empty where these bytes are none. */
    Optional<KieBase> restore(byte[] bytes) {
        return inTurn(() -> {
            try {
                CompiledModule compiled = CompiledModule.of(bytes);
                KieServices services = KieServices.get();
                ReleaseId releaseId = releaseId(services, compiled.version());
                InternalKieModule module = compiled.module(releaseId, module(services));
                services.getRepository().addKieModule(module);
                try {
                    return Optional.of(ruleBase(services, releaseId));
                } finally {
                    services.getRepository().removeKieModule(releaseId);
                }
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.atWarn()
                        .addKeyValue("pack", pack.name())
                        .addKeyValue("failure", e.toString())
                        .log("a kept compiled pack is of no use and is compiled again");
                return Optional.empty();
            }
        });
    }

    /** Runs {@code work} alone, with the pack's class loader as that of the thread. */
    private <T> T inTurn(Supplier<T> work) {
        synchronized (ONE_AT_A_TIME) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(classLoader);
            try {
                return work.get();
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** The executable model serves; where it fails, the classic compiler knows better which lines are at fault. */
    private Outcome compileExecutableModel() {
        Outcome outcome = build(ExecutableModelProject.class);
        if (outcome.ruleBase() != null) {
            return outcome;
        }
        Outcome located = build(DrlProject.class);
        return located.ruleBase() == null ? located : outcome;
    }

    private Outcome build(Class<? extends KieBuilder.ProjectType> projectType) {
        KieServices services = KieServices.get();
        long version = VERSIONS.incrementAndGet();
        ReleaseId releaseId = releaseId(services, version);
        try {
            KieBuilder builder = services.newKieBuilder(sources(services, releaseId), classLoader);
            ((InternalKieBuilder) builder).withKModuleModel(module(services));
            builder.buildAll(projectType);
            List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
            if (!errors.isEmpty()) {
                return failed(errors.stream().map(RuleBaseCompiler::failure).toList());
            }
            byte[] bytes = projectType == DrlProject.class
                    ? null
                    : new CompiledModule(version, ((InternalKieModule) builder.getKieModule()).getBytes()).bytes();
            return new Outcome(ruleBase(services, releaseId), bytes, List.of());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // The compilers throw on some mistakes instead of reporting them.
            String message =
                    e instanceof StackOverflowError ? "its conditions are too long." : String.valueOf(e.getMessage());
            return failed(List.of(new Failure(null, 0, message)));
        } finally {
            services.getRepository().removeKieModule(releaseId);
        }
    }

    private ReleaseId releaseId(KieServices services, long version) {
        return services.newReleaseId("io.drover.packs", pack.name(), "1.0." + version);
    }

    private static Outcome failed(List<Failure> failures) {
        return new Outcome(null, null, failures);
    }

    private KieFileSystem sources(KieServices services, ReleaseId releaseId) {
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(releaseId);
        for (RuleFile file : pack.ruleFiles()) {
            files.write(sourcePath(file.path()), drlByPath.get(file.path()));
        }
        return files;
    }

    private String sourcePath(String path) {
        return SOURCES + pack.packageName() + "/" + (path.endsWith(".drl") ? path : path + ".drl");
    }

    private static Failure failure(Message message) {
        String path = message.getPath();
        boolean known = path != null && path.contains("/") && path.endsWith(".drl");
        return new Failure(
                known ? path.substring(path.lastIndexOf('/') + 1) : null,
                known ? message.getLine() : 0,
                String.valueOf(message.getText()));
    }

    private static KieModuleModel module(KieServices services) {
        KieModuleModel module = services.newKieModuleModel();
        module.setConfigurationProperty(
                "drools.accumulate.function.countDistinct", CountDistinctFunction.class.getName());
        module.newKieBaseModel("rules")
                .setDefault(true)
                .addPackage("*")
                .newKieSessionModel("decision")
                .setDefault(true)
                .setClockType(ClockTypeOption.PSEUDO);
        return module;
    }

    /** The rule base of the module that the repository holds under {@code releaseId}. */
    private KieBase ruleBase(KieServices services, ReleaseId releaseId) {
        KieContainer container = services.newKieContainer(releaseId, classLoader);
        KieBaseConfiguration configuration = services.newKieBaseConfiguration();
        // One subject to a session: an index costs more than it saves. The range index loses matches.
        configuration.setOption(IndexLeftBetaMemoryOption.NO);
        configuration.setOption(IndexRightBetaMemoryOption.NO);
        configuration.setOption(AlphaRangeIndexThresholdOption.get(0));
        KieBase ruleBase = container.newKieBase(configuration);
        if (ruleBase == null) {
            throw new IllegalStateException("no rule base for " + releaseId);
        }
        return ruleBase;
    }
}

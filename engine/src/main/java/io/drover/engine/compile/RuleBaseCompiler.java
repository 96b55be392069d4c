package io.drover.engine.compile;

import io.drover.engine.pack.RuleFile;
import io.drover.engine.pack.RulePack;
import io.drover.engine.sandbox.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.drools.compiler.kie.builder.impl.DrlProject;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.internal.builder.InternalKieBuilder;
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
     * A rule base, or why there is none; it is there where there are neither failures nor violations.
     *
     * @param bytes the compiled form of the rule base; null without one, and of the classic compiler
     * @param failures what a compiler said
     * @param violations what the sandbox said
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(
            @Nullable KieBase ruleBase, byte @Nullable [] bytes, List<Failure> failures, List<Violation> violations) {

        static Outcome failed(List<Failure> failures) {
            return new Outcome(null, null, failures, List.of());
        }
    }

    /**
     * What a compiler said.
     *
     * @param file the path of a rule file; null where the compiler does not know
     * @param line in the rule text, from 1; 0 or less where the compiler does not know
     */
    record Failure(@Nullable String file, int line, String message) {}

    private final RulePack pack;
    private final Map<String, String> drlByPath;
    private final PackSurroundings surroundings;
    private final Confinement confinement;
    private final Consumer<String> steps;

    /**
     * A compiler of {@code pack}, whose rule files have been turned into the texts {@code drlByPath}.
     *
     * @param steps is told each step that is done
     */
    RuleBaseCompiler(
            RulePack pack,
            Map<String, String> drlByPath,
            byte[] thresholdClass,
            Confinement confinement,
            Consumer<String> steps) {
        this.pack = pack;
        this.drlByPath = Map.copyOf(drlByPath);
        this.surroundings = new PackSurroundings(pack.name(), pack.packageName(), thresholdClass);
        this.confinement = confinement;
        this.steps = steps;
    }

    Outcome compile(PackLoader.Compiler compiler) {
        return inTurn(() -> switch (compiler) {
            case EXECUTABLE_MODEL -> compileExecutableModel();
            case CLASSIC -> compileClassic();
        });
    }

    /** The rule base out of its compiled form; empty where these bytes are none, or none that an honest pack has. */
    Optional<KieBase> restore(byte[] bytes) {
        return inTurn(() -> {
            try {
                RuleBaseLoader.Loaded loaded = loader().load(CompiledModule.of(bytes));
                if (!loaded.violations().isEmpty()) {
                    ofNoUse(loaded.violations().get(0).toString());
                }
                steps.accept("restore");
                return Optional.ofNullable(loaded.ruleBase());
            } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
                ofNoUse(e.toString());
                return Optional.empty();
            }
        });
    }

    private void ofNoUse(String failure) {
        LOG.atWarn()
                .addKeyValue("pack", pack.name())
                .addKeyValue("failure", failure)
                .log("a kept compiled pack is of no use and is compiled again");
    }

    private RuleBaseLoader loader() {
        return new RuleBaseLoader(surroundings, confinement, steps);
    }

    /** Runs {@code work} alone, with the pack's class loader as that of the thread. */
    private <T> T inTurn(Supplier<T> work) {
        synchronized (ONE_AT_A_TIME) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(surroundings.compilerLoader());
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
        if (outcome.failures().isEmpty()) {
            return outcome;
        }
        Outcome located = build(DrlProject.class);
        steps.accept("compile");
        return located.ruleBase() == null ? located : outcome;
    }

    private Outcome compileClassic() {
        Outcome outcome = build(DrlProject.class);
        steps.accept("compile");
        return outcome;
    }

    private Outcome build(Class<? extends KieBuilder.ProjectType> projectType) {
        KieServices services = KieServices.get();
        long version = VERSIONS.incrementAndGet();
        ReleaseId releaseId = surroundings.releaseId(version);
        try {
            KieBuilder builder = services.newKieBuilder(sources(services, releaseId), surroundings.compilerLoader());
            ((InternalKieBuilder) builder).withKModuleModel(PackSurroundings.moduleModel(services));
            builder.buildAll(projectType);
            List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
            if (!errors.isEmpty()) {
                return Outcome.failed(
                        errors.stream().map(RuleBaseCompiler::failure).toList());
            }
            return projectType == DrlProject.class
                    ? ofClassic(releaseId)
                    : ofExecutableModel(version, ((InternalKieModule) builder.getKieModule()).getBytes());
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            // The compilers throw on some mistakes instead of reporting them.
            String message =
                    e instanceof StackOverflowError ? "its conditions are too long." : String.valueOf(e.getMessage());
            return Outcome.failed(List.of(new Failure(null, 0, message)));
        } finally {
            services.getRepository().removeKieModule(releaseId);
        }
    }

    private Outcome ofClassic(ReleaseId releaseId) {
        return new Outcome(surroundings.ruleBase(releaseId, surroundings.compilerLoader()), null, List.of(), List.of());
    }

    private Outcome ofExecutableModel(long version, byte[] jar) throws IOException {
        steps.accept("compile");
        CompiledModule compiled = new CompiledModule(version, jar);
        RuleBaseLoader.Loaded loaded = loader().load(compiled);
        if (loaded.ruleBase() == null) {
            return new Outcome(null, null, List.of(), loaded.violations());
        }
        steps.accept("load");
        return new Outcome(loaded.ruleBase(), compiled.bytes(), List.of(), List.of());
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
}

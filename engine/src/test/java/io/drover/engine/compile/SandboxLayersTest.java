package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.failure.RuleFailedException;
import io.drover.engine.pack.PackProblem;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The scan and the strict loader hold by themselves: hostile rules come past the checks of their text, and past each other. */
class SandboxLayersTest {

    private static final String MARK = "drover.hostile";
    private static final Instant NOW = Instant.parse("2026-05-15T12:00:00Z");
    private static final String SET_MARK = "System.setProperty(\"" + MARK + "\", \"x\");";

    /** Consequences, by the names of their rules; {@code $s} is a signal. */
    private static final Map<String, String> CONSEQUENCES = new TreeMap<>(Map.ofEntries(
            Map.entry("exit", SET_MARK + " System.exit(0);"),
            Map.entry("exec", SET_MARK + " Runtime.getRuntime().exec(\"true\");"),
            Map.entry("file", "new java.io.File(\"/tmp/drover-hostile\").createNewFile(); " + SET_MARK),
            Map.entry("thread", "new Thread(() -> System.setProperty(\"" + MARK + "\", \"x\")).start();"),
            Map.entry("reflection", "Class.forName(\"java.lang.System\").getMethods(); " + SET_MARK),
            Map.entry("class-of-a-fact", "$s.getClass().getClassLoader(); " + SET_MARK),
            Map.entry("class-of-itself", "this.getDeclaringClass().getClassLoader(); " + SET_MARK),
            Map.entry("properties", "Boolean.getBoolean(\"x\"); Integer.getInteger(\"java.version\"); " + SET_MARK),
            Map.entry("handles", "java.lang.invoke.MethodHandles.lookup(); " + SET_MARK),
            Map.entry("engine", "io.drover.engine.sandbox.Fuel.drain(); " + SET_MARK),
            Map.entry("drools-runtime", "drools.getRuntime(org.kie.api.runtime.KieRuntime.class).halt(); " + SET_MARK),
            Map.entry("services", "org.kie.api.KieServices.get().getKieClasspathContainer(); " + SET_MARK),
            Map.entry("mvel", "org.mvel2.MVEL.eval(\"1\"); " + SET_MARK),
            Map.entry("string-bomb", "\"x\".repeat(2000000000); " + SET_MARK),
            Map.entry("catch", "try { " + SET_MARK + " } catch (Throwable t) { }"),
            Map.entry("lock", "synchronized ($s) { " + SET_MARK + " }"),
            Map.entry("array", "Object[] a = new Object[$s.type().length() * 100000000]; " + SET_MARK)));

    /** Conditions, by the names of their rules. */
    private static final Map<String, String> CONDITIONS = new TreeMap<>(Map.of(
            "condition", "$s : Signal( type == \"condition\", System.setProperty(\"" + MARK + "\", \"x\") == null )",
            "eval", "$s : Signal( type == \"eval\" ) eval( System.setProperty(\"" + MARK + "\", \"x\") == null )",
            "from", "$s : Signal( type == \"from\" ) String( ) from System.getProperties().stringPropertyNames()"));

    private static TestPacks pack() {
        return TestPacks.pack("hostile", pack -> {
            pack.taxonomy("fit", List.of("high"), "high").segment("loud");
            CONSEQUENCES.forEach((name, then) -> rule(pack, name, "$s : Signal( type == \"" + name + "\" )", then));
            CONDITIONS.forEach((name, when) -> rule(pack, name, when, ""));
        });
    }

    private static void rule(TestPacks pack, String name, String when, String then) {
        pack.rule(name, List.of(), List.of("SEGMENT:loud"), when, then + " insertLogical( new InSegment(\"loud\") );");
    }

    @AfterEach
    void forgetMark() {
        System.clearProperty(MARK);
    }

    @Test
    void scan_hostileRules_refusesEachByNameAndLoadsNone() {
        PackCompiler.Outcome outcome =
                pack().outcome(PackLoader.Compiler.EXECUTABLE_MODEL, new Confinement(true, false, false));

        assertThat(outcome.pack()).isNull();
        assertThat(outcome.problems()).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("forbidden-code");
            assertThat(problem.message()).endsWith(".");
        });
        assertThat(outcome.problems().stream().map(PackProblem::rule).distinct())
                .as(outcome.problems().toString().replace("PackProblem[", "\nPackProblem["))
                .containsAll(CONSEQUENCES.keySet())
                .containsAll(CONDITIONS.keySet());
        assertThat(System.getProperty(MARK)).isNull();
    }

    @Test
    void strictLoader_hostileRules_failAndReachNothing() {
        RuleSet ruleSet = TestPacks.ruleSet(
                PackLoader.Compiler.EXECUTABLE_MODEL,
                new Confinement(false, true, true),
                TestPacks.pack("hostile", pack -> {
                    pack.taxonomy("fit", List.of("high"), "high").segment("loud");
                    CONSEQUENCES.forEach((name, then) -> {
                        if (!name.equals("string-bomb") && !name.equals("array")) {
                            rule(pack, name, "$s : Signal( type == \"" + name + "\" )", then);
                        }
                    });
                    rule(pack, "condition", CONDITIONS.getOrDefault("condition", ""), "");
                }));
        CompiledPack pack = ruleSet.pack("hostile").orElseThrow();

        for (String name : List.of(
                "condition",
                "exit",
                "exec",
                "file",
                "thread",
                "reflection",
                "class-of-a-fact",
                "class-of-itself",
                "properties",
                "handles",
                "engine",
                "drools-runtime",
                "services",
                "mvel",
                "lock")) {
            assertThatThrownBy(() -> pack.evaluate(facts(name), new Budget(100, 100, 100_000, () -> {}), false))
                    .as(name)
                    .isInstanceOfSatisfying(
                            RuleFailedException.class,
                            // An error in a condition passes Drools without the name of the rule.
                            failure -> assertThat(failure.rule()).isIn(name, "unknown"));
            assertThat(System.getProperty(MARK)).as(name).isNull();
        }
        // This one catches that there is no such class.
        pack.evaluate(facts("catch"), new Budget(100, 100, 100_000, () -> {}), false);
        assertThat(System.getProperty(MARK)).isNull();
    }

    private static PackFacts facts(String type) {
        DecisionTime time = DecisionTime.at(NOW);
        Signal signal = new Signal("e1", null, type, NOW, null, Map.of(), null);
        return new PackFacts(SubjectKind.ACCOUNT, List.of(signal), new TreeMap<>(), List.of(), time);
    }

    @Test
    void scan_keptPackTamperedWith_isNotLoaded() throws IOException {
        TestPacks honest = TestPacks.pack(
                "honest",
                pack -> pack.taxonomy("fit", List.of("high"), "high")
                        .rule(
                                "fit.high",
                                List.of(),
                                List.of("TAXONOMY:fit"),
                                "Account( )",
                                "insertLogical( new Candidate(\"fit\", \"high\") );"));
        byte[] compiled = honest.outcome(PackLoader.Compiler.EXECUTABLE_MODEL, Confinement.WHOLE)
                .bytes();
        byte[] kept = Objects.requireNonNull(compiled);
        PackCompiler compiler = honest.compiler(Confinement.WHOLE);

        assertThat(compiler.restore(kept)).isPresent();
        assertThat(compiler.restore(tampered(kept, files -> {
                    files.replaceAll((path, bytes) -> path.contains("LambdaConsequence") ? marking(bytes) : bytes);
                    return files;
                })))
                .isEmpty();
        assertThat(compiler.restore(tampered(kept, files -> {
                    files.put("evil/Evil.class", new byte[] {1, 2, 3});
                    return files;
                })))
                .isEmpty();
        assertThat(compiler.restore(tampered(kept, files -> {
                    files.replaceAll((path, bytes) -> path.endsWith("drools-model")
                            ? "Drools-Model-Version:10.2.0\njava.util.Timer".getBytes(StandardCharsets.UTF_8)
                            : bytes);
                    return files;
                })))
                .isEmpty();
        assertThat(System.getProperty(MARK)).isNull();
    }

    private static byte[] tampered(byte[] kept, UnaryOperator<Map<String, byte[]>> change) throws IOException {
        CompiledModule module = CompiledModule.of(kept);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(jar)) {
            for (Map.Entry<String, byte[]> file : change.apply(module.files()).entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return new CompiledModule(module.version(), jar.toByteArray()).bytes();
    }

    /** The class with a mark set by its initialiser. */
    private static byte[] marking(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        if (name.equals("<clinit>")) {
                            method.visitLdcInsn(MARK);
                            method.visitLdcInsn("x");
                            method.visitMethodInsn(
                                    Opcodes.INVOKESTATIC,
                                    "java/lang/System",
                                    "setProperty",
                                    "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
                                    false);
                            method.visitInsn(Opcodes.POP);
                        }
                        return method;
                    }
                },
                0);
        return writer.toByteArray();
    }
}

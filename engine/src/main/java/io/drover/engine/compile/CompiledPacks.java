package io.drover.engine.compile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Threshold;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compiled packs by content, so that no content is compiled twice: those that something still uses, and behind them a store
 * that gives the others back sooner than the compiler. A pack that nothing uses any more is let go with all its memory, which
 * is why the references here are weak. Thread-safe.
 */
public final class CompiledPacks {

    /**
     * A compiled pack, or why there is none; exactly one of the two is present.
     *
     * @param problems of the compiler, or of the sandbox
     */
    record Compilation(@Nullable CompiledPack pack, List<PackProblem> problems) {}

    private static final int MOST_IN_USE = 64;

    private final Cache<String, CompiledPack> inUse =
            Caffeine.newBuilder().weakValues().maximumSize(MOST_IN_USE).build();
    private final CompiledPackStore store;
    private final Confinement confinement;

    /** Compiled packs with {@code store} behind them. */
    public CompiledPacks(CompiledPackStore store) {
        this(store, Confinement.WHOLE);
    }

    CompiledPacks(CompiledPackStore store, Confinement confinement) {
        this.store = store;
        this.confinement = confinement;
    }

    /**
     * The compiled form of {@code pack}, whose rules have passed all checks.
     *
     * @param beforeCompiling is run if it has to be compiled
     * @param steps is told each step that is done
     */
    Compilation get(
            RulePack pack,
            ParsedRules parsed,
            PackLoader.Compiler compiler,
            Runnable beforeCompiling,
            Consumer<String> steps) {
        PackCompiler packCompiler = new PackCompiler(pack, parsed, confinement, steps);
        if (compiler == PackLoader.Compiler.CLASSIC) {
            beforeCompiling.run();
            return compiled(packCompiler.compile(compiler));
        }
        String key = packCompiler.key();
        CompiledPack used = inUse.getIfPresent(key);
        if (used != null) {
            steps.accept("reuse");
            return new Compilation(used, List.of());
        }
        Optional<CompiledPack> restored = store.read(key).flatMap(bytes -> restored(packCompiler, key, bytes));
        Compilation compilation;
        if (restored.isPresent()) {
            compilation = new Compilation(restored.get(), List.of());
        } else {
            beforeCompiling.run();
            PackCompiler.Outcome outcome = packCompiler.compile(compiler);
            Optional.ofNullable(outcome.bytes()).ifPresent(bytes -> store.write(key, bytes));
            compilation = compiled(outcome);
        }
        if (compilation.pack() != null) {
            inUse.put(key, compilation.pack());
        }
        return compilation;
    }

    /**
     * A pack with other thresholds.
     *
     * @param bytes of its compiled form
     */
    public record Variant(CompiledPack pack, int bytes) {}

    /**
     * The pack {@code plain} with the thresholds {@code changed} in place of those of the same names. It shares the compiled form of
     * {@code plain}, in which no threshold has a value, and has classes of its own; nothing here holds on to it, and nothing of it is
     * stored.
     */
    public Variant variant(CompiledPack plain, Collection<Threshold> changed) {
        byte[] form = form(compiler(plain.source(), plain.parsed()));
        PackCompiler compiler = compiler(plain.source().withThresholds(changed), plain.parsed());
        CompiledPack pack = compiler.restore(form)
                .orElseThrow(() -> new IllegalStateException("the compiled form of " + plain.name() + " is of no use"));
        return new Variant(pack, form.length);
    }

    /** As {@link #variant}, but made by the classic compiler, from the rules, and so sharing nothing with any other pack. */
    public static CompiledPack classicVariant(CompiledPack plain, Collection<Threshold> changed) {
        PackCompiler.Outcome outcome = new PackCompiler(
                        plain.source().withThresholds(changed), plain.parsed(), Confinement.WHOLE, step -> {})
                .compile(PackLoader.Compiler.CLASSIC);
        return Objects.requireNonNull(outcome.pack(), () -> plain.name() + " does not compile: " + outcome.problems());
    }

    private PackCompiler compiler(RulePack pack, ParsedRules parsed) {
        return new PackCompiler(pack, parsed, confinement, step -> {});
    }

    private byte[] form(PackCompiler compiler) {
        String key = compiler.key();
        return store.read(key).orElseGet(() -> {
            byte[] compiled =
                    compiler.compile(PackLoader.Compiler.EXECUTABLE_MODEL).bytes();
            if (compiled == null) {
                throw new IllegalStateException("a pack that serves does not compile");
            }
            store.write(key, compiled);
            return compiled;
        });
    }

    private Optional<CompiledPack> restored(PackCompiler compiler, String key, byte[] bytes) {
        Optional<CompiledPack> restored = compiler.restore(bytes);
        if (restored.isEmpty()) {
            store.discard(key);
        }
        return restored;
    }

    private static Compilation compiled(PackCompiler.Outcome outcome) {
        return new Compilation(outcome.pack(), outcome.problems());
    }
}

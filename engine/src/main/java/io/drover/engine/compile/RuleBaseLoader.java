package io.drover.engine.compile;

import io.drover.engine.drl.RuleParser;
import io.drover.engine.sandbox.Fuel;
import io.drover.engine.sandbox.OutOfFuelException;
import io.drover.engine.sandbox.Sandbox;
import io.drover.engine.sandbox.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.ReleaseId;

/**
 * Makes rule bases out of compiled modules. Every module takes this way, be it fresh from the compiler or kept from before:
 * nothing of it is loaded before the sandbox has seen it.
 */
final class RuleBaseLoader {

    /** Enough to put a thousand rules together many times over. */
    private static final long FUEL_TO_LOAD = 100_000_000;

    /**
     * A rule base, or why there is none.
     *
     * @param ruleBase null if there are violations
     */
    record Loaded(@Nullable KieBase ruleBase, List<Violation> violations) {}

    private final PackSurroundings surroundings;
    private final Confinement confinement;
    private final Consumer<String> steps;

    /** @param steps is told each step that is done */
    RuleBaseLoader(PackSurroundings surroundings, Confinement confinement, Consumer<String> steps) {
        this.surroundings = surroundings;
        this.confinement = confinement;
        this.steps = steps;
    }

    /**
     * The rule base of {@code compiled}.
     *
     * @throws IOException if it cannot be read
     * @throws RuntimeException or a {@link LinkageError} if it is of no use
     */
    Loaded load(CompiledModule compiled) throws IOException {
        Map<String, byte[]> files = compiled.files();
        Sandbox sandbox = new Sandbox(surroundings.packageName(), RuleParser.usableMembers());
        List<Violation> violations = confinement.scan() ? sandbox.scan(files) : List.of();
        if (!violations.isEmpty()) {
            steps.accept("scan");
            return new Loaded(null, violations);
        }
        Map<String, byte[]> confined = confinement.fuel() ? sandbox.fuel(files) : files;
        steps.accept("scan");
        return new Loaded(ruleBase(compiled.version(), confined), List.of());
    }

    /** The rules are put together by generated code, too, which must come to an end. */
    private KieBase ruleBase(long version, Map<String, byte[]> files) {
        Fuel.supply(FUEL_TO_LOAD, () -> {});
        try {
            KieServices services = KieServices.get();
            ReleaseId releaseId = surroundings.releaseId(version);
            services.getRepository()
                    .addKieModule(CompiledModule.module(files, releaseId, PackSurroundings.moduleModel(services)));
            try {
                ClassLoader loader =
                        confinement.strictLoader() ? surroundings.strictLoader() : surroundings.compilerLoader();
                return surroundings.ruleBase(releaseId, loader);
            } finally {
                services.getRepository().removeKieModule(releaseId);
            }
        } catch (OutOfFuelException e) {
            throw new IllegalStateException("its rules do not come to be put together", e);
        } finally {
            Fuel.drain();
        }
    }
}

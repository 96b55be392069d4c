package io.drover.engine.compile;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** From directories to a rule set: reads, checks and compiles every pack, and reports on each. */
public final class PackLoader {

    /** Which compiler turns rules into a rule base. */
    public enum Compiler {
        /** The one that serves. */
        EXECUTABLE_MODEL,
        /** An independent second one, for comparison. */
        CLASSIC
    }

    /**
     * What was loaded.
     *
     * @param reports one for each pack found, by name
     * @param ruleSet of the sound packs; with no pack at all, empty
     */
    public record Loading(List<PackReport> reports, RuleSet ruleSet) {

        /** Whether every pack is sound. */
        public boolean isSound() {
            return reports.stream().allMatch(PackReport::isSound);
        }
    }

    private PackLoader() {}

    /**
     * Loads the packs at {@code locations}, each a pack or a directory of packs.
     *
     * @param nanoTime measures the steps
     * @param progress is told the name of each pack before work on it begins
     */
    public static Loading load(
            List<Path> locations, Compiler compiler, LongSupplier nanoTime, Consumer<String> progress) {
        return new Loading(List.of(), new RuleSet());
    }
}

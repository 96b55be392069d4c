package io.drover.server.activation;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Brings the rule packs of a directory to serve. */
public final class Activation {

    private final RuleSetHolder holder;
    private final Clock clock;

    /** An activation into {@code holder}; {@code clock} says when it happened. */
    public Activation(RuleSetHolder holder, Clock clock) {
        this.holder = holder;
        this.clock = clock;
    }

    /**
     * Reads the packs in {@code directory}, and lets them serve if all are sound.
     *
     * @param allowPartial whether the sound ones serve even if others are not
     * @param progress is told the name of each pack before work on it begins
     * @param warmUp is given the rules just before they serve
     */
    public List<PackReport> run(
            Path directory, boolean allowPartial, Consumer<String> progress, Consumer<ActiveRules> warmUp) {
        Loading loading =
                PackLoader.load(List.of(directory), PackLoader.Compiler.EXECUTABLE_MODEL, System::nanoTime, progress);
        List<PackReport> reports = loading.reports();
        boolean anySound = reports.stream().anyMatch(PackReport::isSound);
        boolean serves = anySound && (allowPartial || loading.isSound());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<PackStatus> packs = reports.stream()
                .map(report -> PackStatus.of(report, now, serves))
                .toList();
        if (serves) {
            ActiveRules rules = ActiveRules.of(loading.ruleSet());
            warmUp.accept(rules);
            holder.activate(rules, packs);
        } else {
            holder.refuse(packs, whyNot(directory, reports));
        }
        return reports;
    }

    private static String whyNot(Path directory, List<PackReport> reports) {
        if (reports.isEmpty()) {
            return "There is no rule pack in the directory " + directory.getFileName() + ".";
        }
        List<String> broken = reports.stream()
                .filter(report -> !report.isSound())
                .map(PackReport::name)
                .toList();
        return broken.size() == 1
                ? "The rule pack " + broken.get(0) + " has errors; GET /v1/packs/" + broken.get(0) + " lists them."
                : "The rule packs " + String.join(", ", broken) + " have errors; GET /v1/packs lists them.";
    }
}

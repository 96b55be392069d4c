package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackProblem;
import io.drover.server.activation.Gate.Strictness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The last steps of one attempt, with the packs that are about to serve and did not until now: their scenarios are run, and
 * they are kept. Used by one thread.
 */
final class LastSteps {

    private final Map<String, Gate.Trial> trials = new TreeMap<>();
    private final Map<String, Step> activation = new HashMap<>();

    /** Runs the scenarios of those of {@code packs} of which they were not run yet; how strictly, is asked for each. */
    void rehearse(Gate gate, RuleSet ruleSet, List<CompiledPack> packs, Function<CompiledPack, Strictness> strictness) {
        for (CompiledPack pack : packs) {
            if (!trials.containsKey(pack.name())) {
                trials.put(pack.name(), gate.rehearse(ruleSet, pack, strictness.apply(pack)));
            }
        }
    }

    /** Adds what was found out in {@code other}. */
    void takeOver(LastSteps other) {
        trials.putAll(other.trials);
    }

    /** The packs whose scenarios keep them from serving. */
    Set<String> refused() {
        Set<String> refused = new TreeSet<>(trials.keySet());
        refused.removeIf(name -> whyRefused(name).isEmpty());
        return refused;
    }

    /** What keeps {@code pack} from serving; nothing where nothing does. */
    List<PackProblem> whyRefused(String pack) {
        Gate.Trial trial = trials.get(pack);
        return trial == null ? List.of() : trial.problems();
    }

    /** {@code reports} with what keeps packs from serving that they do not tell of. */
    List<PackReport> told(List<PackReport> reports) {
        return reports.stream()
                .map(report -> {
                    Gate.Trial trial = trials.get(report.name());
                    return trial == null || !report.isSound() ? report : trial.addTo(report, trial.problems());
                })
                .toList();
    }

    /** Adds what the scenarios of {@code packs} show to {@code findings}; nothing is known of those that were not run. */
    void tell(List<CompiledPack> packs, Findings findings) {
        for (CompiledPack pack : packs) {
            Gate.Trial trial = trials.get(pack.name());
            if (trial == null) {
                findings.forget(pack.name());
            } else {
                findings.begin(pack.name(), trial.run());
            }
        }
    }

    /** That {@code packs} serve, and what it took to have them kept. */
    void activated(List<CompiledPack> packs, long millis) {
        packs.forEach(pack -> activation.put(pack.name(), new Step("activate", millis)));
    }

    /** What was found of {@code pack}, whose steps of before are in {@code report}. */
    PackReport whole(PackReport report) {
        Gate.Trial trial = trials.get(report.name());
        if (trial == null || !report.isSound()) {
            return report;
        }
        return trial.addTo(
                report, trial.isRefused() ? trial.problems() : trial.run().problems());
    }

    /** The last step, where it was taken with {@code pack}. */
    List<Step> activation(String pack) {
        return Optional.ofNullable(activation.get(pack)).map(List::of).orElse(List.of());
    }

    /** The steps that were taken with {@code pack}. */
    List<Step> taken(String pack) {
        List<Step> taken = new ArrayList<>();
        Optional.ofNullable(trials.get(pack)).ifPresent(trial -> taken.addAll(trial.steps()));
        Optional.ofNullable(activation.get(pack)).ifPresent(taken::add);
        return taken;
    }
}

package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last steps of one attempt, with the packs that are about to serve and did not until now: their scenarios are run, and
 * they are kept. Used by one thread.
 */
final class LastSteps {

    private final List<CompiledPack> packs;
    private final Findings findings;
    private final Map<String, List<Step>> taken = new HashMap<>();

    /** Steps to be taken with {@code packs}; what they show is added to {@code findings}. */
    LastSteps(List<CompiledPack> packs, Findings findings) {
        this.packs = List.copyOf(packs);
        this.findings = findings;
    }

    /** Runs scenarios, as far as there is time. */
    void rehearse(Rehearsal rehearsal, RuleSet ruleSet) {
        for (CompiledPack pack : packs) {
            long begin = System.nanoTime();
            findings.begin(pack.name(), rehearsal.begin(ruleSet, pack));
            add("scenarios", pack, begin);
        }
    }

    /** Has all that is about to serve kept. */
    void keep(Keeping keeping, Keeping.Serving serving) {
        long begin = System.nanoTime();
        Optional<String> notKept = keeping.keep(serving);
        packs.forEach(pack -> add("activate", pack, begin));
        if (notKept.isPresent()) {
            findings.notKept(packs.stream().map(CompiledPack::name).toList(), notKept.get());
        } else {
            findings.kept();
        }
    }

    private void add(String step, CompiledPack pack, long begin) {
        taken.computeIfAbsent(pack.name(), name -> new ArrayList<>())
                .add(new Step(step, (System.nanoTime() - begin) / 1_000_000));
    }

    /** How long each step took, by the name of the pack. */
    Map<String, List<Step>> taken() {
        return taken;
    }
}

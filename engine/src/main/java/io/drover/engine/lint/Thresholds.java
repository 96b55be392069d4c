package io.drover.engine.lint;

import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.Threshold;
import io.drover.engine.pack.TreatmentDefinition;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges thresholds: each is used, and says where it comes from. */
final class Thresholds {

    private Thresholds() {}

    static void judge(PackFindings findings) {
        Set<String> used = findings.rules().stream()
                .map(ParsedRule::thresholds)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        Set<String> ofCatalogue = findings.manifest().treatments().values().stream()
                .map(TreatmentDefinition::due)
                .flatMap(due -> due instanceof TreatmentDefinition.Before before
                        ? Stream.ofNullable(before.threshold())
                        : Stream.empty())
                .collect(Collectors.toSet());
        for (Threshold threshold : findings.pack().source().thresholds().values()) {
            String name = "The threshold " + PackFindings.quoted(threshold.name());
            if (!used.contains(threshold.constantName()) && !ofCatalogue.contains(threshold.name())) {
                findings.add(
                        FindingCode.THRESHOLD_UNUSED,
                        threshold.place(),
                        threshold.name(),
                        name + " is used by no rule and no treatment.",
                        "Remove its row, or use T." + threshold.constantName() + " in the rule it is meant for.");
            }
            if (threshold.source() == null && !threshold.assumption()) {
                findings.add(
                        FindingCode.THRESHOLD_UNSOURCED,
                        threshold.place(),
                        threshold.name(),
                        name + " says neither where its value comes from nor that it is an assumption.",
                        "Fill in the column source, or write true in the column assumption.");
            }
        }
    }
}

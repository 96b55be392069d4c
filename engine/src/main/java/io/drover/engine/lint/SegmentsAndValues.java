package io.drover.engine.lint;

import io.drover.engine.lint.Selections.Selection;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.SegmentDefinition;
import io.drover.engine.pack.Taxonomy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges what segments and values are for: each is owned, and something is done about it that is done about no other. */
final class SegmentsAndValues {

    private final PackFindings findings;
    private final Selections selections;

    private SegmentsAndValues(PackFindings findings) {
        this.findings = findings;
        this.selections = new Selections(findings.pack());
    }

    static void judge(PackFindings findings) {
        SegmentsAndValues judge = new SegmentsAndValues(findings);
        findings.manifest().segments().values().forEach(judge::judgeSegment);
        judge.judgeLikeness();
        findings.manifest().taxonomies().values().stream()
                .filter(taxonomy -> taxonomy.purpose() == Taxonomy.Purpose.TREATMENT)
                .forEach(judge::judgeValues);
    }

    private void judgeSegment(SegmentDefinition segment) {
        String name = "The segment " + PackFindings.quoted(segment.name());
        if (segment.owner() == null) {
            findings.add(
                    FindingCode.NO_OWNER,
                    findings.definition("segments/" + segment.name()),
                    segment.name(),
                    name + " has no owner.",
                    "Add \"owner: …\": the team that works with the segment.");
        }
        if (segment.noTreatmentReason() == null
                && selections.ofSegment(segment.name()).isEmpty()) {
            findings.add(
                    FindingCode.NO_TREATMENT,
                    findings.definition("segments/" + segment.name()),
                    segment.name(),
                    name + " selects no treatment, and does not say why.",
                    "Add a rule that reads it and concludes a treatment, or write \"treatment: none\" and a reason.");
        }
    }

    private void judgeLikeness() {
        Map<Set<Selection>, String> first = new LinkedHashMap<>();
        for (SegmentDefinition segment : findings.manifest().segments().values()) {
            Set<Selection> selected = selections.ofSegment(segment.name());
            String other = selected.isEmpty() ? null : first.putIfAbsent(selected, segment.name());
            if (other != null) {
                findings.add(
                        FindingCode.IDENTICAL_TREATMENTS,
                        findings.definition("segments/" + segment.name()),
                        segment.name(),
                        "The segments " + PackFindings.quoted(other) + " and " + PackFindings.quoted(segment.name())
                                + " select the same treatments: " + treatments(selected) + ".",
                        "Merge the two, or treat them differently.");
            }
        }
    }

    private static String treatments(Set<Selection> selected) {
        return String.join(
                ", ", selected.stream().map(Selection::treatment).collect(Collectors.toCollection(TreeSet::new)));
    }

    private void judgeValues(Taxonomy taxonomy) {
        for (Taxonomy.Value value : taxonomy.values()) {
            if (value.noTreatmentReason() == null
                    && selections.ofValue(taxonomy.name(), value.name()).isEmpty()) {
                findings.add(
                        FindingCode.NO_TREATMENT,
                        findings.definition("taxonomies/" + taxonomy.name() + "/" + value.name()),
                        taxonomy.name() + "=" + value.name(),
                        "The value " + PackFindings.quoted(value.name()) + " of the taxonomy "
                                + PackFindings.quoted(taxonomy.name())
                                + " selects no treatment, and does not say why.",
                        "Add a rule that reads it and concludes a treatment, or write \"treatment: none\" and a reason,"
                                + " or \"purpose: context\" if other rules are all it is for.");
            }
        }
    }
}

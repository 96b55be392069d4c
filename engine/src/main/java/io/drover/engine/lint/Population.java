package io.drover.engine.lint;

import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.SegmentDefinition;
import io.drover.engine.pack.Taxonomy;
import io.drover.model.decision.Decision;
import io.drover.model.decision.SubjectKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a population: how many are in each segment and have each value. Its memory does not grow with the
 * number of decisions. Used by one thread.
 */
public final class Population {

    private final Map<String, Long> members = new HashMap<>();
    private final Map<String, Map<String, Long>> values = new HashMap<>();
    private final Map<String, Long> classified = new HashMap<>();
    private final Map<String, Long> decidedByPack = new HashMap<>();
    private long decided;

    /** Counts one decision. */
    public void add(Decision decision) {
        decided++;
        SubjectKind kind = decision.subject().kind();
        decision.packs().keySet().forEach(pack -> decidedByPack.merge(key(pack, kind), 1L, Long::sum));
        decision.segments().forEach(segment -> members.merge(segment, 1L, Long::sum));
        decision.classifications().forEach(this::count);
        decision.contacts().forEach(contact -> contact.classifications().forEach(this::count));
    }

    private static String key(String pack, SubjectKind kind) {
        return pack + "/" + kind;
    }

    private void count(String taxonomy, @Nullable String value) {
        classified.merge(taxonomy, 1L, Long::sum);
        if (value != null) {
            values.computeIfAbsent(taxonomy, added -> new HashMap<>()).merge(value, 1L, Long::sum);
        }
    }

    /** How many decisions were counted. */
    public long decided() {
        return decided;
    }

    /** Judges the segments and values of one pack, of which it decided whether somebody has them. */
    void judge(PackFindings findings) {
        findings.manifest().segments().values().forEach(segment -> judge(segment, findings));
        findings.manifest().taxonomies().values().forEach(taxonomy -> judge(taxonomy, findings));
    }

    private void judge(SegmentDefinition segment, PackFindings findings) {
        long size = members.getOrDefault(segment.name(), 0L);
        long all = segment.subjects().stream()
                .mapToLong(
                        kind -> decidedByPack.getOrDefault(key(findings.pack().name(), kind), 0L))
                .sum();
        if (all > 0 && segment.minimumSize() != null && size < segment.minimumSize()) {
            findings.add(
                    FindingCode.NOT_SUBSTANTIAL,
                    findings.definition("segments/" + segment.name()),
                    segment.name(),
                    "The segment " + PackFindings.quoted(segment.name()) + " has " + size + " of " + all
                            + " subjects, less than its minimum of " + segment.minimumSize() + ".",
                    "Widen its rules, merge it with another segment, or lower minimumSize if fewer are worth the work.");
        }
    }

    private void judge(Taxonomy taxonomy, PackFindings findings) {
        long all = classified.getOrDefault(taxonomy.name(), 0L);
        BigDecimal share = findings.manifest().lint().nearlyEverybody();
        values.getOrDefault(taxonomy.name(), Map.of()).forEach((value, count) -> {
            if (BigDecimal.valueOf(count).compareTo(share.multiply(BigDecimal.valueOf(all))) >= 0) {
                findings.add(
                        FindingCode.NO_DISCRIMINATION,
                        findings.definition("taxonomies/" + taxonomy.name() + "/" + value),
                        taxonomy.name() + "=" + value,
                        "The value " + PackFindings.quoted(value) + " of the taxonomy "
                                + PackFindings.quoted(taxonomy.name()) + " holds " + count + " of " + all
                                + ", which is "
                                + percent(count, all) + " %: it tells hardly anybody apart.",
                        "Draw its borders anew, or divide it into values that are treated differently.");
            }
        });
    }

    private static String percent(long count, long all) {
        return BigDecimal.valueOf(count * 100)
                .divide(BigDecimal.valueOf(all), 1, RoundingMode.DOWN)
                .toPlainString();
    }
}

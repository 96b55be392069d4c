package io.drover.engine.lint;

import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.LintRules;
import io.drover.engine.pack.SegmentDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Judges how many segments work for one motion, over all packs that are judged together. */
final class Motions {

    /** A segment that a rule concludes, and the pack that defines it. */
    private record Active(PackFindings pack, SegmentDefinition segment) {}

    private Motions() {}

    static void judge(Collection<PackFindings> packs) {
        Map<String, List<Active>> byMotion = new TreeMap<>();
        for (PackFindings pack : packs) {
            for (SegmentDefinition segment : pack.manifest().segments().values()) {
                if (segment.motion() != null && pack.concluded().isConcluded(segment.name())) {
                    byMotion.computeIfAbsent(segment.motion(), added -> new ArrayList<>())
                            .add(new Active(pack, segment));
                }
            }
        }
        byMotion.forEach(Motions::judge);
    }

    /** Reports a motion with too many segments once in each pack that has one of them. */
    private static void judge(String motion, List<Active> segments) {
        int most = segments.stream()
                .map(active -> active.pack().manifest().lint().segmentsPerMotion())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(LintRules.SEGMENTS_PER_MOTION);
        if (segments.size() <= most) {
            return;
        }
        String names = segments.stream()
                .map(active -> active.segment().name())
                .sorted()
                .collect(Collectors.joining(", "));
        segments.stream().map(Active::pack).distinct().forEach(pack -> {
            SegmentDefinition first = segments.stream()
                    .filter(active -> active.pack() == pack)
                    .findFirst()
                    .orElseThrow()
                    .segment();
            pack.add(
                    FindingCode.TOO_MANY_SEGMENTS,
                    pack.definition("segments/" + first.name()),
                    motion,
                    "The motion " + PackFindings.quoted(motion) + " has " + segments.size()
                            + " active segments, more than " + most + ": " + names + ".",
                    "Merge segments that are treated alike, or retire those that are not worked with.");
        });
    }
}

package io.drover.engine.lint;

import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.FindingCode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Judges what a policy says of treatments by key, where the packs that would propose them are judged too. */
final class Exclusions {

    private Exclusions() {}

    static void judge(Collection<PackFindings> packs) {
        Set<String> known = new TreeSet<>();
        packs.forEach(pack -> known.addAll(pack.manifest().treatments().keySet()));
        if (!known.isEmpty()) {
            packs.forEach(pack -> judge(pack, known));
        }
    }

    private static void judge(PackFindings findings, Set<String> known) {
        findings.manifest().policy().exclusive().stream()
                .flatMap(List::stream)
                .distinct()
                .filter(key -> !known.contains(key))
                .forEach(key -> findings.add(
                        FindingCode.EXCLUSION_UNKNOWN,
                        findings.definition("policy/exclusive"),
                        key,
                        "The policy excludes the treatment " + PackFindings.quoted(key) + ", which no pack has.",
                        NearestName.of(key, known)
                                .map(near -> "Did you mean \"" + near + "\"?")
                                .orElse("Write the key of a treatment, or remove it.")));
    }
}

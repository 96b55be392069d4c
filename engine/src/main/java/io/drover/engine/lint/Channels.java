package io.drover.engine.lint;

import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.TreatmentDefinition;
import java.util.Set;
import java.util.TreeSet;

/** Judges whether treatments can reach anybody: their channel is one that the deployment operates. */
final class Channels {

    private static final String NO_CHANNEL = "none";

    private Channels() {}

    static void judge(PackFindings findings, Set<String> operated) {
        for (TreatmentDefinition treatment : findings.manifest().treatments().values()) {
            String channel = treatment.channel();
            if (treatment.enabled() && !channel.equals(NO_CHANNEL) && !operated.contains(channel)) {
                findings.add(
                        FindingCode.INACCESSIBLE,
                        findings.definition("treatments/" + treatment.key()),
                        treatment.key(),
                        "The treatment " + PackFindings.quoted(treatment.key()) + " uses the channel " + channel
                                + ", which is not operated here.",
                        "Give it one of the channels " + String.join(", ", new TreeSet<>(operated))
                                + ", or disable it with \"enabled: false\".");
            }
        }
    }
}

package io.drover.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells an explained decision in words. */
final class Narrator {

    private Narrator() {}

    /** The lines of the story: who is what and why, what follows, and when to look again. */
    static List<String> tell(Answer answer) {
        JsonNode decision = answer.decision();
        List<String> lines = new ArrayList<>();
        lines.add(answer.question().name() + " (" + answer.subjectId() + ")");
        decision.path("classifications").properties().forEach(entry -> {
            String taxonomy = entry.getKey();
            if (entry.getValue().isNull()) {
                return;
            }
            String value = entry.getValue().asText();
            lines.add("  " + taxonomy + " is " + value + because(reasons(decision, taxonomy + "=" + value)));
        });
        decision.path("segments")
                .forEach(segment -> lines.add(
                        "  in the segment " + segment.asText() + because(reasons(decision, segment.asText()))));
        decision.path("treatments").forEach(treatment -> lines.add("  → " + treatment(treatment)));
        JsonNode next = decision.path("nextChangeAt");
        lines.add(
                next.isNull()
                        ? "  Time alone changes nothing of this."
                        : "  Decide again at " + next.asText() + ", when the time that has passed can change this.");
        return lines;
    }

    /** What the rules behind {@code conclusion} say of themselves; empty where no rule concluded it. */
    private static Set<String> reasons(JsonNode decision, String conclusion) {
        Set<String> reasons = new LinkedHashSet<>();
        decision.path("explanation").forEach(explained -> {
            if (explained.path("conclusion").asText().equals(conclusion)
                    && !explained.has("contactId")
                    && explained.path("rule").isTextual()) {
                reasons.add(explained.path("says").asText(explained.path("rule").asText()));
            }
        });
        return reasons;
    }

    private static String because(Set<String> reasons) {
        return reasons.isEmpty() ? " by default" : " because " + String.join(", and because ", reasons);
    }

    private static String treatment(JsonNode treatment) {
        List<String> because = new ArrayList<>();
        treatment.path("because").forEach(reason -> because.add(reason.asText()));
        return treatment.path("key").asText()
                + (treatment.path("contactId").isNull()
                        ? ""
                        : " for " + treatment.path("contactId").asText())
                + " — " + treatment.path("owner").asText() + ", "
                + treatment.path("channel").asText() + ": "
                + treatment.path("message").asText()
                + (treatment.path("dueBy").isNull()
                        ? ""
                        : ", by " + treatment.path("dueBy").asText())
                + (because.isEmpty() ? "" : " (" + String.join(", ", because) + ")");
    }
}

package io.drover.model.decision;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a decision that was made with something else than what the rule packs say.
 *
 * @param thresholds by the name of a pack and of a threshold, what was changed
 * @param policy by the name of the part, what was changed of the policy
 * @param cutTables by metric, the ids of the tables that were exchanged
 * @param differences from the decision on the same facts by the rule packs as they are, sorted; none: it is the same
 */
public record Preview(
        Map<String, Map<String, Overridden>> thresholds,
        Map<String, Overridden> policy,
        Map<String, Overridden> cutTables,
        List<Difference> differences) {

    /** Something that was changed: a number, a text, a truth, or a list or map of these; null where there is none. */
    public record Overridden(
            @Nullable Object from, @Nullable Object to) {}

    /**
     * One difference.
     *
     * @param of what is different: classification, score, segment, rfm, treatment, warning or nextChangeAt
     * @param name of the taxonomy, score or segment; the key of the treatment; the code of the warning; null where there is none
     * @param contactId whose it is; null: the subject's
     * @param member what of it is different, such as the status of a treatment; null: itself. For what is only in one of the two
     *     decisions, its first member
     * @param from without the overrides; null where it is not there
     * @param to with them; null where it is not there
     */
    public record Difference(
            String of,
            @Nullable String name,
            @Nullable String contactId,
            @Nullable String member,
            @Nullable Object from,
            @Nullable Object to) {}

    public Preview {
        Map<String, Map<String, Overridden>> sorted = new TreeMap<>();
        thresholds.forEach((pack, changes) -> sorted.put(pack, Collections.unmodifiableMap(new TreeMap<>(changes))));
        thresholds = Collections.unmodifiableMap(sorted);
        policy = Collections.unmodifiableMap(new TreeMap<>(policy));
        cutTables = Collections.unmodifiableMap(new TreeMap<>(cutTables));
        differences = List.copyOf(differences);
    }
}

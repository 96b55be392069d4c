package io.drover.engine.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that two revisions of a pack do not have in common.
 *
 * @param of what differs: pack, taxonomy, score, segment, treatment, policy, cut table, threshold, fact type, rule or scenarios
 * @param name which one; of the pack and its policy, the name of the pack
 * @param member of it that differs; null where all of it came or went
 * @param from a text, number, flag or list of texts; null: there was none
 * @param to likewise
 * @param sentence for people
 */
public record PackDifference(
        String of,
        String name,
        Change change,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String member,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object from,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object to,
        String sentence) {

    /** What became of it. */
    public enum Change {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("removed")
        REMOVED,
        /** The same under another name. */
        @JsonProperty("renamed")
        RENAMED,
        @JsonProperty("changed")
        CHANGED
    }

    public PackDifference {
        from = from instanceof List<?> list ? List.copyOf(list) : from;
        to = to instanceof List<?> list ? List.copyOf(list) : to;
    }
}

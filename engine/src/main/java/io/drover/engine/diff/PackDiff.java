package io.drover.engine.diff;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two revisions of a pack do not have in common.
 *
 * @param from the revision before; null: there was no such pack
 * @param to the revision after; null: there is no such pack any more
 * @param differences by kind, name and member; none where only layout and comments differ, or nothing
 */
public record PackDiff(
        String pack, @Nullable String from, @Nullable String to, List<PackDifference> differences) {

    public PackDiff {
        differences = List.copyOf(differences);
    }

    /** Whether the two are the same to the byte. */
    @JsonIgnore
    public boolean isSame() {
        return from != null && from.equals(to);
    }

    /** A sentence on the pack as a whole. */
    public String summary() {
        if (from == null) {
            return "The pack " + pack + " is new.";
        }
        if (to == null) {
            return "The pack " + pack + " is gone.";
        }
        if (isSame()) {
            return "The pack " + pack + " is the same.";
        }
        int count = differences.size();
        return count == 0
                ? "The pack " + pack + " differs in layout and comments only."
                : "The pack " + pack + " differs in " + count + (count == 1 ? " point." : " points.");
    }
}

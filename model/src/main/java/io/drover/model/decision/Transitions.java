package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is different from the previous answer: segments entered and exited, taxonomies whose value changed. */
public record Transitions(List<String> entered, List<String> exited, List<Change> changed) {

    public Transitions {
        entered = List.copyOf(entered);
        exited = List.copyOf(exited);
        changed = List.copyOf(changed);
    }

    /** A taxonomy whose value is another one; null is unclassified. {@code contactId} is null for the subject itself. */
    public record Change(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String contactId,

            String taxonomy,
            @Nullable String from,
            @Nullable String to) {}
}

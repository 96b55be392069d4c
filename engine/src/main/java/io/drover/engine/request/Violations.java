package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.failure.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects violations. So that a small request cannot ask for a huge answer, only the first {@value #MOST} found are
 * kept, and the rest is counted.
 */
final class Violations {

    static final int MOST = 1_000;

    private final List<Violation> kept = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private int dropped;

    void add(Pointer at, String code, String detail, @Nullable String suggestion) {
        add(at, code, () -> new Violation(at.toString(), code, detail, suggestion));
    }

    /** As the other, for texts that take time to find. */
    void add(Pointer at, String code, Supplier<Violation> violation) {
        if (kept.size() == MOST) {
            dropped++;
        } else if (known.add(code + at)) {
            kept.add(violation.get());
        }
    }

    void addAll(List<Violation> violations) {
        for (Violation violation : violations) {
            if (kept.size() == MOST) {
                dropped++;
            } else if (known.add(violation.code() + violation.pointer())) {
                kept.add(violation);
            }
        }
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** What was collected, in the order in which the places stand in {@code request}. */
    List<Violation> inOrderOf(JsonNode request) {
        List<Violation> sorted = new ArrayList<>(kept);
        sorted.sort(new DocumentOrder(request));
        if (dropped > 0) {
            sorted.add(new Violation(
                    "",
                    "too-many-violations",
                    "There are " + dropped + " further violations, which are not listed.",
                    "correct these and send the request again"));
        }
        return sorted;
    }
}

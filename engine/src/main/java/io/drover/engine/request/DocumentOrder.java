package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.failure.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Violations in the order in which a reader of the request meets their places. What is missing comes after the members
 * that are there.
 */
final class DocumentOrder implements Comparator<Violation> {

    private final JsonNode request;
    private final Map<String, int[]> places = new HashMap<>();
    private final IdentityHashMap<JsonNode, Map<String, Integer>> members = new IdentityHashMap<>();

    DocumentOrder(JsonNode request) {
        this.request = request;
    }

    @Override
    public int compare(Violation first, Violation second) {
        return Arrays.compare(place(first), place(second));
    }

    private int[] place(Violation violation) {
        return places.computeIfAbsent(violation.pointer(), this::place);
    }

    /** The index of the member or item at each level, from the outside in. */
    private int[] place(String pointer) {
        List<Integer> indexes = new ArrayList<>();
        JsonNode node = request;
        for (String token : pointer.split("/", -1)) {
            if (indexes.isEmpty()) {
                indexes.add(0);
                continue;
            }
            String name = token.replace("~1", "/").replace("~0", "~");
            if (node.isArray()) {
                int index = name.matches("\\d{1,9}") ? Integer.parseInt(name) : node.size();
                indexes.add(index);
                node = node.path(index);
            } else {
                indexes.add(membersOf(node).getOrDefault(name, node.size()));
                node = node.path(name);
            }
        }
        return indexes.stream().mapToInt(Integer::intValue).toArray();
    }

    private Map<String, Integer> membersOf(JsonNode node) {
        return members.computeIfAbsent(node, object -> {
            Map<String, Integer> indexes = new HashMap<>();
            for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
                indexes.put(names.next(), indexes.size());
            }
            return indexes;
        });
    }
}

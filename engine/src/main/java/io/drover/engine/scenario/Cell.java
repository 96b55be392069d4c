package io.drover.engine.scenario;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a matrix while it is written into a step. Keys get the place of the column, values that of the cell, so that a
 * wrong column is reported once, and a wrong cell where it stands.
 *
 * @param place of the column
 * @param path of the column: {@code given.account.acv}
 */
record Cell(Place place, String path, Consumer<PackProblem> sink) {

    /** The paths of expectations that are lists; a single name there is a list of one. */
    private static final Pattern LISTS =
            Pattern.compile("expect\\.(fired|silent|warnings|(segments|treatments|transitions)\\.[^.]+)");

    /** {@code step} with {@code value} at the end of {@code parts}. */
    YamlNode write(YamlNode step, List<String> parts, YamlNode value) {
        return put(step, parts, LISTS.matcher(path).matches() ? listOf(value) : value);
    }

    private YamlNode listOf(YamlNode value) {
        if (value instanceof YamlNode.Null) {
            sink.accept(PackProblem.error(
                    value.place(),
                    null,
                    "wrong-type",
                    "A cell of the column \"" + path + "\" cannot be ~.",
                    "Write [] for none, or _ to expect nothing of it in this row."));
        }
        return value instanceof YamlNode.Text ? new YamlNode.Sequence(value.place(), List.of(value)) : value;
    }

    private YamlNode put(@Nullable YamlNode node, List<String> parts, YamlNode value) {
        if (parts.isEmpty()) {
            return value;
        }
        return node instanceof YamlNode.Sequence list ? putItem(list, parts, value) : putMember(node, parts, value);
    }

    private YamlNode putMember(@Nullable YamlNode node, List<String> parts, YamlNode value) {
        Map<String, YamlNode.Entry> entries =
                new LinkedHashMap<>(node instanceof YamlNode.Mapping mapping ? mapping.entries() : Map.of());
        String key = parts.get(0);
        if (isRemoval(parts, value)) {
            entries.remove(key);
        } else {
            YamlNode.Entry old = entries.get(key);
            YamlNode member = put(old == null ? null : old.value(), parts.subList(1, parts.size()), value);
            entries.put(key, new YamlNode.Entry(place, key, member));
        }
        return new YamlNode.Mapping(node instanceof YamlNode.Mapping ? node.place() : place, entries);
    }

    /** An item of a list of facts is named by its id, or by its number. */
    private YamlNode putItem(YamlNode.Sequence list, List<String> parts, YamlNode value) {
        List<YamlNode> items = new ArrayList<>(list.items());
        int at = placeOf(parts.get(0), items);
        if (at < 0) {
            sink.accept(PackProblem.error(
                    place,
                    null,
                    "unknown-column",
                    "No item with the id or number \"" + parts.get(0) + "\" is given for the column \"" + path + "\".",
                    "Add the item, with its id, under \"given\" of the scenario; a column writes into it."));
        } else if (isRemoval(parts, value)) {
            items.remove(at);
        } else {
            items.set(at, put(items.get(at), parts.subList(1, parts.size()), value));
        }
        return new YamlNode.Sequence(list.place(), items);
    }

    private static int placeOf(String name, List<YamlNode> items) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof YamlNode.Mapping item && isNamed(item, name)) {
                return i;
            }
        }
        int number = name.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(name) : 0;
        return number <= items.size() ? number - 1 : -1;
    }

    private static boolean isNamed(YamlNode.Mapping item, String id) {
        YamlNode.Entry entry = item.entries().get("id");
        return entry != null && entry.value().toJson().asText().equals(id);
    }

    /** Whether the value says that there is none: only of facts, since to expect null is to expect something. */
    private boolean isRemoval(List<String> parts, YamlNode value) {
        return parts.size() == 1 && value instanceof YamlNode.Null && path.startsWith("given.");
    }
}

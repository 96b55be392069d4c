package io.drover.engine.scenario;

import io.drover.engine.pack.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is given in one step, put together with what was given before. Objects are merged member by member, at any depth;
 * a member that is {@code null} is taken away. Lists of facts grow: a fact with the id (and source) of an earlier one takes
 * its place. Any other list takes the place of the earlier one.
 */
final class GivenFacts {

    private GivenFacts() {}

    /** All that is given when {@code given} comes after {@code before}; every value keeps the place where it was written. */
    static YamlNode.Mapping merge(YamlNode.Mapping before, YamlNode.Mapping given) {
        return merge(before, given, true);
    }

    private static YamlNode.Mapping merge(YamlNode.Mapping before, YamlNode.Mapping given, boolean holdsFacts) {
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>(before.entries());
        given.entries().forEach((key, entry) -> {
            YamlNode.Entry old = merged.get(key);
            if (entry.value() instanceof YamlNode.Null) {
                merged.remove(key);
            } else {
                YamlNode value = merge(old == null ? null : old.value(), entry.value(), holdsFacts, key);
                merged.put(key, new YamlNode.Entry(entry.place(), key, value));
            }
        });
        return new YamlNode.Mapping(given.place(), merged);
    }

    private static YamlNode merge(@Nullable YamlNode before, YamlNode given, boolean holdsFacts, String key) {
        if (given instanceof YamlNode.Mapping mapping) {
            YamlNode.Mapping old =
                    before instanceof YamlNode.Mapping there ? there : new YamlNode.Mapping(given.place(), Map.of());
            return merge(old, mapping, holdsFacts && key.equals("facts"));
        }
        return holdsFacts && before instanceof YamlNode.Sequence old && given instanceof YamlNode.Sequence more
                ? grown(old, more)
                : given;
    }

    private static YamlNode grown(YamlNode.Sequence before, YamlNode.Sequence given) {
        List<YamlNode> items = new ArrayList<>(before.items());
        for (YamlNode item : given.items()) {
            int same = placeOfSame(before.items(), item);
            if (same < 0) {
                items.add(item);
            } else {
                items.set(same, item);
            }
        }
        return new YamlNode.Sequence(given.place(), items);
    }

    private static int placeOfSame(List<YamlNode> before, YamlNode item) {
        YamlNode id = member(item, "id");
        for (int i = 0; id != null && i < before.size(); i++) {
            if (isSame(id, member(before.get(i), "id"))
                    && isSame(member(item, "source"), member(before.get(i), "source"))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSame(@Nullable YamlNode one, @Nullable YamlNode other) {
        return Objects.equals(one == null ? null : one.toJson(), other == null ? null : other.toJson());
    }

    private static @Nullable YamlNode member(YamlNode item, String key) {
        YamlNode.Entry entry =
                item instanceof YamlNode.Mapping mapping ? mapping.entries().get(key) : null;
        return entry == null ? null : entry.value();
    }
}

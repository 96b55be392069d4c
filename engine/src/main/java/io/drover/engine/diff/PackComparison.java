package io.drover.engine.diff;

import io.drover.engine.diff.PackDifference.Change;
import io.drover.engine.pack.RulePack;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares revisions of packs by what they define, whatever the order and layout in which they do. */
public final class PackComparison {

    private PackComparison() {}

    /** What the packs of {@code after} do not have in common with those of {@code before}, by name; equal packs too. */
    public static List<PackDiff> compare(Collection<ReadPack> before, Collection<ReadPack> after) {
        Map<String, ReadPack> old = byName(before);
        Map<String, ReadPack> now = byName(after);
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .map(name -> compare(name, old.get(name), now.get(name)))
                .toList();
    }

    private static Map<String, ReadPack> byName(Collection<ReadPack> packs) {
        Map<String, ReadPack> byName = new TreeMap<>();
        packs.forEach(pack -> byName.put(pack.pack().name(), pack));
        return byName;
    }

    private static PackDiff compare(String name, @Nullable ReadPack before, @Nullable ReadPack after) {
        String from = before == null ? null : before.pack().revision();
        String to = after == null ? null : after.pack().revision();
        return before == null || after == null || Objects.equals(from, to)
                ? new PackDiff(name, from, to, List.of())
                : new PackDiff(name, from, to, differences(before, after));
    }

    /** What {@code after} does not have in common with {@code before}, another revision of the same pack. */
    public static PackDiff compare(ReadPack before, ReadPack after) {
        RulePack pack = after.pack();
        return compare(pack.name(), before, after);
    }

    private static List<PackDifference> differences(ReadPack before, ReadPack after) {
        Map<Item, Item> old = items(before);
        Map<Item, Item> now = items(after);
        Map<Item, Item> renamed = renamedRules(old, now);
        Set<Item> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        List<PackDifference> differences = new ArrayList<>();
        for (Item key : all) {
            Item from = old.get(key);
            Item to = now.get(key);
            Item other = renamed.get(key);
            if (from != null && to != null) {
                differences.addAll(changes(from, to));
            } else if (from != null && other != null) {
                differences.add(whole(from, Change.RENAMED, from.name(), other.name(), Sentences.renamed(from, other)));
                differences.addAll(changes(from, other));
            } else if (from != null) {
                differences.add(whole(from, Change.REMOVED, told(from), null, Sentences.removed(from)));
            } else if (to != null && !renamed.containsValue(to)) {
                differences.add(whole(to, Change.ADDED, null, told(to), Sentences.added(to)));
            }
        }
        return differences;
    }

    /** Items by themselves: they are compared by kind and name. */
    private static Map<Item, Item> items(ReadPack pack) {
        Map<Item, Item> items = new TreeMap<>();
        PackItems.of(pack).forEach(item -> items.put(item, item));
        return items;
    }

    /** Rules that say under another name what they said, by how they were. */
    private static Map<Item, Item> renamedRules(Map<Item, Item> old, Map<Item, Item> now) {
        Map<Item, Item> renamed = new TreeMap<>();
        List<Item> added = new ArrayList<>(now.keySet().stream()
                .filter(item -> item.kind() == Item.Kind.RULE && !old.containsKey(item))
                .toList());
        for (Item gone : old.keySet()) {
            if (gone.kind() == Item.Kind.RULE && !now.containsKey(gone)) {
                added.stream()
                        .filter(item -> saysTheSame(gone, item))
                        .findFirst()
                        .ifPresent(item -> {
                            renamed.put(gone, item);
                            added.remove(item);
                        });
            }
        }
        return renamed;
    }

    private static boolean saysTheSame(Item rule, Item other) {
        return List.of("conditions", "conclusions").stream()
                .allMatch(member -> Objects.equals(
                        rule.members().get(member), other.members().get(member)));
    }

    /** What a threshold that came or went is worth, and what a rule concludes. */
    private static @Nullable Object told(Item item) {
        return switch (item.kind()) {
            case THRESHOLD -> item.members().get("value");
            case TAXONOMY -> item.members().get("values");
            case RULE -> item.members().get("conclusions");
            case PACK, SCORE, SEGMENT, TREATMENT, POLICY, CUT_TABLE, FACT_TYPE, SCENARIOS -> null;
        };
    }

    private static PackDifference whole(
            Item item, Change change, @Nullable Object from, @Nullable Object to, String sentence) {
        return new PackDifference(item.kind().word(), item.name(), change, null, from, to, sentence);
    }

    private static List<PackDifference> changes(Item from, Item to) {
        Set<String> members = new LinkedHashSet<>(to.members().keySet());
        members.addAll(from.members().keySet());
        List<PackDifference> changes = new ArrayList<>();
        for (String member : members) {
            Object before = from.members().get(member);
            Object after = to.members().get(member);
            if (!isEqual(before, after)) {
                boolean isText = to.kind() == Item.Kind.SCENARIOS; // whole files, too long to repeat
                changes.add(new PackDifference(
                        to.kind().word(),
                        to.name(),
                        Change.CHANGED,
                        member,
                        isText ? null : before,
                        isText ? null : after,
                        Sentences.changed(from, to, member, before, after)));
            }
        }
        return changes;
    }

    /** Numbers are equal whatever their scale. */
    private static boolean isEqual(@Nullable Object before, @Nullable Object after) {
        if (before instanceof BigDecimal one && after instanceof BigDecimal other) {
            return one.compareTo(other) == 0;
        }
        return Objects.equals(before, after);
    }
}

package io.drover.engine.lint;

import io.drover.engine.lint.Dimension.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All combinations of some cells of some dimensions; of a dimension that is not named, all cells. Never empty.
 *
 * @param sides not to be changed
 */
record Box(Map<Dimension, BitSet> sides) {

    /** Everything. */
    static final Box ALL = new Box(Map.of());

    /** The box of {@code cells} of one dimension; empty where there is none. */
    static Optional<Box> of(Dimension dimension, BitSet cells) {
        return cells.isEmpty() ? Optional.empty() : Optional.of(new Box(Map.of(dimension, cells)));
    }

    /** Whether anything is in both. */
    boolean meets(Box other) {
        for (Map.Entry<Dimension, BitSet> side : other.sides.entrySet()) {
            BitSet mine = sides.get(side.getKey());
            if (mine != null && !mine.intersects(side.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** What is in both; empty where nothing is. */
    Optional<Box> and(Box other) {
        Map<Dimension, BitSet> both = new LinkedHashMap<>(sides);
        for (Map.Entry<Dimension, BitSet> side : other.sides.entrySet()) {
            BitSet cells = (BitSet) side.getValue().clone();
            BitSet mine = both.get(side.getKey());
            if (mine != null) {
                cells.and(mine);
            }
            if (cells.isEmpty()) {
                return Optional.empty();
            }
            both.put(side.getKey(), cells);
        }
        return Optional.of(new Box(both));
    }

    /** What is in this and not in {@code other}, as boxes that do not overlap. */
    List<Box> without(Box other) {
        if (!meets(other)) {
            return List.of(this);
        }
        List<Box> rest = new ArrayList<>();
        Map<Dimension, BitSet> common = new LinkedHashMap<>(sides);
        for (Map.Entry<Dimension, BitSet> side : other.sides.entrySet()) {
            Dimension dimension = side.getKey();
            BitSet mine = Objects.requireNonNullElseGet(common.get(dimension), dimension::all);
            BitSet outside = (BitSet) mine.clone();
            outside.andNot(side.getValue());
            if (!outside.isEmpty()) {
                Map<Dimension, BitSet> part = new LinkedHashMap<>(common);
                part.put(dimension, outside);
                rest.add(new Box(part));
            }
            BitSet inside = (BitSet) mine.clone();
            inside.and(side.getValue());
            common.put(dimension, inside);
        }
        return List.copyOf(rest);
    }

    /**
     * What is in {@code boxes} and in none of {@code others}; empty where that takes more boxes than {@code most} or
     * more than the {@code effort} there is.
     */
    static Optional<List<Box>> without(Collection<Box> boxes, Collection<Box> others, int most, Effort effort) {
        List<Box> rest = List.copyOf(boxes);
        for (Box other : others) {
            List<Box> next = new ArrayList<>();
            for (Box box : rest) {
                List<Box> parts = box.without(other);
                next.addAll(parts);
                if (!effort.spend(1L + parts.size()) || next.size() > most) {
                    return Optional.empty();
                }
            }
            rest = next;
        }
        return Optional.of(rest);
    }

    /** This box, with all cells of the dimensions that are not {@code kept}. */
    Box keeping(Predicate<Dimension> kept) {
        Map<Dimension, BitSet> some = new LinkedHashMap<>();
        sides.forEach((dimension, cells) -> {
            if (kept.test(dimension)) {
                some.put(dimension, cells);
            }
        });
        return new Box(some);
    }

    /** One combination in it, as a sentence shows it: {@code R=2, F=5, M=3}. */
    String example() {
        return sides.entrySet().stream()
                .filter(side -> side.getKey().kind() != Kind.PRESENCE)
                .map(side -> side.getKey().show(side.getValue()))
                .collect(Collectors.joining(", "));
    }
}

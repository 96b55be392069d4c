package io.drover.engine.lint;

import io.drover.engine.drl.FactType.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that conditions ask about, such as a field, with its values divided into cells within which no condition tells two
 * values apart. Conditions are noted first; the cells are made when they are first asked for.
 */
final class Dimension {

    /** What a dimension is, by what is known of its values. */
    enum Kind {
        /** A field of a fact of which there is one: any value may come with any value of another field. */
        FIELD,
        /** A result of other rules. */
        RESULT,
        /** A number that an accumulation gives. */
        COUNT,
        /** Whether a fact is there at all. */
        PRESENCE,
        /** A condition of which nothing is known but whether two of them are the same. */
        OPAQUE
    }

    /** What the values are. */
    enum Values {
        WHOLE,
        DECIMAL,
        TEXT,
        FLAG
    }

    /** Stands for a text that no condition names. */
    private static final String OTHER = "\uE000another";

    private final String name;
    private final Kind kind;
    private final Values values;
    private final boolean nullable;
    private final @Nullable Range range;
    private final List<String> oneOf;
    private final Set<BigDecimal> numbers = new TreeSet<>();
    private final Set<String> texts = new TreeSet<>();
    private @Nullable List<@Nullable Object> cells;

    /**
     * A dimension.
     *
     * @param name as sentences call it
     * @param range of whole numbers; null: any
     * @param oneOf the only texts; empty: any
     */
    Dimension(String name, Kind kind, Values values, boolean nullable, @Nullable Range range, List<String> oneOf) {
        this.name = name;
        this.kind = kind;
        this.values = values;
        this.nullable = nullable;
        this.range = range;
        this.oneOf = List.copyOf(oneOf);
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    Values values() {
        return values;
    }

    /** Notes that conditions tell this value from others. */
    void note(Object value) {
        if (value instanceof BigDecimal number) {
            numbers.add(number.stripTrailingZeros());
        } else if (value instanceof String text && oneOf.isEmpty()) {
            texts.add(text);
        }
    }

    /** One value of each cell; null is the missing value. */
    private List<@Nullable Object> cells() {
        List<@Nullable Object> made = cells;
        if (made == null) {
            made = new ArrayList<>();
            switch (values) {
                case WHOLE, DECIMAL -> addNumbers(made);
                case FLAG -> made.addAll(oneOf.isEmpty() ? List.of(true, false) : List.of(false));
                case TEXT -> {
                    made.addAll(oneOf.isEmpty() ? texts : oneOf);
                    if (oneOf.isEmpty()) {
                        made.add(OTHER);
                    }
                }
            }
            if (nullable) {
                made.add(null);
            }
            cells = made;
        }
        return made;
    }

    private void addNumbers(List<@Nullable Object> into) {
        BigDecimal before = null;
        for (BigDecimal cut : numbers) {
            // All possible values are on one side of a cut that is out of their range.
            if (!isInRange(cut)) {
                continue;
            }
            add(into, between(before, cut));
            add(into, cut);
            before = cut;
        }
        add(into, between(before, null));
    }

    private void add(List<@Nullable Object> into, @Nullable BigDecimal value) {
        boolean possible = value != null && (values == Values.DECIMAL || isWhole(value)) && isInRange(value);
        if (possible) {
            into.add(value);
        }
    }

    private static boolean isWhole(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0;
    }

    private boolean isInRange(BigDecimal value) {
        return range == null
                || (value.compareTo(BigDecimal.valueOf(range.least())) >= 0
                        && value.compareTo(BigDecimal.valueOf(range.most())) <= 0);
    }

    /** A number between two cuts, a missing one being infinitely far; null where there is none. */
    private @Nullable BigDecimal between(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        if (low == null && high == null) {
            return BigDecimal.valueOf(range == null ? 0 : range.least());
        }
        if (low == null) {
            return range == null
                    ? next(high, -1)
                    : BigDecimal.valueOf(range.least()).min(next(high, -1));
        }
        BigDecimal above = next(low, 1);
        if (high == null || above.compareTo(high) < 0) {
            return above;
        }
        return values == Values.WHOLE ? null : low.add(high).divide(BigDecimal.valueOf(2));
    }

    private static BigDecimal next(@Nullable BigDecimal number, int step) {
        BigDecimal from = number == null ? BigDecimal.ZERO : number;
        return from.setScale(0, step > 0 ? RoundingMode.FLOOR : RoundingMode.CEILING)
                .add(BigDecimal.valueOf(step));
    }

    /** The cells whose values meet {@code test}. */
    BitSet where(Predicate<@Nullable Object> test) {
        BitSet met = new BitSet();
        List<@Nullable Object> all = cells();
        for (int i = 0; i < all.size(); i++) {
            met.set(i, test.test(all.get(i)));
        }
        return met;
    }

    /** All cells but that of the missing value. */
    BitSet present() {
        return where(value -> value != null);
    }

    /** All cells. */
    BitSet all() {
        return where(value -> true);
    }

    /** The first of {@code some} cells, as a sentence shows it: {@code R=2}. */
    String show(BitSet some) {
        Object value = cells().get(some.nextSetBit(0));
        if (value == null) {
            return name + " missing";
        }
        return name + "="
                + (value.equals(OTHER)
                        ? "anything else"
                        : value instanceof BigDecimal number ? number.toPlainString() : value);
    }
}

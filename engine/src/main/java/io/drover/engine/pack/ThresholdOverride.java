package io.drover.engine.pack;

import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that somebody wants to try in place of that of {@code thresholds.csv}, held to the same rules. */
public final class ThresholdOverride {

    private static final BigDecimal LARGEST = new BigDecimal("1e30");
    private static final int MOST_DECIMALS = 30;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_LIST = 50_000;

    /**
     * What is wrong with a value.
     *
     * @param must the end of a sentence whose subject is the threshold
     * @param suggestion what to write; null where nothing can be suggested
     */
    public record Fault(String code, String must, @Nullable String suggestion) {}

    private final Threshold threshold;
    private final Object posted;

    /** The value {@code posted} for {@code threshold}: a number, text, truth or list of these. */
    public ThresholdOverride(Threshold threshold, Object posted) {
        this.threshold = threshold;
        this.posted = posted;
    }

    /** Why the value cannot be tried; null where it can. */
    public @Nullable Fault fault() {
        Object value = value();
        if (value == null) {
            return wrongType();
        }
        return switch (threshold.type()) {
            case INTEGER, DECIMAL -> rangeFault(value);
            case DURATION -> Durations.isDuration((String) value) ? rangeFault(value) : wrongType();
            case TEXT -> textFault((String) value);
            case LIST -> listFault((List<?>) value);
        };
    }

    /**
     * The threshold with the value.
     *
     * @throws IllegalStateException if there is a fault
     */
    public Threshold applied() {
        Object value = value();
        if (value == null) {
            throw new IllegalStateException("a value of another type for " + threshold.name());
        }
        return threshold.withValue(value);
    }

    /** The value as thresholds hold it; null where it is of another type. */
    private @Nullable Object value() {
        return switch (threshold.type()) {
            case INTEGER -> integer();
            case DECIMAL -> decimal();
            case DURATION, TEXT -> posted instanceof String ? posted : null;
            case LIST ->
                posted instanceof List<?> list && list.stream().allMatch(String.class::isInstance) ? posted : null;
        };
    }

    private @Nullable Integer integer() {
        BigDecimal number = number();
        if (number == null
                || number.stripTrailingZeros().scale() > 0
                || number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            return null;
        }
        return number.intValueExact();
    }

    private @Nullable BigDecimal decimal() {
        BigDecimal number = number();
        return number == null || number.scale() > MOST_DECIMALS || number.abs().compareTo(LARGEST) >= 0 ? null : number;
    }

    private @Nullable BigDecimal number() {
        return posted instanceof Number ? new BigDecimal(posted.toString()) : null;
    }

    private Fault wrongType() {
        String must = switch (threshold.type()) {
            case INTEGER -> "must be a whole number";
            case DECIMAL -> "must be a number";
            case DURATION -> "must be a duration: a number and d, h, m or s";
            case TEXT -> "must be text";
            case LIST -> "must be a list of texts";
        };
        return new Fault("wrong-type", must, threshold.type() == Threshold.Type.LIST ? null : example());
    }

    private String example() {
        return threshold.value().toString();
    }

    private @Nullable Fault rangeFault(Object value) {
        BigDecimal size = Threshold.size(value);
        Object min = threshold.min();
        Object max = threshold.max();
        if (min != null && size.compareTo(Threshold.size(min)) < 0) {
            return new Fault("out-of-range", "must be at least " + min, min.toString());
        }
        if (max != null && size.compareTo(Threshold.size(max)) > 0) {
            return new Fault("out-of-range", "must be at most " + max, max.toString());
        }
        return null;
    }

    private static @Nullable Fault textFault(String text) {
        return text.length() > LONGEST_TEXT || text.isBlank()
                ? new Fault("bad-text", "must have 1 to " + LONGEST_TEXT + " characters", null)
                : null;
    }

    private static @Nullable Fault listFault(List<?> items) {
        int length =
                items.stream().mapToInt(item -> item.toString().length() + 1).sum();
        boolean sound = !items.isEmpty()
                && length <= LONGEST_LIST
                && new HashSet<>(items).size() == items.size()
                && items.stream().map(Object::toString).noneMatch(ThresholdOverride::isNoItem);
        return sound
                ? null
                : new Fault(
                        "bad-list",
                        "must hold each of its texts once, none of them blank, and " + LONGEST_LIST
                                + " characters at most",
                        null);
    }

    /** What a cell of {@code thresholds.csv} could not hold as one item. */
    private static boolean isNoItem(String item) {
        return item.isBlank() || item.contains("|") || item.chars().anyMatch(Character::isISOControl);
    }
}

package io.drover.engine.compile;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.drools.core.base.accumulators.AbstractAccumulateFunction;
import org.jspecify.annotations.Nullable;

/** The accumulate function {@code countDistinct}: how many different values there are; missing values do not count. */
public final class CountDistinctFunction extends AbstractAccumulateFunction<CountDistinctFunction.Occurrences> {

    /**
     * A value that is not ordered by itself, such as a fact. With an order, though it be that of texts, a map finds it fast even
     * among others made to have the same hash code.
     */
    private record Ordered(Object value, String text) implements Comparable<Ordered> {

        static Object of(Object value) {
            return value instanceof Comparable ? value : new Ordered(value, value.toString());
        }

        @Override
        public int compareTo(Ordered other) {
            return text.compareTo(other.text);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ordered ordered && value.equals(ordered.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** How often each value occurs. */
    public static final class Occurrences implements Serializable {

        private static final long serialVersionUID = 1;

        private final transient Map<Object, Integer> counts = new HashMap<>();
    }

    @Override
    public Occurrences createContext() {
        return new Occurrences();
    }

    @Override
    public void init(Occurrences occurrences) {
        occurrences.counts.clear();
    }

    @Override
    public void accumulate(Occurrences occurrences, @Nullable Object value) {
        if (value != null) {
            occurrences.counts.merge(Ordered.of(value), 1, Integer::sum);
        }
    }

    @Override
    public void reverse(Occurrences occurrences, @Nullable Object value) {
        if (value != null) {
            occurrences.counts.computeIfPresent(Ordered.of(value), (key, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public Object getResult(Occurrences occurrences) {
        return occurrences.counts.size();
    }

    @Override
    public boolean supportsReverse() {
        return true;
    }

    @Override
    public Class<?> getResultType() {
        return Integer.class;
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        // Nothing of it is state.
    }

    @Override
    public void readExternal(ObjectInput in) {
        // Nothing of it is state.
    }
}

package io.drover.engine.drl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operand without any fact at hand.
 *
 * @param nullable whether it may be missing
 * @param oneOf the only values it has; empty: any
 * @param fact its type where it is a fact; else null
 */
record Typed(
        ValueType type,
        boolean nullable,
        List<String> oneOf,
        @Nullable FactType fact) {

    /** Of an operand that could not be resolved, which has been reported; it agrees with everything. */
    static final Typed UNKNOWN = of(ValueType.UNKNOWN);

    Typed {
        oneOf = List.copyOf(oneOf);
    }

    static Typed of(ValueType type) {
        return new Typed(type, type == ValueType.MISSING, List.of(), null);
    }

    static Typed fact(@Nullable FactType type) {
        return type == null ? UNKNOWN : new Typed(ValueType.FACT, false, List.of(), type);
    }

    boolean is(ValueType other) {
        return type == other;
    }

    Typed present() {
        return new Typed(type, false, oneOf, fact);
    }
}

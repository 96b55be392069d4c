package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.Operand;
import io.drover.engine.pack.Threshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The values of literals and thresholds. */
final class Values {

    private Values() {}

    /** The value that {@code operand} always has: a Boolean, BigDecimal, String or List of String; empty where it varies. */
    static Optional<Object> fixed(Operand operand, CompiledPack pack) {
        if (operand instanceof Operand.Text text) {
            return Optional.of(text.value());
        }
        if (operand instanceof Operand.Digits digits) {
            return Optional.of(new BigDecimal(digits.value()));
        }
        if (operand instanceof Operand.Flag flag) {
            return Optional.of(flag.value());
        }
        return operand instanceof Operand.ThresholdName name
                ? pack.threshold(name.constant())
                        .map(Threshold::value)
                        .map(value -> value instanceof Integer number ? BigDecimal.valueOf(number) : value)
                : Optional.empty();
    }

    /** The text, or the texts of the list, that {@code operand} always is; none where it varies. */
    static List<String> texts(Operand operand, CompiledPack pack) {
        Object value = fixed(operand, pack).orElse("");
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof String text && !text.isEmpty() ? List.of(text) : List.of();
    }
}

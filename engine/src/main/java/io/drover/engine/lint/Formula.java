package io.drover.engine.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** When a rule fires, as a formula over dimensions. */
sealed interface Formula {

    /** That all hold; of none: always. */
    record All(List<Formula> parts) implements Formula {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** That one holds. */
    record Any(List<Formula> parts) implements Formula {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** That it does not hold. */
    record Not(Formula part) implements Formula {}

    /** That the value of a dimension meets a test, which tells only values apart that the dimension has noted. */
    record Test(Dimension dimension, Predicate<@Nullable Object> test) implements Formula {}

    /** Where it holds, as boxes; empty where that takes more than {@code most}. */
    default Optional<List<Box>> boxes(int most) {
        return boxes(true, most);
    }

    private Optional<List<Box>> boxes(boolean holds, int most) {
        if (this instanceof Not not) {
            return not.part().boxes(!holds, most);
        }
        if (this instanceof Test test) {
            return Optional.of(
                    Box.of(
                                    test.dimension(),
                                    test.dimension().where(value -> test.test().test(value) == holds))
                            .stream()
                            .toList());
        }
        List<Formula> parts = this instanceof All all ? all.parts() : ((Any) this).parts();
        boolean conjunction = this instanceof All;
        return conjunction == holds ? product(parts, holds, most) : sum(parts, holds, most);
    }

    private static Optional<List<Box>> product(List<Formula> parts, boolean hold, int most) {
        List<Box> product = List.of(Box.ALL);
        for (Formula part : parts) {
            Optional<List<Box>> boxes = part.boxes(hold, most);
            if (boxes.isEmpty() || (long) boxes.get().size() * product.size() > most) {
                return Optional.empty();
            }
            List<Box> next = new ArrayList<>();
            for (Box box : product) {
                boxes.get().forEach(other -> box.and(other).ifPresent(next::add));
            }
            product = next;
        }
        return Optional.of(product);
    }

    private static Optional<List<Box>> sum(List<Formula> parts, boolean hold, int most) {
        List<Box> sum = new ArrayList<>();
        for (Formula part : parts) {
            Optional<List<Box>> boxes = part.boxes(hold, most);
            if (boxes.isEmpty() || boxes.get().size() + sum.size() > most) {
                return Optional.empty();
            }
            sum.addAll(boxes.get());
        }
        return Optional.of(sum);
    }
}

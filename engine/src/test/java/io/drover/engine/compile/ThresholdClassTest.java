package io.drover.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.pack.Threshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdClassTest {

    /** As many of each type as a pack may have, each with a value of its own. */
    static Stream<Arguments> most() {
        return Stream.of(
                most(Threshold.Type.INTEGER, 10_000, i -> Integer.MAX_VALUE - i),
                most(Threshold.Type.TEXT, 10_000, i -> "text " + i),
                most(Threshold.Type.DECIMAL, 4_615, i -> new BigDecimal("0.123456789" + i)),
                most(Threshold.Type.LIST, 1_666, i -> List.of(i + "x".repeat(2_900))));
    }

    private static Arguments most(Threshold.Type type, int most, IntFunction<Object> value) {
        return Arguments.of(type, most, value);
    }

    @ParameterizedTest
    @MethodSource("most")
    void bytes_asManyAsAPackMayHave_oneClass(Threshold.Type type, int most, IntFunction<Object> value) {
        List<Threshold> thresholds = IntStream.range(0, most)
                .mapToObj(i -> TestPacks.plain("n" + i, type, value.apply(i)))
                .toList();

        assertThat(ThresholdClass.bytes("rules.many", thresholds)).isNotEmpty();
    }
}

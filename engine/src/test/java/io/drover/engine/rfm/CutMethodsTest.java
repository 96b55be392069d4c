package io.drover.engine.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each method against numbers worked out by hand. */
class CutMethodsTest {

    private static List<BigDecimal> numbers(String text) {
        return Stream.of(text.split(" ")).map(BigDecimal::new).toList();
    }

    private static CutTable table(CutMethod method, List<BigDecimal> probabilities, List<BigDecimal> cuts) {
        return new CutTable(
                "",
                "account.lifetimeValue",
                null,
                method,
                probabilities,
                Map.of(CutMeasure.VALUE, cuts),
                1,
                Instant.EPOCH,
                "USD",
                null,
                Map.of(),
                1);
    }

    // quantile7: the value at (n - 1)p counted from 0, between two values by the rest.
    // min-rank-equal-width: 1 1 1 5 9 have the ranks 1 1 1 4 5; the intervals end at 1.8, 2.6, 3.4 and 4.2.
    @ParameterizedTest
    @CsvSource({
        "quantile7,            .2 .4 .6 .8, 1 2 3 4 5 6 7 8 9 10, 2.8 4.6 6.4 8.2, 1 1 2 2 3 3 4 4 5 5",
        "quantile7-plus1,      .2 .4 .6 .8, 1 2 3 4 5 6 7 8 9 10, 3.8 5.6 7.4 9.2, 1 1 1 2 2 3 3 4 4 5",
        "min-rank-equal-width, ,            1 2 3 4 5 6 7 8 9 10, 2 4 6 8,         1 1 2 2 3 3 4 4 5 5",
        "quantile7,            .2 .4 .6 .8, 1 1 1 1 5,            1 1 1 1.8,       4 4 4 4 5",
        "quantile7-plus1,      .2 .4 .6 .8, 1 1 1 1 5,            2 2 2 2.8,       1 1 1 1 5",
        "min-rank-equal-width, ,            1 1 1 5 9,            1 1 1 5,         1 1 1 4 5",
        "min-rank-equal-width, ,            1 9 9 9 9,            1 1 1 1,         1 5 5 5 5",
        "quantile7,            .2 .4 .6 .8, 7 7 7,                7 7 7 7,         5 5 5",
        "quantile7,            .2 .4 .6 .8, 7,                    7 7 7 7,         5",
        "quantile7-plus1,      .2 .4 .6 .8, 7,                    8 8 8 8,         1",
        "min-rank-equal-width, ,            7,                    7 7 7 7,         1",
        "min-rank-equal-width, ,            7 7 7,                7 7 7 7,         1 1 1",
        "quantile7,            .2 .4 .6 .8, 1 100,                20.8 40.6 60.4 80.2, 1 5",
        "quantile7,            .5 .8 .95,   10 20 30 40 50 60 70 80 90 100, 55 82 95.5, 1 1 1 1 1 2 2 2 3 4",
        "quantile7,            .5,          -3 -1 2,              -1,              1 2 2",
        "quantile7,            .125,        0.1 0.3,              0.125,           1 2",
    })
    void cuts_byHand_areThese(String method, String probabilities, String values, String cuts, String bins) {
        CutMethod known = CutMethod.of(method).orElseThrow();
        List<BigDecimal> given = probabilities == null ? List.of() : numbers(probabilities);

        List<BigDecimal> computed = CutMethods.cuts(known, given, numbers(values));

        assertThat(computed).isEqualTo(numbers(cuts));
        CutTable table = table(known, given, computed);
        assertThat(numbers(values).stream().map(value -> table.bin(CutMeasure.VALUE, value)))
                .containsExactlyElementsOf(whole(bins));
    }

    // Given cuts stay as they are; a value equal to one belongs above it, and between equal ones there is nobody.
    @ParameterizedTest
    @CsvSource({
        "2 4 6 8,   1 2 3 4 5 6 7 8 9 10, 1 2 2 3 3 4 4 5 5 5, ",
        "2 4 6 8,   2 2 2 8 8,            2 2 2 5 5,           1 3 4",
        "5 5 5 5,   4.99 5 5.01,          1 5 5,               2 3 4",
        "2 4 6 8,   7,                    4,                   1 2 3 5",
        "-1 0,      -2 -1 -0.5 0 3,       1 2 2 3 3,           ",
    })
    void ofCsv_fixedCuts_partByThem(String cuts, String values, String bins, @Nullable String empty) throws Exception {
        CutTableParameters parameters = new CutTableParameters(
                Instant.parse("2026-05-15T00:00:00Z"),
                "account.growthRate",
                null,
                CutMethod.FIXED,
                List.of(),
                Map.of(CutMeasure.VALUE, numbers(cuts)),
                null,
                null,
                1);
        StringBuilder csv = new StringBuilder("id,growth_rate\n");
        numbers(values)
                .forEach(value ->
                        csv.append(csv.length()).append(',').append(value).append('\n'));

        CutTable table = Populations.csv(csv.toString(), parameters).table();

        assertThat(table.cutsOf(CutMeasure.VALUE)).isEqualTo(numbers(cuts));
        assertThat(numbers(values).stream().map(value -> table.bin(CutMeasure.VALUE, value)))
                .containsExactlyElementsOf(whole(bins));
        assertThat(table.emptyBins().getOrDefault(CutMeasure.VALUE, List.of()))
                .isEqualTo(empty == null ? List.of() : whole(empty));
    }

    private static List<Integer> whole(String numbers) {
        return Stream.of(numbers.split(" ")).map(Integer::valueOf).toList();
    }

    @ParameterizedTest
    @EnumSource(CutMethod.class)
    void ofCsv_nobody_isRefusedUnlessCutsAreGiven(CutMethod method) throws Exception {
        CutTableParameters parameters = new CutTableParameters(
                Instant.parse("2026-05-15T00:00:00Z"),
                "account.growthRate",
                null,
                method,
                method.isOfProbabilities() ? numbers(".5") : List.of(),
                method == CutMethod.FIXED ? Map.of(CutMeasure.VALUE, numbers("2")) : Map.of(),
                null,
                null,
                1);

        if (method == CutMethod.FIXED) {
            CutTableComputation.Result result = Populations.csv("id,growth_rate\n", parameters);
            assertThat(result.subjects()).isZero();
            assertThat(result.table().cutsOf(CutMeasure.VALUE)).isEqualTo(numbers("2"));
        } else {
            assertThatThrownBy(() -> Populations.csv("id,growth_rate\n", parameters))
                    .isInstanceOf(BadPopulationException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fixed,                20000, 2",
        "fixed,                19999.99, 1",
        "quantile7,            20000.00, 2",
        "min-rank-equal-width, 20000, 1",
        "min-rank-equal-width, 20000.01, 2",
    })
    void bin_valueAtACut_isOnTheSideOfTheMethod(String method, BigDecimal value, int bin) {
        CutTable table = table(CutMethod.of(method).orElseThrow(), List.of(), List.of(new BigDecimal("20000")));

        assertThat(table.bin(CutMeasure.VALUE, value)).isEqualTo(bin);
    }
}

package io.drover.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.drl.FactType.Range;
import io.drover.engine.lint.Dimension.Kind;
import io.drover.engine.lint.Dimension.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class BoxTest {

    private static final int MOST = 1_000;

    private final Dimension r = score("R");
    private final Dimension f = score("F");
    private final Dimension industry = new Dimension("industry", Kind.FIELD, Values.TEXT, true, null, List.of());

    private static Dimension score(String name) {
        Dimension dimension = new Dimension(name, Kind.FIELD, Values.WHOLE, true, new Range(1, 5), List.of());
        for (int value = 1; value <= 5; value++) {
            dimension.note(BigDecimal.valueOf(value));
        }
        return dimension;
    }

    private static Formula where(Dimension dimension, IntPredicate test) {
        return new Formula.Test(
                dimension, value -> value instanceof BigDecimal number && test.test(number.intValueExact()));
    }

    private static Formula all(Formula... parts) {
        return new Formula.All(List.of(parts));
    }

    private static List<Box> boxes(Formula formula) {
        return formula.boxes(MOST).orElseThrow();
    }

    @Test
    void boxes_contradiction_none() {
        assertThat(boxes(all(where(r, value -> value > 3), where(r, value -> value < 3))))
                .isEmpty();
    }

    @Test
    void boxes_negation_holdsForTheMissingValueToo() {
        Formula not = new Formula.Not(where(r, value -> true));
        assertThat(boxes(not)).singleElement().extracting(Box::example).isEqualTo("R missing");
    }

    @Test
    void boxes_negationOfAll_oneOrTheOtherDoesNotHold() {
        Formula not = new Formula.Not(all(where(r, value -> value > 3), where(f, value -> value > 3)));
        assertThat(boxes(all(not, where(r, value -> value == 5), where(f, value -> value == 4))))
                .isEmpty();
        assertThat(boxes(all(not, where(r, value -> value == 5), where(f, value -> value == 3))))
                .hasSize(1);
    }

    @Test
    void without_cellThatNobodyCovers_isLeft() {
        Box all = boxes(all(new Formula.Test(r, value -> value != null), new Formula.Test(f, value -> value != null)))
                .get(0);
        List<Box> covered = boxes(new Formula.Any(List.of(
                where(r, value -> value >= 3), where(f, value -> value <= 4), all(where(r, value -> value == 1)))));
        Optional<List<Box>> rest = Box.without(List.of(all), covered, MOST, new Effort(MOST));
        assertThat(rest.orElseThrow()).singleElement().extracting(Box::example).isEqualTo("R=2, F=5");
    }

    @Test
    void without_moreBoxesThanAllowed_nothingIsSaid() {
        List<Box> one = boxes(where(r, value -> true));
        List<Box> two = boxes(all(where(r, value -> value == 3), where(f, value -> value == 3)));
        assertThat(Box.without(one, two, 1, new Effort(MOST))).isEmpty();
    }

    @Test
    void without_moreStepsThanAllowed_nothingIsSaid() {
        List<Box> one = boxes(where(r, value -> true));
        List<Box> two = boxes(all(where(r, value -> value == 3), where(f, value -> value == 3)));
        assertThat(Box.without(one, two, MOST, new Effort(2))).isEmpty();
        assertThat(Box.without(one, two, MOST, new Effort(3)).orElseThrow()).hasSize(2);
    }

    @Test
    void cells_cutOutOfTheRange_separatesNothing() {
        Dimension employees =
                new Dimension("employees", Kind.FIELD, Values.WHOLE, false, new Range(0, 1_000), List.of());
        employees.note(BigDecimal.valueOf(-5));
        employees.note(BigDecimal.valueOf(2_000));
        assertThat(boxes(where(employees, value -> value >= -5)))
                .singleElement()
                .extracting(Box::example)
                .isEqualTo("employees=0");
        assertThat(employees.all().cardinality()).isEqualTo(1);
    }

    @Test
    void cells_textThatNobodyNames_isAnythingElse() {
        industry.note("SaaS");
        Box other = Box.of(industry, industry.where(value -> value != null && !value.equals("SaaS")))
                .orElseThrow();
        assertThat(other.example()).isEqualTo("industry=anything else");
    }

    @Test
    void cells_wholeNumbersBetweenNeighbours_areNone() {
        Dimension employees =
                new Dimension("employees", Kind.FIELD, Values.WHOLE, true, new Range(0, 1_000), List.of());
        employees.note(BigDecimal.valueOf(200));
        employees.note(BigDecimal.valueOf(201));
        assertThat(employees.present().cardinality()).isEqualTo(4);
        Dimension amount = new Dimension("acv", Kind.FIELD, Values.DECIMAL, true, null, List.of());
        amount.note(BigDecimal.valueOf(200));
        amount.note(BigDecimal.valueOf(201));
        assertThat(amount.present().cardinality()).isEqualTo(5);
    }
}

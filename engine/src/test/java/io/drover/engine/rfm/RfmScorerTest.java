package io.drover.engine.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RfmScorerTest {

    private static final Instant AS_OF = Instant.parse("2026-05-15T12:00:00Z");
    private static final CutTable TABLE =
            table(CutMethod.FIXED, CutTable.Definition.TOTAL_OF_PURCHASES, numbers("10", "20.4", "30", "40"));

    private static CutTable table(CutMethod method, CutTable.Definition definition, List<BigDecimal> recency) {
        return CutTableWriter.identified(new CutTable(
                "",
                CutTable.RFM,
                definition,
                method,
                List.of(),
                CutTable.cuts(recency, numbers("2", "3", "3", "5"), numbers("10", "20", "30", "40")),
                0,
                Instant.parse("2026-01-01T00:00:00Z"),
                "USD",
                null,
                Map.of(),
                CutTable.LEAST_POPULATION));
    }

    private static List<BigDecimal> numbers(String... numbers) {
        return Stream.of(numbers).map(BigDecimal::new).toList();
    }

    private static Purchase purchase(
            String id, String time, @Nullable String amount, @Nullable String currency, @Nullable String status) {
        return new Purchase(
                id,
                Instant.parse(time),
                amount == null ? null : new BigDecimal(amount),
                currency,
                null,
                List.of(),
                status,
                null);
    }

    private static Purchase purchase(String time, String amount) {
        return purchase("p", time, amount, null, null);
    }

    private static RfmScore.Flips flips(@Nullable String r) {
        Instant days = Instant.parse("2026-05-16T00:00:00Z");
        return new RfmScore.Flips(r == null ? null : Instant.parse(r), null, null, days, null, null);
    }

    private static RfmScore scored(Instant asOf, Purchase... purchases) {
        return ((RfmScoring.Scored) RfmScorer.score(List.of(purchases), List.of(), TABLE, asOf)).score();
    }

    @Test
    void score_purchases_givesMeasuresAndScores() {
        RfmScore score = scored(
                AS_OF,
                purchase("2026-05-01T23:59:59Z", "12.50"),
                purchase("2026-04-01T00:00:00Z", "17.50"),
                purchase("p", "2026-04-02T00:00:00Z", null, null, "completed"));

        assertThat(score.recencyDays()).isEqualTo(14);
        assertThat(score.frequency()).isEqualTo(3);
        assertThat(score.monetary()).isEqualTo(new BigDecimal("30"));
        assertThat(score.r()).isEqualTo(4);
        assertThat(score.f()).as("equal cuts leave a score unused").isEqualTo(4);
        assertThat(score.m()).as("a value equal to a cut belongs above it").isEqualTo(4);
        assertThat(score.asOf()).isEqualTo(AS_OF);
        assertThat(score.cutTable()).isEqualTo(TABLE.id());
    }

    @Test
    void score_notCompletedOrLater_doesNotCount() {
        RfmScore score = scored(
                AS_OF,
                purchase("2026-05-15T12:00:00Z", "1"),
                purchase("2026-05-15T12:00:00.001Z", "100"),
                purchase("p", "2026-05-14T00:00:00Z", "100", null, "refunded"),
                purchase("p", "2026-05-14T00:00:00Z", "100", "EUR", "cancelled"));

        assertThat(score.frequency()).isEqualTo(1);
        assertThat(score.monetary()).isEqualTo(BigDecimal.ONE);
        assertThat(score.recencyDays()).isZero();
        assertThat(score.r()).isEqualTo(5);
    }

    @Test
    void score_nothingThatCounts_isNoPurchases() {
        assertThat(RfmScorer.score(List.of(), List.of(), TABLE, AS_OF)).isEqualTo(new RfmScoring.NothingToScore());
        assertThat(RfmScorer.score(List.of(purchase("2026-05-15T12:00:00.001Z", "1")), List.of(), TABLE, AS_OF))
                .isEqualTo(new RfmScoring.NothingToScore());
    }

    @Test
    void score_otherCurrency_isReportedAndNotScored() {
        List<Purchase> purchases = List.of(
                purchase("c", "2026-05-02T00:00:00Z", "5", "EUR", null),
                purchase("b", "2026-05-01T00:00:00Z", "5", "USD", null),
                purchase("a", "2026-05-01T00:00:00Z", "5", "GBP", null),
                purchase("d", "2026-05-01T00:00:00Z", null, "GBP", null));

        assertThat(RfmScorer.score(purchases, List.of(), TABLE, AS_OF))
                .isEqualTo(new RfmScoring.ForeignCurrency(List.of("a", "c"), null));
    }

    @Test
    void score_equalSums_areTheSameValue() {
        RfmScore one =
                scored(AS_OF, purchase("2026-05-01T00:00:00Z", "1E+2"), purchase("2026-05-01T00:00:00Z", "0.00"));
        RfmScore other =
                scored(AS_OF, purchase("2026-05-01T00:00:00Z", "99.50"), purchase("2026-05-01T00:00:00Z", ".5"));

        assertThat(one).isEqualTo(other);
        assertThat(one.monetary()).hasToString("100");
    }

    @Test
    void score_recency_flipsAtTheMidnightOfTheNextCut() {
        RfmScore score = scored(AS_OF, purchase("2026-05-01T18:00:00Z", "1"));

        assertThat(score.flips()).isEqualTo(flips("2026-05-22T00:00:00Z"));
        Instant flip = Instant.parse("2026-05-22T00:00:00Z");
        assertThat(scored(flip.minus(Duration.ofMillis(1)), purchase("2026-05-01T18:00:00Z", "1"))
                        .r())
                .isEqualTo(4);
        assertThat(scored(flip, purchase("2026-05-01T18:00:00Z", "1")).r()).isEqualTo(3);
    }

    @Test
    void score_inTheLastBin_recencyScoreNeverChangesAgain() {
        RfmScore score = scored(AS_OF, purchase("2026-04-05T00:00:00Z", "1"));

        assertThat(score.r()).isEqualTo(1);
        assertThat(score.flips()).isEqualTo(flips(null));
    }

    @Test
    void score_boundToADecision_tellsItsFlipOnlyWhenAsked() {
        DecisionTime time = DecisionTime.at(AS_OF);
        RfmScore score = scored(AS_OF, purchase("2026-05-01T18:00:00Z", "1")).boundTo(time);

        assertThat(score.f()).isEqualTo(1);
        assertThat(time.nextFlip()).isEmpty();
        assertThat(score.r()).isEqualTo(4);
        assertThat(time.nextFlip()).contains(Instant.parse("2026-05-22T00:00:00Z"));
    }
}

package io.drover.engine.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import io.drover.model.fact.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static CutTable.Definition definition(String events, String monetary, @Nullable String lookBack) {
        return new CutTable.Definition(events, monetary, lookBack);
    }

    private static Signal signal(String type, String time) {
        return new Signal("s" + time, null, type, Instant.parse(time), null, Map.of(), null);
    }

    private static RfmScoring.Scored scored(CutTable table, List<Purchase> purchases, Signal... signals) {
        return (RfmScoring.Scored) RfmScorer.score(purchases, List.of(signals), table, AS_OF);
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void score_perPurchase_isTheAverageOfTheKnownAmounts() {
        CutTable table =
                table(CutMethod.FIXED, definition("purchases", "per-purchase", null), numbers("10", "20", "30", "40"));
        List<Purchase> purchases = List.of(
                purchase("a", "2026-05-01T00:00:00Z", "10", null, null),
                purchase("b", "2026-05-02T00:00:00Z", "10", null, null),
                purchase("c", "2026-05-03T00:00:00Z", "11", null, null),
                purchase("d", "2026-05-04T00:00:00Z", null, null, null));

        RfmScore score = scored(table, purchases).score();

        assertThat(score.frequency()).isEqualTo(4);
        assertThat(score.monetary()).isEqualTo(new BigDecimal("10.333333"));
        assertThat(score.m()).isEqualTo(2);
        RfmScore unknown = scored(table, purchases.subList(3, 4)).score();
        assertThat(unknown.m()).as("no amount is no amount of 0").isNull();
        assertThat(unknown.monetary()).isNull();
    }

    @Test
    void score_engagement_countsSignalsOfPersons() {
        CutTable table =
                table(CutMethod.FIXED, definition("engagement", "total", null), numbers("10", "20", "30", "40"));

        RfmScore score = scored(
                        table,
                        List.of(purchase("2026-01-01T00:00:00Z", "25")),
                        signal("page.viewed", "2026-05-04T10:00:00Z"),
                        signal("email.opened", "2026-05-01T10:00:00Z"),
                        signal("intent.third_party", "2026-05-14T10:00:00Z"),
                        signal("page.viewed", "2026-05-15T12:00:00.001Z"))
                .score();

        assertThat(score.recencyDays()).isEqualTo(11);
        assertThat(score.frequency()).isEqualTo(2);
        assertThat(score.monetary()).isEqualTo(new BigDecimal("25"));
        assertThat(RfmScorer.score(List.of(purchase("2026-05-01T00:00:00Z", "25")), List.of(), table, AS_OF))
                .as("who only buys is not engaged")
                .isEqualTo(new RfmScoring.NothingToScore());
    }

    // Cuts of frequency 2 3 3 5 and of monetary value 10 20 30 40.
    @Test
    void score_lookBack_flipsWhenPurchasesLeaveIt() {
        CutTable table =
                table(CutMethod.FIXED, definition("purchases", "total", "30d"), numbers("10", "20", "30", "40"));
        List<Purchase> purchases = List.of(
                purchase("gone", "2026-04-15T12:00:00Z", "500", "EUR", null),
                purchase("a", "2026-04-15T12:00:00.001Z", "1", null, null),
                purchase("b", "2026-04-20T00:00:00Z", "5", null, null),
                purchase("c", "2026-04-20T00:00:00Z", "5", null, null),
                purchase("d", "2026-05-10T00:00:00Z", "11", null, null));

        RfmScoring.Scored scoring = scored(table, purchases);

        RfmScore score = scoring.score();
        assertThat(List.of(score.r(), score.f(), score.m())).containsExactly(5, 4, 3);
        assertThat(score.flips())
                .isEqualTo(new RfmScore.Flips(
                        at("2026-05-20T00:00:00Z"),
                        at("2026-05-20T00:00:00Z"),
                        at("2026-05-20T00:00:00Z"),
                        at("2026-05-16T00:00:00Z"),
                        at("2026-05-15T12:00:00.001Z"),
                        at("2026-05-15T12:00:00.001Z")));
        assertThat(scoring.until()).isEqualTo(at("2026-06-09T00:00:00Z"));
    }

    @Test
    void score_foreignInTheLookBack_isScoredOnceItLeaves() {
        CutTable table =
                table(CutMethod.FIXED, definition("purchases", "total", "30d"), numbers("10", "20", "30", "40"));

        assertThat(RfmScorer.score(
                        List.of(
                                purchase("a", "2026-05-01T00:00:00Z", "1", "EUR", null),
                                purchase("b", "2026-05-02T00:00:00Z", "1", "GBP", null),
                                purchase("c", "2026-05-03T00:00:00Z", "1", "USD", null)),
                        List.of(),
                        table,
                        AS_OF))
                .isEqualTo(new RfmScoring.ForeignCurrency(List.of("a", "b"), at("2026-06-01T00:00:00Z")));
    }

    @Test
    void score_binsClosedAbove_recencyFlipsADayLater() {
        CutTable.Definition definition = CutTable.Definition.TOTAL_OF_PURCHASES;
        List<BigDecimal> cuts = numbers("14", "20", "30", "40");
        List<Purchase> purchases = List.of(purchase("2026-05-01T18:00:00Z", "1"));

        RfmScore below =
                scored(table(CutMethod.FIXED, definition, cuts), purchases).score();
        RfmScore above = scored(table(CutMethod.MIN_RANK_EQUAL_WIDTH, definition, cuts), purchases)
                .score();

        assertThat(below.r()).isEqualTo(4);
        assertThat(above.r()).isEqualTo(5);
        assertThat(Objects.requireNonNull(above.flips()).r()).isEqualTo(at("2026-05-16T00:00:00Z"));
    }

    @Test
    void score_noLookBack_countsForEver() {
        RfmScoring.Scored scoring = scored(TABLE, List.of(purchase("2006-05-01T18:00:00Z", "1")));

        assertThat(scoring.until()).isNull();
        assertThat(Objects.requireNonNull(scoring.score().flips()).frequency()).isNull();
    }
}

package io.drover.model.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeQuestionsTest {

    private static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");

    private final DecisionTime time = DecisionTime.at(NOON);

    private Signal signal(String at) {
        return new Signal("e1", null, "page.viewed", Instant.parse(at), null, Map.of(), null).boundTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-08T12:00:00.000Z, false,",
        "2026-05-08T12:00:00.001Z, true, 2026-05-15T12:00:00.001Z",
        "2026-05-15T12:00:00.000Z, true, 2026-05-22T12:00:00Z",
        "2026-05-15T12:00:00.001Z, false, 2026-05-15T12:00:00.001Z"
    })
    void within_atTheEdges_isOpenBehindAndClosedInFront(String at, boolean inside, @Nullable String flip) {
        assertThat(signal(at).within("7d")).isEqualTo(inside);
        assertThat(time.nextFlip().map(Instant::toString).orElse(null))
                .isEqualTo(flip == null ? null : Instant.parse(flip).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-17T12:00:00.000Z, false,",
        "2026-04-17T12:00:00.001Z, true, 2026-05-15T12:00:00.001Z",
        "2026-05-08T12:00:00.000Z, true, 2026-06-05T12:00:00Z",
        "2026-05-08T12:00:00.001Z, false, 2026-05-15T12:00:00.001Z"
    })
    void withinBefore_atTheEdges_isTheWindowThatEndsBefore(String at, boolean inside, @Nullable String flip) {
        assertThat(signal(at).withinBefore("21d", "7d")).isEqualTo(inside);
        assertThat(time.nextFlip().map(Instant::toString).orElse(null)).isEqualTo(flip);
    }

    @Test
    void olderThan_exactlyAtTheAge_isNotYetAndFlipsOneMillisecondLater() {
        assertThat(signal("2026-04-15T12:00:00Z").olderThan("30d")).isFalse();
        assertThat(time.nextFlip()).contains(NOON.plusMillis(1));
    }

    @Test
    void ageDays_flipsWhenTheDayIsFull() {
        assertThat(signal("2026-05-13T13:00:00Z").ageDays()).isEqualTo(1);
        assertThat(time.nextFlip()).contains(Instant.parse("2026-05-15T13:00:00Z"));
    }

    @Test
    void missingDate_answersFalse() {
        Technology undated = new Technology("CRM", null, null, null, null, time);

        assertThat(undated.within("7d")).isFalse();
        assertThat(undated.olderThan("7d")).isFalse();
        assertThat(undated.withinBefore("7d", "7d")).isFalse();
        assertThat(undated.ageDays()).isNull();
        assertThat(time.nextFlip()).isEmpty();
    }

    @Test
    void factAtRest_cannotAnswer() {
        Signal atRest = new Signal("e1", null, "page.viewed", NOON, null, Map.of(), null);

        assertThatThrownBy(() -> atRest.within("7d")).hasMessageContaining("at rest");
        DecisionTime later = DecisionTime.at(NOON.plusSeconds(1));
        assertThat(atRest.boundTo(later)).isEqualTo(atRest.boundTo(time)).hasSameHashCodeAs(atRest.boundTo(time));
    }

    @Test
    void opportunity_closedAtMostAgo_includesTheEdge() {
        Opportunity won = new Opportunity("o1", "won", null, null, NOON.minus(Duration.ofDays(90)), null, time);

        assertThat(won.closedAtMostAgo("90d")).isTrue();
        assertThat(won.closedWithin("90d")).isFalse();
        assertThat(time.nextFlip()).contains(NOON.plusMillis(1));
        assertThat(won.isOpen()).isFalse();
    }

    @Test
    void account_datesAreUtcMidnights() {
        Account account =
                account(LocalDate.of(2026, 4, 15), LocalDate.of(2026, 6, 1)).boundTo(time);

        assertThat(account.customerOlderThan("30d")).isTrue();
        assertThat(account.customerWithin("30d")).isFalse();
        assertThat(account.renewalDueWithin("16d")).isFalse();
        assertThat(account.renewalDueWithin("17d")).isTrue();
        assertThat(account.isProspect()).isTrue();
    }

    private static Account account(LocalDate customerSince, LocalDate renewalDate) {
        return new Account(
                "a1",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                customerSince,
                renewalDate,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null);
    }

    @Test
    void computedRfmScore_readingRecency_isAQuestionAboutTime() {
        Instant rFlip = Instant.parse("2026-06-01T00:00:00Z");
        Instant daysFlip = Instant.parse("2026-05-16T00:00:00Z");
        RfmScore.Flips flips = new RfmScore.Flips(rFlip, null, null, daysFlip, null, null);
        RfmScore score = new RfmScore(5, 4, 3, 10, 7, null, NOON, "t", flips, null);

        assertThat(score.boundTo(time).f()).isEqualTo(4);
        assertThat(time.nextFlip()).isEmpty();
        assertThat(score.boundTo(time).r()).isEqualTo(5);
        assertThat(time.nextFlip()).contains(rFlip);
        assertThat(score.boundTo(time).recencyDays()).isEqualTo(10);
        assertThat(time.nextFlip()).contains(daysFlip);
        assertThat(score.recencyDays()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "7w", "-7d", "7 d", "1.5d", "99999999d"})
    void durations_otherText_isRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @CsvSource({"7d, PT168H", "24h, PT24H", "30m, PT30M", "5s, PT5S"})
    void durations_numberAndUnit_isRead(String text, String expected) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CFO;cfo;true",
                "Chief Financial Officer;cfo;false",
                "VP, Finance;finance;true",
                "VP Refinance;finance;false",
                "Vice-President Sales;vp|vice president;true",
                "Head of IT;it;true",
                "Editor;it;false",
                "Leiterin Öffentlichkeit;öffentlichkeit;true"
            })
    void titleHas_wholeWordsInAnyCase(String title, String phrases, boolean expected) {
        Contact contact = new Contact("c1", null, title, null, null, null, null, List.of(), List.of(), Map.of());

        assertThat(contact.titleHas(phrases)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"100,120,true,false", "100,119,false,false", "100,70,false,true", "100,71,false,false", "3,0,false,true"
    })
    void usageTrend_atExactPercentages_counts(long before, long latest, boolean grew, boolean fell) {
        UsageTrend trend = UsageTrend.of(List.of(
                        usage("a", before - 1, "2026-03-01", "2026-04-01"),
                        usage("b", 1, "2026-03-01", "2026-04-01"),
                        usage("a", latest, "2026-04-01", "2026-05-02"),
                        usage("c", 5, "2026-01-01", "2026-03-01")))
                .orElse(new UsageTrend(-1, -1));
        assertThat(trend.latest()).as("31 days against 31 days").isEqualTo(latest);
        assertThat(trend.previous()).isEqualTo(before);
        assertThat(trend.grewBy(20)).isEqualTo(grew);
        assertThat(trend.fellBy(30)).isEqualTo(fell);
    }

    @Test
    void usageTrend_withoutPeriodBeforeOrWithNothingInIt_isEmpty() {
        assertThat(UsageTrend.of(List.of(usage("a", 9, "2026-04-01", "2026-05-01"))))
                .isEmpty();
        assertThat(UsageTrend.of(
                        List.of(usage("a", 9, "2026-04-01", "2026-05-02"), usage("a", 0, "2026-03-01", "2026-04-01"))))
                .isEmpty();
        assertThat(UsageTrend.of(List.of(new Usage("a", null, NOON, NOON)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "page.viewed,true",
        "treatment.responded,true",
        "email.unsubscribed,false",
        "intent.third_party,false",
        "company.hiring,false",
        "treatment.delivered,false",
        "weather.changed,false"
    })
    void isEngagement_typesThatAPersonCauses(String type, boolean expected) {
        assertThat(new Signal("e1", null, type, NOON, null, Map.of(), null).isEngagement())
                .isEqualTo(expected);
    }

    private static Usage usage(String feature, long count, String start, String end) {
        return new Usage(
                feature,
                count,
                Objects.requireNonNull(TimeQuestions.midnight(LocalDate.parse(start))),
                TimeQuestions.midnight(LocalDate.parse(end)));
    }
}

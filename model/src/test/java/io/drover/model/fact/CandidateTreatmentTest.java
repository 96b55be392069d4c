package io.drover.model.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.model.fact.CandidateTreatment.Circumstances;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateTreatmentTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String NOON = "2026-05-15T12:00:00Z";

    private static CandidateTreatment candidate(DecisionTime time, String zone, List<Consent> consents) {
        return new CandidateTreatment(
                "pack",
                "news",
                null,
                "email",
                "marketing",
                0,
                time.asOf(),
                false,
                729,
                new Circumstances(consents, null, ZoneId.of(zone), time));
    }

    /** From nine to eight, in nights in which clocks are put forward and back: what is asked, and when it changes next. */
    @ParameterizedTest
    @CsvSource({
        // Berlin, 29 March 2026: from 2:00 to 3:00
        "Europe/Berlin, 2026-03-28T19:59:59.999Z, false, 2026-03-28T20:00:00Z",
        "Europe/Berlin, 2026-03-28T20:00:00Z, true, 2026-03-29T06:00:00Z",
        "Europe/Berlin, 2026-03-29T05:59:59.999Z, true, 2026-03-29T06:00:00Z",
        "Europe/Berlin, 2026-03-29T06:00:00Z, false, 2026-03-29T19:00:00Z",
        // Berlin, 25 October 2026: from 3:00 back to 2:00
        "Europe/Berlin, 2026-10-25T06:59:59.999Z, true, 2026-10-25T07:00:00Z",
        "Europe/Berlin, 2026-10-25T07:00:00Z, false, 2026-10-25T20:00:00Z",
        // New York, 8 March and 1 November 2026
        "America/New_York, 2026-03-08T11:59:59.999Z, true, 2026-03-08T12:00:00Z",
        "America/New_York, 2026-11-01T12:59:59.999Z, true, 2026-11-01T13:00:00Z",
        // Lord Howe, 4 October 2026: half an hour
        "Australia/Lord_Howe, 2026-10-03T10:30:00Z, true, 2026-10-03T21:00:00Z",
        // the time of machines
        "UTC, 2026-03-28T23:00:00Z, true, 2026-03-29T08:00:00Z"
    })
    void inQuietHours_nightsOfChangingClocks_tellsWhenItChanges(
            String zone, Instant asOf, boolean quiet, Instant change) {
        DecisionTime time = DecisionTime.at(asOf);

        assertThat(candidate(time, zone, List.of()).inQuietHours("21:00", "08:00"))
                .isEqualTo(quiet);
        assertThat(time.nextFlip()).contains(change);
        if (quiet) {
            assertThat(candidate(DecisionTime.at(asOf), zone, List.of()).quietHoursEnd("21:00", "08:00"))
                    .isEqualTo(change);
        }
    }

    /** Half past two is left out on 29 March and comes twice on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59.999Z, 02:30, 06:00, false, 2026-03-29T01:00:00Z",
        "2026-03-29T01:00:00Z, 02:30, 06:00, true, 2026-03-29T04:00:00Z",
        "2026-03-29T00:59:59.999Z, 22:00, 02:30, true, 2026-03-29T01:00:00Z",
        "2026-10-25T00:30:00Z, 22:00, 02:30, true, 2026-10-25T01:30:00Z",
        "2026-10-25T00:30:00Z, 02:30, 06:00, true, 2026-10-25T05:00:00Z"
    })
    void inQuietHours_endsInTheGapOrTheOverlap_disturbNobody(
            Instant asOf, String begin, String end, boolean quiet, Instant change) {
        DecisionTime time = DecisionTime.at(asOf);

        assertThat(candidate(time, "Europe/Berlin", List.of()).inQuietHours(begin, end))
                .isEqualTo(quiet);
        assertThat(time.nextFlip()).contains(change);
    }

    /** Where the hour between two and three comes twice, the day has no time left that is not quiet. */
    @Test
    void quietHoursEnd_nightsThatOverlap_endWithTheLaterOne() {
        DecisionTime time = DecisionTime.at(Instant.parse("2026-10-25T00:20:00Z"));

        CandidateTreatment candidate = candidate(time, "Europe/Berlin", List.of());

        assertThat(candidate.inQuietHours("02:30", "02:15")).isTrue();
        assertThat(candidate.quietHoursEnd("02:30", "02:15")).isEqualTo("2026-10-26T01:15:00Z");
        assertThat(time.nextFlip()).contains(Instant.parse("2026-10-26T01:15:00Z"));
    }

    /** Samoa left out 30 December 2011. */
    @Test
    void quietHoursEnd_overADayThatIsLeftOut_isOnTheNext() {
        DecisionTime time = DecisionTime.at(Instant.parse("2011-12-30T08:00:00Z"));

        CandidateTreatment candidate = candidate(time, "Pacific/Apia", List.of());

        assertThat(candidate.inQuietHours("21:00", "08:00")).isTrue();
        assertThat(candidate.quietHoursEnd("21:00", "08:00")).isEqualTo("2011-12-30T18:00:00Z");
    }

    /**
     * Around both changes of the clock, at every quarter of an hour, for any begin and end: whenever a clock shows a time
     * between them it is quiet, and it is quiet up to the end that is told, and no longer.
     */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29T01:00:00Z",
        "Europe/Berlin, 2026-10-25T01:00:00Z",
        "America/New_York, 2026-03-08T07:00:00Z",
        "America/New_York, 2026-11-01T06:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T15:00:00Z",
        "Australia/Lord_Howe, 2026-10-03T15:30:00Z"
    })
    void quietHours_aroundAChangeOfTheClock_keepWhatTheyPromise(String zone, Instant change) {
        LocalTime[] times = Stream.of(
                        "00:00", "01:15", "01:30", "01:45", "02:00", "02:15", "02:30", "03:00", "08:00", "21:00")
                .map(LocalTime::parse)
                .toArray(LocalTime[]::new);
        for (LocalTime begin : times) {
            for (LocalTime end : times) {
                if (!begin.equals(end)) {
                    assertPromises(new QuietHours(begin, end, ZoneId.of(zone)), change);
                }
            }
        }
    }

    private static void assertPromises(QuietHours hours, Instant change) {
        Instant last = change.plus(Duration.ofDays(2));
        for (Instant asOf = change.minus(Duration.ofDays(2)); asOf.isBefore(last); asOf = asOf.plus(QUARTER)) {
            boolean quiet = hours.hold(DecisionTime.at(asOf));
            LocalTime clock = asOf.atZone(hours.zone()).toLocalTime();
            if (isBetween(clock, hours.begin(), hours.end())) {
                assertThat(quiet).as("%s at %s", hours, asOf).isTrue();
            } else if (quiet) {
                // Only because a clock has shown a quiet time, and shows it again.
                assertThat(Duration.between(asOf, change).abs())
                        .as("%s at %s", hours, asOf)
                        .isLessThanOrEqualTo(HOUR);
            }
            if (quiet) {
                Instant end = hours.end(DecisionTime.at(asOf)).orElseThrow();
                assertThat(hours.hold(DecisionTime.at(end)))
                        .as("%s at %s", hours, end)
                        .isFalse();
                assertThat(hours.hold(DecisionTime.at(end.minusMillis(1))))
                        .as("%s at %s", hours, end)
                        .isTrue();
                Instant next = asOf.plus(QUARTER);
                assertThat(hours.hold(DecisionTime.at(next)) || !next.isBefore(end))
                        .as("%s at %s", hours, next)
                        .isTrue();
            }
        }
    }

    private static boolean isBetween(LocalTime clock, LocalTime begin, LocalTime end) {
        return begin.isBefore(end)
                ? !clock.isBefore(begin) && clock.isBefore(end)
                : !clock.isBefore(begin) || clock.isBefore(end);
    }

    @Test
    void inQuietHours_equalEnds_isNeverAndAsksNothing() {
        DecisionTime time = DecisionTime.at(Instant.parse(NOON));

        assertThat(candidate(time, "UTC", List.of()).inQuietHours("12:00", "12:00"))
                .isFalse();
        assertThat(time.nextFlip()).isEmpty();
    }

    @Test
    void inControlGroup_percent_isItsShareOfTheBuckets() {
        CandidateTreatment candidate = candidate(DecisionTime.at(Instant.parse(NOON)), "UTC", List.of());

        assertThat(candidate.inControlGroup(7.29)).isFalse();
        assertThat(candidate.inControlGroup(7.3)).isTrue();
        assertThat(candidate.inControlGroup(0)).isFalse();
    }

    @Test
    void granted_untilItExpires_tellsWhen() {
        DecisionTime time = DecisionTime.at(Instant.parse(NOON));
        Consent consent = new Consent(
                null,
                "email",
                "marketing",
                "granted",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-06-01T00:00:00Z"),
                null);

        assertThat(candidate(time, "UTC", List.of(consent)).granted()).isTrue();
        assertThat(time.nextFlip()).contains(Instant.parse("2026-06-01T00:00:00Z"));
    }

    @Test
    void doNotContact_refusalOfOnePurposeHasExpired_thatOfEveryPurposeHolds() {
        DecisionTime time = DecisionTime.at(Instant.parse(NOON));
        Consent lasting = new Consent(null, "*", null, "denied", Instant.parse("2025-01-01T00:00:00Z"), null, null);
        Consent expired = new Consent(
                null,
                "*",
                "marketing",
                "denied",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-02-01T00:00:00Z"),
                null);

        assertThat(candidate(time, "UTC", List.of(lasting, expired)).doNotContact())
                .isTrue();
        assertThat(candidate(time, "UTC", List.of(expired)).doNotContact()).isFalse();
    }
}

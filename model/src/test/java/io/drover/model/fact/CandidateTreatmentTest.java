package io.drover.model.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.model.fact.CandidateTreatment.Circumstances;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateTreatmentTest {

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
            assertThat(candidate(DecisionTime.at(asOf), zone, List.of()).quietHoursEnd("08:00"))
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

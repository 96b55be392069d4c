package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-05-15T12:00:00Z, 2026-05-15T12:00:00Z",
        "2026-05-15T23:59:59Z, 2026-05-15T23:59:59Z",
        "2026-05-15, 2026-05-15T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "2026-05-15T12:00Z, 2026-05-15T12:00:00Z",
        "2026-05-15T12:00:00+02:00, 2026-05-15T10:00:00Z",
        "2026-05-15T12:00:00-0530, 2026-05-15T17:30:00Z",
        "2026-05-15T12:00:00+02, 2026-05-15T10:00:00Z",
        "2026-05-15T12:00:00.5Z, 2026-05-15T12:00:00.500Z",
        "2026-05-15T12:00:00.123999999Z, 2026-05-15T12:00:00.123Z",
        "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999Z"
    })
    void instant_oneOfTheForms_isThatInstant(String text, String instant) {
        assertThat(IsoTime.instant(text)).hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-5-15",
                "2026-05-15T",
                "2026-05-15T12:00:00",
                "2026-05-15 12:00:00Z",
                "2026-05-15t12:00:00z",
                "2026-05-15T24:00:00Z",
                "2026-05-15T12:60:00Z",
                "2026-05-15T12:00:60Z",
                "2026-02-29T12:00:00Z",
                "2026-02-29",
                "2026-13-01",
                "2026-05-15T12:00:00.Z",
                "2026-05-15T12:00:00.1234567890Z",
                "2026-05-15T12:00:00,5Z",
                "2026-05-15T12:00:00+19:00",
                "2026-05-15T12:00:00Z ",
                "2026-05-15T12:00:00[UTC]",
                "-2026-05-15",
                "+12026-05-15T12:00:00Z",
                "٢٠٢٦-05-15T12:00:00Z",
                "0000-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00"
            })
    void instant_anythingElse_isNone(String text) {
        assertThat(IsoTime.instant(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-15T12:00:00Z",
                "2024-02-29T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "0007-08-09T01:02:03Z",
                "9999-12-31T23:59:59Z",
                "2026-05-15T12:00:00.120Z",
                "1969-12-31T23:59:59.001Z",
                "9999-12-31T23:59:59.999Z",
                "2026-05-15T12:00:00.123456Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T00:00:00Z"
            })
    void text_anyInstant_isThatOfTheInstant(String text) {
        assertThat(IsoTime.text(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void date_onlyADate() {
        assertThat(IsoTime.date("2026-05-15")).isEqualTo(LocalDate.of(2026, 5, 15));
        assertThat(IsoTime.date("0000-12-31")).isEqualTo(LocalDate.of(0, 12, 31));
        assertThat(IsoTime.date("2026-05-15T00:00:00Z")).isNull();
        assertThat(IsoTime.date("2026-06-31")).isNull();
        assertThat(IsoTime.date("20260515")).isNull();
    }
}

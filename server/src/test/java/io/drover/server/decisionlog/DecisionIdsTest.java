package io.drover.server.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecisionIdsTest {

    private static final long NOW = Instant.parse("2026-05-15T23:59:59.999Z").toEpochMilli();

    private final DecisionIds ids = new DecisionIds();

    @Test
    void next_clockStandsOrGoesBack_idsAscend() {
        String before = ids.next(NOW);
        for (int i = 0; i < 10_000; i++) {
            String next = ids.next(NOW - i % 3);
            assertThat(next).isGreaterThan(before);
            before = next;
        }
    }

    @Test
    void next_anId_versionSevenOfItsDay() {
        String id = ids.next(NOW);

        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(DecisionIds.isId(id)).isTrue();
        assertThat(DecisionIds.dayOf(id)).isEqualTo(LocalDate.of(2026, 5, 15));
    }

    @Test
    void continueAfter_idOfTheFuture_idsComeAfterIt() {
        String later = new DecisionIds().next(NOW + 5_000);

        ids.continueAfter(later);

        assertThat(ids.next(NOW)).isGreaterThan(later);
    }

    @Test
    void parse_anotherText_none() {
        assertThat(DecisionIds.parse("../secret")).isEmpty();
        assertThat(DecisionIds.parse(UUID.randomUUID().toString())).isEmpty();
        assertThat(DecisionIds.parse(ids.next(NOW).toUpperCase(java.util.Locale.ROOT)))
                .isPresent();
    }
}

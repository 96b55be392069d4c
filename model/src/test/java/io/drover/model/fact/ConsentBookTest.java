package io.drover.model.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsentBookTest {

    private static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");

    private static Consent consent(
            @Nullable String contactId,
            String channel,
            @Nullable String purpose,
            String status,
            String day,
            @Nullable String endDay) {
        return new Consent(
                contactId, channel, purpose, status, instant(day), endDay == null ? null : instant(endDay), null);
    }

    private static Instant instant(String day) {
        return Instant.parse("2026-" + day + "T00:00:00Z");
    }

    private static ConsentBook book(Consent... consents) {
        return ConsentBook.of(List.of(consents), "c1", "marketing");
    }

    @Test
    void reasonsOn_severalThatExpired_areBeforeTheOneThatCountsAndNoOther() {
        Consent expired = consent("c1", "email", null, "granted", "03-01", "04-01");
        Consent every = consent("c1", "*", null, "denied", "01-01", null);
        Consent subjects = consent(null, "email", null, "granted", "05-01", null);
        Consent earlier = consent("c1", "*", null, "granted", "01-01", null);
        Consent others = consent("c2", "email", null, "denied", "05-01", null);
        Consent otherPurpose = consent("c1", "email", "service", "denied", "05-01", null);

        assertThat(book(subjects, earlier, every, expired, others, otherPurpose).reasonsOn("email", NOON))
                .containsExactly(expired, every);
    }

    @Test
    void reasonsOn_expiredBeforeWhatCounts_isNoReason() {
        Consent expired = consent(null, "email", "marketing", "granted", "03-01", "04-01");
        Consent later = consent(null, "email", null, "denied", "03-15", null);

        assertThat(book(expired, later).reasonsOn("email", NOON)).containsExactly(later);
    }

    @Test
    void reasonsOn_nothingSaidOrAllExpired_areThoseThatExpired() {
        Consent expired = consent(null, "*", null, "granted", "03-01", "04-01");

        assertThat(book().reasonsOn("email", NOON)).isEmpty();
        assertThat(book(expired).reasonsOn("email", NOON)).containsExactly(expired);
    }

    @Test
    void reasonsOn_twoRefusalsAtOnce_anyOrderTheSame() {
        Consent denied = consent(null, "email", null, "denied", "03-01", null);
        Consent revoked = consent(null, "email", null, "revoked", "03-01", null);

        assertThat(book(denied, revoked).reasonsOn("email", NOON))
                .isEqualTo(book(revoked, denied).reasonsOn("email", NOON))
                .hasSize(1);
    }

    @Test
    void reasonsOnEveryChannel_refused_theRefusalAlone() {
        Consent channel = consent("c1", "email", null, "granted", "05-01", null);
        Consent every = consent(null, "*", null, "revoked", "01-01", null);

        assertThat(book(channel, every).reasonsOnEveryChannel(NOON)).containsExactly(every);
    }
}

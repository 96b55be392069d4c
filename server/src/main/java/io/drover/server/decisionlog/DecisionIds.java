package io.drover.server.decisionlog;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes ids of decisions: UUIDs of version 7, whose text ascends with time. So an id tells the day of its decision, and the
 * log, written in their order, is found by them without an index.
 *
 * <p>Not thread-safe.
 */
final class DecisionIds {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final int IDS_A_MILLISECOND = 1 << 12;

    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
    private long millis;
    private int count;

    /** From now on, every id comes after {@code id}. */
    void continueAfter(String id) {
        millis = Math.max(millis, millisOf(id) + 1);
        count = 0;
    }

    /** The next id; where the clock goes back, ids stay at the latest time there was. */
    String next(long nowMillis) {
        if (nowMillis > millis) {
            millis = nowMillis;
            count = 0;
        } else if (++count == IDS_A_MILLISECOND) {
            millis++;
            count = 0;
        }
        long high = millis << 16 | 0x7000L | count;
        long low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low).toString();
    }

    /** Whether {@code text} looks like an id made here. */
    static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }

    /** The day, in UTC, of the decision {@code id}. */
    static LocalDate dayOf(String id) {
        return Instant.ofEpochMilli(millisOf(id)).atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** {@code text} in the form ids are written in, if it is one. */
    static Optional<String> parse(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT)).filter(DecisionIds::isId);
    }

    private static long millisOf(String id) {
        return UUID.fromString(id).getMostSignificantBits() >>> 16;
    }
}

package io.drover.engine.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the treatment catalogue. Channel, message, offer and owner are texts, {@code none} where there is nothing.
 *
 * @param purpose that a consent is compared with
 * @param priority the higher the earlier
 * @param due by when it should be done; null: no limit
 * @param cooldown how long after the last time a new episode may begin; null: at once
 * @param repeatEvery how long after the last time it is selected again within one episode; null: never
 * @param suppression whether it keeps something from being done
 * @param validFrom from when it may be given; null: always
 * @param validUntil up to when it may be given, that instant excluded; null: always
 */
public record TreatmentDefinition(
        String key,
        String channel,
        String message,
        String offer,
        String owner,
        String purpose,
        int priority,
        @Nullable Due due,
        @Nullable Duration cooldown,
        @Nullable Duration repeatEvery,
        boolean suppression,
        boolean enabled,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {

    /** What a channel can be; {@code none} is one that nobody has to operate. */
    public static final List<String> CHANNELS =
            List.of("web", "ads", "email", "sms", "phone", "in-app", "internal", "none");

    /** By when a treatment is due, counted from the beginning of its episode. */
    public sealed interface Due permits EndOfDay, After {}

    /** The next midnight in the subject's time zone, else UTC: {@code due: end-of-day}. */
    public record EndOfDay() implements Due {}

    /** A duration after the beginning: {@code due: 4h}. */
    public record After(Duration duration) implements Due {}
}

package io.drover.engine.pack;

import io.drover.model.fact.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    /** By when a treatment is due. */
    public sealed interface Due permits EndOfDay, After, Before {}

    /** The midnight after the beginning of its episode in the subject's time zone, else UTC: {@code due: end-of-day}. */
    public record EndOfDay() implements Due {}

    /** A duration after the beginning of its episode: {@code due: 4h}. */
    public record After(Duration duration) implements Due {}

    /**
     * A duration before a date of the subject, whose midnight is that of UTC: {@code due: T.RENEWAL_LEAD before
     * account.renewalDate}. Never, where the date is missing.
     *
     * @param threshold the name of the threshold that the duration is; null where it is written out
     */
    public record Before(
            Duration lead, SubjectDate date, @Nullable String threshold) implements Due {

        private Before withThresholds(Map<String, Threshold> thresholds) {
            Threshold changed = threshold == null ? null : thresholds.get(threshold);
            return changed == null ? this : new Before(Durations.parse((String) changed.value()), date, threshold);
        }
    }

    /** The same treatment, due as {@code thresholds}, by name, have it. */
    TreatmentDefinition withThresholds(Map<String, Threshold> thresholds) {
        return due instanceof Before before ? withDue(before.withThresholds(thresholds)) : this;
    }

    private TreatmentDefinition withDue(Due other) {
        return new TreatmentDefinition(
                key,
                channel,
                message,
                offer,
                owner,
                purpose,
                priority,
                other,
                cooldown,
                repeatEvery,
                suppression,
                enabled,
                validFrom,
                validUntil);
    }
}

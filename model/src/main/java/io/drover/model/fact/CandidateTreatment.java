package io.drover.model.fact;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A treatment that a pack proposes and that has not been given in its episode yet: what the rules of a policy pack judge.
 * Inserted by the engine.
 *
 * @param pack the pack that proposes it
 * @param key its key in the pack's catalogue
 * @param contactId the contact it is for; missing: the subject itself
 * @param channel by which way
 * @param purpose that a consent is compared with
 * @param priority the higher the earlier
 * @param since when its episode began
 * @param suppression whether it keeps something from being done
 * @param controlBucket where the subject is in a fixed order of all subjects by chance, in hundredths of a percent
 */
public record CandidateTreatment(
        String pack,
        String key,
        @Nullable String contactId,

        @OneOf({"web", "ads", "email", "sms", "phone", "in-app", "internal", "none"})
        String channel,

        String purpose,
        int priority,
        Instant since,
        boolean suppression,
        @Between(min = 0, max = 9_999) int controlBucket,
        Circumstances circumstances)
        implements Dated {

    /** Hundredths of a percent in one percent. */
    private static final BigDecimal BUCKETS_PER_PERCENT = BigDecimal.valueOf(100);

    /**
     * What the questions are answered from.
     *
     * @param consents that are visible, of the subject and of all its contacts
     * @param coolsUntil until when a new episode is too early; null: it is not
     * @param zone whose clocks tell quiet hours
     */
    public record Circumstances(
            List<Consent> consents, @Nullable Instant coolsUntil, ZoneId zone, DecisionTime time) {

        public Circumstances {
            consents = List.copyOf(consents);
        }
    }

    public CandidateTreatment {
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(since, "since");
    }

    /** Whether its channel may be used for its purpose, because that was granted and neither refused since nor expired. */
    @TimeQuestion
    public boolean granted() {
        return consents().on(channel, circumstances.time()).orElse(false);
    }

    /** Whether its channel may not be used for its purpose, because that was denied or revoked, and not granted since. */
    @TimeQuestion
    public boolean refused() {
        return !consents().on(channel, circumstances.time()).orElse(true);
    }

    /** Whether every channel was denied or revoked. */
    @TimeQuestion
    public boolean doNotContact() {
        return consents().refuseEveryChannel(circumstances.time());
    }

    private ConsentBook consents() {
        return ConsentBook.of(circumstances.consents(), contactId, purpose);
    }

    /** Whether its episode begins earlier after the last time than the catalogue's {@code cooldown} allows. */
    @TimeQuestion
    public boolean coolingDown() {
        Instant until = circumstances.coolsUntil();
        return until != null && !circumstances.time().reached(until);
    }

    /**
     * Whether a clock where the contact lives, else the subject, else of UTC, shows a time from {@code begin} up to
     * {@code end}, over midnight where the end is not the later of the two: {@code inQuietHours("21:00", "08:00")}. Never,
     * where both are the same.
     */
    @TimeQuestion
    public boolean inQuietHours(@TimeOfDay String begin, @TimeOfDay String end) {
        return quietHours(begin, end).hold(circumstances.time());
    }

    /**
     * When those that {@code inQuietHours(begin, end)} asks about end: those that hold, else the next; {@code since} where
     * there are none.
     */
    @TimeQuestion
    public Instant quietHoursEnd(@TimeOfDay String begin, @TimeOfDay String end) {
        return quietHours(begin, end).end(circumstances.time()).orElse(since);
    }

    private QuietHours quietHours(String begin, String end) {
        return new QuietHours(LocalTime.parse(begin), LocalTime.parse(end), circumstances.zone());
    }

    /** Whether the subject is one of the {@code percent} of all subjects that are left alone for comparison. */
    public boolean inControlGroup(Number percent) {
        BigDecimal border = new BigDecimal(percent.toString()).multiply(BUCKETS_PER_PERCENT);
        return BigDecimal.valueOf(controlBucket).compareTo(border) < 0;
    }

    @Override
    public String factId() {
        return contactId == null ? pack + "/" + key : pack + "/" + key + "/" + contactId;
    }

    @Override
    public Instant factDate() {
        return since;
    }

    @Override
    public DecisionTime decisionTime() {
        return circumstances.time();
    }

    /** There is one for each pack, key and contact in a decision. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CandidateTreatment candidate
                && pack.equals(candidate.pack)
                && key.equals(candidate.key)
                && Objects.equals(contactId, candidate.contactId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pack, key, contactId);
    }
}

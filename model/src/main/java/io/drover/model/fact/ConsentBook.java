package io.drover.model.fact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The consents that concern one treatment: those of its contact, else those of the subject; for its purpose, or for none in
 * particular. Of these the latest counts for each channel, and one that has expired says nothing any more.
 *
 * @param own of the contact that the treatment is for
 * @param subjects of the subject itself
 */
public record ConsentBook(List<Consent> own, List<Consent> subjects) {

    private static final String EVERY_CHANNEL = "*";
    private static final String GRANTED = "granted";

    /** The later wins; of two of one instant the refusal, and of two refusals the one that lasts; then by name. */
    private static final Comparator<Consent> ORDER = Comparator.comparing(Consent::at)
            .thenComparing(consent -> !consent.status().equals(GRANTED))
            .thenComparing(Consent::expiresAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Consent::status);

    /** Where something is looked for: what one side said of one channel, or of every channel. */
    private record Slot(List<Consent> consents, String channel) {}

    public ConsentBook {
        own = List.copyOf(own);
        subjects = List.copyOf(subjects);
    }

    /** Those of {@code consents} that concern a treatment for {@code purpose}, for a contact or (null) for the subject. */
    public static ConsentBook of(List<Consent> consents, @Nullable String contactId, String purpose) {
        List<Consent> own = new ArrayList<>();
        List<Consent> subjects = new ArrayList<>();
        for (Consent consent : consents) {
            if (consent.purpose() == null || consent.purpose().equals(purpose)) {
                if (consent.contactId() == null) {
                    subjects.add(consent);
                } else if (Objects.equals(consent.contactId(), contactId)) {
                    own.add(consent);
                }
            }
        }
        return new ConsentBook(own, subjects);
    }

    /** What holds for {@code channel}: granted (true), refused (false), or nothing was said, or nothing holds any more. */
    Optional<Boolean> on(String channel, DecisionTime time) {
        return latest(own, channel, time)
                .or(() -> latest(own, EVERY_CHANNEL, time))
                .or(() -> latest(subjects, channel, time))
                .or(() -> latest(subjects, EVERY_CHANNEL, time))
                .map(ConsentBook::isGrant);
    }

    /** Whether every channel was refused. */
    boolean refuseEveryChannel(DecisionTime time) {
        return latest(own, EVERY_CHANNEL, time)
                .or(() -> latest(subjects, EVERY_CHANNEL, time))
                .filter(consent -> !isGrant(consent))
                .isPresent();
    }

    /**
     * Why {@link #on} answers as it does at {@code asOf}: what would go before but has expired, then what counts; only the
     * former where nothing counts. Asks nothing of a decision's time.
     */
    public List<Consent> reasonsOn(String channel, Instant asOf) {
        return reasons(
                List.of(
                        new Slot(own, channel),
                        new Slot(own, EVERY_CHANNEL),
                        new Slot(subjects, channel),
                        new Slot(subjects, EVERY_CHANNEL)),
                asOf);
    }

    /** Why {@link #refuseEveryChannel} answers as it does at {@code asOf}, likewise. */
    public List<Consent> reasonsOnEveryChannel(Instant asOf) {
        return reasons(List.of(new Slot(own, EVERY_CHANNEL), new Slot(subjects, EVERY_CHANNEL)), asOf);
    }

    private static List<Consent> reasons(List<Slot> slots, Instant asOf) {
        DecisionTime time = DecisionTime.at(asOf);
        List<Consent> reasons = new ArrayList<>();
        for (Slot slot : slots) {
            Optional<Consent> counts = latest(slot.consents(), slot.channel(), time);
            said(slot.consents(), slot.channel())
                    .filter(consent -> !holds(consent, time))
                    .filter(consent -> counts.isEmpty() || ORDER.compare(consent, counts.get()) > 0)
                    .forEach(reasons::add);
            if (counts.isPresent()) {
                reasons.add(counts.get());
                return reasons;
            }
        }
        return reasons;
    }

    /** Of what was said last of the purpose, and of every purpose, the later that has not expired. */
    private static Optional<Consent> latest(List<Consent> consents, String channel, DecisionTime time) {
        return said(consents, channel).filter(consent -> holds(consent, time)).max(ORDER);
    }

    /** What was said last of every purpose, and of the purpose. */
    private static Stream<Consent> said(List<Consent> consents, String channel) {
        return Stream.of(true, false)
                .flatMap(everyPurpose -> consents.stream()
                        .filter(consent ->
                                consent.channel().equals(channel) && (consent.purpose() == null) == everyPurpose)
                        .max(ORDER)
                        .stream());
    }

    private static boolean holds(Consent consent, DecisionTime time) {
        return consent.expiresAt() == null || !time.reached(consent.expiresAt());
    }

    private static boolean isGrant(Consent consent) {
        return consent.status().equals(GRANTED);
    }
}

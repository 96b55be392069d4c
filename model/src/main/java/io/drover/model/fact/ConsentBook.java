package io.drover.model.fact;

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
record ConsentBook(List<Consent> own, List<Consent> subjects) {

    private static final String EVERY_CHANNEL = "*";
    private static final String GRANTED = "granted";

    /** The later wins; of two of one instant the refusal, and of two refusals the one that lasts. */
    private static final Comparator<Consent> ORDER = Comparator.comparing(Consent::at)
            .thenComparing(consent -> !consent.status().equals(GRANTED))
            .thenComparing(Consent::expiresAt, Comparator.nullsLast(Comparator.naturalOrder()));

    /** Those of {@code consents} that concern a treatment for {@code purpose}, for a contact or (null) for the subject. */
    static ConsentBook of(List<Consent> consents, @Nullable String contactId, String purpose) {
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
                .or(() -> latest(subjects, EVERY_CHANNEL, time));
    }

    /** Whether every channel was refused. */
    boolean refuseEveryChannel(DecisionTime time) {
        return latest(own, EVERY_CHANNEL, time)
                .or(() -> latest(subjects, EVERY_CHANNEL, time))
                .filter(granted -> !granted)
                .isPresent();
    }

    /** Of what was said last of the purpose, and of every purpose, the later that has not expired. */
    private static Optional<Boolean> latest(List<Consent> consents, String channel, DecisionTime time) {
        return Stream.of(true, false)
                .flatMap(everyPurpose -> consents.stream()
                        .filter(consent ->
                                consent.channel().equals(channel) && (consent.purpose() == null) == everyPurpose)
                        .max(ORDER)
                        .stream())
                .filter(consent -> consent.expiresAt() == null || !time.reached(consent.expiresAt()))
                .max(ORDER)
                .map(consent -> consent.status().equals(GRANTED));
    }
}

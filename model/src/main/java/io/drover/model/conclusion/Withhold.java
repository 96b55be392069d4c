package io.drover.model.conclusion;

import io.drover.model.fact.CandidateTreatment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reason for which a candidate treatment is not to be given. Concluded by the rules of a policy pack alone; of several
 * reasons the first in the order of {@link #REASONS} is the one that a decision states.
 *
 * @param until from when the reason does not hold any more, so that the treatment is held and not withheld; null: not known
 */
public record Withhold(
        CandidateTreatment candidate,
        String reason,
        @Nullable Instant until) {

    /** The reasons that rules may state. */
    public static final List<String> OF_RULES =
            List.of("disabled", "do-not-contact", "control-group", "no-consent", "cooldown", "quiet-hours");

    /** Every reason there is, in the order in which one goes before another; the last three are found by the engine. */
    public static final List<String> REASONS = List.of(
            "disabled",
            "do-not-contact",
            "control-group",
            "no-consent",
            "cooldown",
            "quiet-hours",
            "excluded-by",
            "lower-priority",
            "frequency-cap");

    public Withhold {
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(reason, "reason");
    }

    public Withhold(CandidateTreatment candidate, String reason) {
        this(candidate, reason, null);
    }

    /** The same reason, which ends at {@code instant}. */
    public Withhold until(Instant instant) {
        return new Withhold(candidate, reason, instant);
    }
}

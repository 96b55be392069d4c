package io.drover.model.conclusion;

import io.drover.model.fact.Dated;
import io.drover.model.fact.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A contribution to a score: {@code points} at the date of {@code source}, halved every {@code halfLife} from then on. The
 * engine sums the points of a score into {@link Score}, at most the manifest's cap for each group and UTC day.
 *
 * @param source the fact that earned the points; it has a date
 * @param points zero or more, undecayed
 * @param group what shares one cap; null: the rule that concluded it
 */
public record Points(
        String score,
        Dated source,
        double points,
        Duration halfLife,
        @Nullable String group,
        @Nullable String contactId) {

    public Points {
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(halfLife, "halfLife");
        if (!(points >= 0) || Double.isInfinite(points)) {
            throw new IllegalArgumentException("points must be zero or more");
        }
        if (halfLife.isZero()) {
            throw new IllegalArgumentException("halfLife must be longer than zero");
        }
    }

    /** As of its parts, but of the source, which is a whole fact, by its id where it has one. */
    @Override
    public int hashCode() {
        int known =
                source.factId().isEmpty() ? source.hashCode() : source.factId().hashCode();
        return Objects.hash(score, known, points, halfLife, group, contactId);
    }

    public Points(String score, Dated source, Number points, String halfLife) {
        this(score, source, points.doubleValue(), Durations.parse(halfLife), null, null);
    }

    /** The same points, capped together with all others of group {@code name}. */
    public Points group(String name) {
        return new Points(score, source, points, halfLife, name, contactId);
    }

    /** The same points in the score of one contact. */
    public Points contact(String id) {
        return new Points(score, source, points, halfLife, group, id);
    }

    /** When the points were earned: the date of the source. */
    public Instant earnedAt() {
        return Objects.requireNonNull(source.factDate(), "the source of points needs a date");
    }
}

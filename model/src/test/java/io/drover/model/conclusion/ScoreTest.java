package io.drover.model.conclusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drover.model.conclusion.Score.Contribution;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");

    private static Score score(DecisionTime time, Contribution... contributions) {
        return new Score("intent", null, List.of(contributions), time);
    }

    @Test
    void valueAt_halvesEveryHalfLife() {
        Score score = score(
                DecisionTime.at(NOON), new Contribution(16, NOON.minus(Duration.ofDays(28)), Duration.ofDays(14)));

        assertThat(score.valueAt(NOON)).isEqualTo(4.0);
    }

    @Test
    void atLeast_holds_flipsAtTheFirstMillisecondBelow() {
        Random random = new Random(20260515);
        for (int round = 0; round < 200; round++) {
            DecisionTime time = DecisionTime.at(NOON);
            List<Contribution> contributions = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(5); i++) {
                contributions.add(new Contribution(
                        1 + random.nextInt(30),
                        NOON.minusMillis(random.nextInt(1_000_000_000)),
                        Duration.ofHours(1 + random.nextInt(2000))));
            }
            Score score = new Score("intent", null, contributions, time);
            double threshold = score.valueAt(NOON) * random.nextDouble();

            assertThat(score.atLeast(threshold)).isTrue();
            Instant flip = time.nextFlip().orElseThrow();
            assertThat(score.valueAt(flip)).isLessThan(threshold);
            assertThat(score.valueAt(flip.minusMillis(1))).isGreaterThanOrEqualTo(threshold);
        }
    }

    @Test
    void atLeast_doesNotHold_neverWillByItself() {
        DecisionTime time = DecisionTime.at(NOON);

        assertThat(score(time, new Contribution(5, NOON, Duration.ofDays(1))).atLeast(5.1))
                .isFalse();
        assertThat(score(time).atLeast(0)).isTrue();
        assertThat(time.nextFlip()).isEmpty();
    }

    @Test
    void points_badNumbers_areRefused() {
        Signal signal = new Signal("e1", null, "page.viewed", NOON, null, Map.of(), null);

        assertThat(new Points("intent", signal, 15, "14d").points()).isCloseTo(15, within(0.0));
        assertThatThrownBy(() -> new Points("intent", signal, -1, "14d")).hasMessageContaining("zero or more");
        assertThatThrownBy(() -> new Points("intent", signal, 1, "0d")).hasMessageContaining("halfLife");
        assertThatThrownBy(() -> new Points("intent", signal, 1, "soon")).hasMessageContaining("not a duration");
    }

    @Test
    void treat_withMissingValue_leavesTheParameterOut() {
        Treat treat = new Treat("geo.localized-pricing")
                .with("currency", null)
                .with("region", "EU")
                .contact("c1");

        assertThat(treat).isEqualTo(new Treat("geo.localized-pricing", "c1", Map.of("region", "EU")));
    }
}

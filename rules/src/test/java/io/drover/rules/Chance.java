package io.drover.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** What chance decides, from a seed: the same seed gives the same choices. */
final class Chance {

    /** The instant that all chance is around: asOf. */
    static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");

    /** The windows that the reference packs look through. */
    private static final int[] WINDOW_DAYS = {0, 1, 7, 14, 28, 30, 60, 90, 180, 183};

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /** A number from 0, below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A list of none to {@code atMost} things. */
    <T> List<T> many(int atMost, IntFunction<T> make) {
        List<T> list = new ArrayList<>();
        int count = random.nextInt(atMost + 1);
        for (int i = 0; i < count; i++) {
            list.add(make.apply(i));
        }
        return list;
    }

    /** An instant near asOf: somewhere in the last months, often at the very edge of a window, now and then in the future. */
    Instant instant() {
        Duration back = switch (random.nextInt(4)) {
            case 0 ->
                Duration.ofDays(WINDOW_DAYS[random.nextInt(WINDOW_DAYS.length)]).plusMillis(random.nextInt(3) - 1);
            case 1 -> Duration.ofMinutes(random.nextInt(100_000));
            case 2 -> Duration.ofHours(random.nextInt(200));
            default -> Duration.ofHours(random.nextInt(48)).negated();
        };
        return NOON.minus(back);
    }

    /** The date of such an instant. */
    LocalDate date() {
        return instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** An instant in [{@code from}, {@code before}). */
    Instant between(Instant from, Instant before) {
        long millis = Duration.between(from, before).toMillis();
        return from.plusMillis((long) (random.nextDouble() * millis));
    }

    <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }
}

package io.drover.engine.compile;

import io.drover.engine.pack.ScoreDefinition;
import io.drover.model.conclusion.Points;
import io.drover.model.conclusion.Score;
import io.drover.model.conclusion.Score.Contribution;
import io.drover.model.fact.DecisionTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums points into scores: capped for each group and UTC day, in canonical order. */
final class ScoreResolver {

    private static final long SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    /** Points and the rule that concluded them. */
    record Earned(Points points, String rule) {

        String group() {
            String group = points.group();
            return group == null ? rule : group;
        }

        DayOfGroup day() {
            return new DayOfGroup(Math.floorDiv(points.earnedAt().getEpochSecond(), SECONDS_A_DAY), group());
        }
    }

    /** What shares one cap: a group on a UTC day, counted from that of the epoch. */
    private record DayOfGroup(long day, String group) {}

    private static final Comparator<Earned> CANONICAL = Comparator.comparing(
                    (Earned earned) -> earned.points().earnedAt())
            .thenComparing(earned -> earned.points().source().getClass().getSimpleName())
            .thenComparing(earned -> earned.points().source().factId())
            .thenComparing(Earned::group)
            .thenComparing(Earned::rule)
            .thenComparing(earned -> earned.points().points())
            .thenComparing(earned -> earned.points().halfLife());

    private ScoreResolver() {}

    /** The scores of {@code definition}: that of the subject, and of every contact with points, in the order of ids. */
    static List<Score> resolve(ScoreDefinition definition, Collection<Earned> earned, DecisionTime time) {
        Map<String, List<Earned>> byContact = new TreeMap<>();
        byContact.put("", new ArrayList<>());
        for (Earned points : earned) {
            byContact
                    .computeIfAbsent(
                            Objects.requireNonNullElse(points.points().contactId(), ""), id -> new ArrayList<>())
                    .add(points);
        }
        List<Score> scores = new ArrayList<>(byContact.size());
        byContact.forEach((contact, points) -> scores.add(new Score(
                definition.name(), contactId(contact), contributions(points, definition.capPerGroupAndDay()), time)));
        return scores;
    }

    private static @Nullable String contactId(String key) {
        return key.isEmpty() ? null : key;
    }

    private static List<Contribution> contributions(List<Earned> earned, @Nullable BigDecimal cap) {
        List<Earned> inOrder = new ArrayList<>(earned);
        inOrder.sort(CANONICAL);
        Caps caps = cap == null ? null : new Caps(cap.doubleValue(), earned);
        List<Contribution> contributions = new ArrayList<>(inOrder.size());
        for (Earned next : inOrder) {
            double points = caps == null ? next.points().points() : caps.spend(next);
            if (points > 0) {
                contributions.add(new Contribution(
                        points, next.points().earnedAt(), next.points().halfLife()));
            }
        }
        return contributions;
    }

    /** What shares one cap, and how much of it is spent. The cap never cuts a lone signal. */
    private static final class Caps {

        private final Map<DayOfGroup, Double> limits = new HashMap<>();
        private final Map<DayOfGroup, Double> spent = new HashMap<>();

        Caps(double cap, List<Earned> earned) {
            for (Earned each : earned) {
                limits.merge(each.day(), Math.max(cap, each.points().points()), Math::max);
            }
        }

        /** Takes what {@code earned} is worth, or as much of it as is left. */
        double spend(Earned earned) {
            DayOfGroup day = earned.day();
            double before = spent.getOrDefault(day, 0.0);
            double points = Math.min(earned.points().points(), limits.getOrDefault(day, 0.0) - before);
            spent.put(day, before + points);
            return points;
        }
    }
}

package io.drover.engine.compile;

import io.drover.engine.pack.ScoreDefinition;
import io.drover.model.conclusion.Points;
import io.drover.model.conclusion.Score;
import io.drover.model.conclusion.Score.Contribution;
import io.drover.model.fact.DecisionTime;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums points into scores: capped for each group and UTC day, in canonical order. */
final class ScoreResolver {

    /** Points and the rule that concluded them. */
    record Earned(Points points, String rule) {

        String group() {
            String group = points.group();
            return group == null ? rule : group;
        }

        /** What shares one cap: the group and the UTC day. */
        String account() {
            return points.earnedAt().atZone(ZoneOffset.UTC).toLocalDate() + " " + group();
        }
    }

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
        return byContact.entrySet().stream()
                .map(entry -> new Score(
                        definition.name(),
                        contactId(entry.getKey()),
                        contributions(entry.getValue(), definition.capPerGroupAndDay()),
                        time))
                .toList();
    }

    private static @Nullable String contactId(String key) {
        return key.isEmpty() ? null : key;
    }

    private static List<Contribution> contributions(List<Earned> earned, @Nullable BigDecimal cap) {
        Map<String, Double> largest = new TreeMap<>();
        earned.forEach(each -> largest.merge(each.account(), each.points().points(), Math::max));
        Map<String, Double> spent = new TreeMap<>();
        List<Contribution> contributions = new ArrayList<>();
        earned.stream().sorted(CANONICAL).forEach(next -> {
            double points = next.points().points();
            if (cap != null) {
                String account = next.account();
                // The cap never cuts a lone signal.
                double limit = Math.max(cap.doubleValue(), largest.getOrDefault(account, 0.0));
                double before = spent.getOrDefault(account, 0.0);
                points = Math.min(points, limit - before);
                spent.put(account, before + points);
            }
            if (points > 0) {
                contributions.add(new Contribution(
                        points, next.points().earnedAt(), next.points().halfLife()));
            }
        });
        return contributions;
    }
}

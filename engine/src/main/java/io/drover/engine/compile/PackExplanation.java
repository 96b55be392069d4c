package io.drover.engine.compile;

import io.drover.engine.compile.ConclusionLog.Standing;
import io.drover.model.conclusion.Candidate;
import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Points;
import io.drover.model.conclusion.Treat;
import io.drover.model.decision.ExplainedConclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says for each conclusion of an evaluation why it stands: rules, what they matched, and what they compared with. */
final class PackExplanation {

    private final CompiledPack pack;
    private final ConclusionLog log;

    PackExplanation(CompiledPack pack, ConclusionLog log) {
        this.pack = pack;
        this.log = log;
    }

    /** The rules that justify something that stands. */
    SortedSet<String> firedRules() {
        SortedSet<String> rules = new TreeSet<>();
        log.standing(Object.class)
                .flatMap(standing -> Justification.of(standing.handle()).stream())
                .forEach(justification -> rules.add(justification.rule()));
        return rules;
    }

    List<ExplainedConclusion> of(List<Classified> classified) {
        List<ExplainedConclusion> explained = new ArrayList<>();
        List<Standing<Candidate>> candidates = log.standing(Candidate.class).toList();
        classified.forEach(value -> explained.addAll(classification(value, candidates)));
        log.standing(InSegment.class)
                .forEach(standing -> explain("segment", standing.conclusion().name(), null, Map.of(), standing)
                        .forEach(explained::add));
        log.standing(Points.class).forEach(standing -> {
            Points points = standing.conclusion();
            Map<String, Object> earned = Map.of(
                    "points", points.points(), "earnedAt", points.earnedAt().toString());
            explain("score", points.score(), points.contactId(), earned, standing)
                    .forEach(explained::add);
        });
        log.standing(Treat.class).forEach(standing -> {
            Treat treat = standing.conclusion();
            explain("treatment", treat.key(), treat.contactId(), Map.of(), standing)
                    .forEach(explained::add);
        });
        return explained;
    }

    private List<ExplainedConclusion> classification(Classified value, List<Standing<Candidate>> candidates) {
        String conclusion = value.taxonomy() + "=" + value.value();
        Candidate winner = new Candidate(value.taxonomy(), value.value(), value.contactId());
        List<ExplainedConclusion> reasons = candidates.stream()
                .filter(standing -> standing.conclusion().equals(winner))
                .flatMap(standing -> explain("classification", conclusion, value.contactId(), Map.of(), standing))
                .toList();
        return reasons.isEmpty() ? List.of(byDefault(conclusion, value.contactId())) : reasons;
    }

    private ExplainedConclusion byDefault(String conclusion, @Nullable String contactId) {
        return new ExplainedConclusion(
                pack.name(),
                "classification",
                conclusion,
                contactId,
                null,
                "the default: no rule concluded another value",
                List.of(),
                Map.of(),
                Map.of());
    }

    private Stream<ExplainedConclusion> explain(
            String kind,
            String conclusion,
            @Nullable String contactId,
            Map<String, Object> furtherValues,
            Standing<?> standing) {
        return Justification.of(standing.handle()).stream().map(justification -> {
            CompiledPack.RuleText text = pack.text(justification.rule());
            Map<String, Object> values = new TreeMap<>(justification.values());
            values.putAll(furtherValues);
            return new ExplainedConclusion(
                    pack.name(),
                    kind,
                    conclusion,
                    contactId,
                    justification.rule(),
                    text.says(),
                    justification.describeMatched(),
                    values,
                    text.thresholds());
        });
    }
}

package io.drover.engine.compile;

import io.drover.model.conclusion.Candidate;
import io.drover.model.conclusion.Classified;
import io.drover.model.decision.ExplainedConclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

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
        log.handles().forEach(handle -> rules.addAll(Justification.rules(handle)));
        return rules;
    }

    List<ExplainedConclusion> of(List<Classified> classified) {
        List<ExplainedConclusion> explained = new ArrayList<>();
        classified.forEach(value -> explained.addAll(classification(value)));
        log.segments()
                .forEach((handle, segment) -> explain("segment", segment.name(), null, Map.of(), handle)
                        .forEach(explained::add));
        log.points().forEach((handle, points) -> {
            Map<String, Object> earned = Map.of(
                    "points", points.points(), "earnedAt", points.earnedAt().toString());
            explain("score", points.score(), points.contactId(), earned, handle).forEach(explained::add);
        });
        log.treats()
                .forEach((handle, treat) -> explain("treatment", treat.key(), treat.contactId(), Map.of(), handle)
                        .forEach(explained::add));
        log.withholds()
                .forEach((handle, withhold) -> explain(
                                ExplainedConclusion.WITHHELD,
                                withhold.candidate().key() + "=" + withhold.reason(),
                                withhold.candidate().contactId(),
                                Map.of(),
                                handle)
                        .map(reason -> CandidateGrounds.of(pack, reason, withhold.candidate()))
                        .forEach(explained::add));
        return explained;
    }

    private List<ExplainedConclusion> classification(Classified value) {
        String conclusion = value.taxonomy() + "=" + value.value();
        Candidate winner = new Candidate(value.taxonomy(), value.value(), value.contactId());
        List<ExplainedConclusion> reasons = log.candidates().entrySet().stream()
                .filter(candidate -> candidate.getValue().equals(winner))
                .flatMap(candidate ->
                        explain("classification", conclusion, value.contactId(), Map.of(), candidate.getKey()))
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
            FactHandle handle) {
        return Justification.of(handle).stream().map(justification -> {
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

package io.drover.engine.compile;

import io.drover.model.conclusion.Classified;
import io.drover.model.decision.ExplainedConclusion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Budget budget;

    PackExplanation(CompiledPack pack, ConclusionLog log, Budget budget) {
        this.pack = pack;
        this.log = log;
        this.budget = budget;
    }

    /** The rules that justify something that stands. */
    SortedSet<String> firedRules() {
        SortedSet<String> rules = new TreeSet<>();
        log.handles().forEach(handle -> rules.addAll(Justification.rules(handle)));
        return rules;
    }

    List<ExplainedConclusion> of(List<Classified> classified) {
        List<ExplainedConclusion> explained = new ArrayList<>();
        Map<String, List<FactHandle>> candidates = new HashMap<>();
        log.candidates()
                .forEach((handle, candidate) -> candidates
                        .computeIfAbsent(
                                key(candidate.taxonomy(), candidate.value(), candidate.contactId()),
                                key -> new ArrayList<>())
                        .add(handle));
        classified.forEach(value -> explained.addAll(classification(value, candidates)));
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

    /** What tells a candidate from others. No name of a taxonomy or value has a blank. */
    private static String key(String taxonomy, String value, @Nullable String contactId) {
        return taxonomy + " " + value + " " + Objects.requireNonNullElse(contactId, "");
    }

    private List<ExplainedConclusion> classification(Classified value, Map<String, List<FactHandle>> candidates) {
        String conclusion = value.taxonomy() + "=" + value.value();
        List<ExplainedConclusion> reasons =
                candidates.getOrDefault(key(value.taxonomy(), value.value(), value.contactId()), List.of()).stream()
                        .flatMap(handle -> explain("classification", conclusion, value.contactId(), Map.of(), handle))
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
            budget.checkDeadline();
            CompiledPack.RuleText text = pack.text(justification.rule());
            Map<String, Object> values = new TreeMap<>(justification.values());
            values.putAll(furtherValues);
            List<String> matched = justification.describeMatched();
            budget.spendText(justification.rule(), matched);
            budget.spendText(justification.rule(), values.values());
            return new ExplainedConclusion(
                    pack.name(),
                    kind,
                    conclusion,
                    contactId,
                    justification.rule(),
                    text.says(),
                    matched,
                    values,
                    text.thresholds());
        });
    }
}

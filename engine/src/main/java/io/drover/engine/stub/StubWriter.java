package io.drover.engine.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RelaxedPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.drl.Element;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.Threshold;
import io.drover.engine.scenario.RuleCoverage;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes scenarios for the rules of a pack that its scenarios do not prove: one in which the rule fires, and one in which all but
 * one of its conditions hold. The facts are worked out from the conditions and thresholds, and tried; where that does not
 * succeed, the scenario says in a comment what is left to do. For one thread.
 */
public final class StubWriter {

    private static final Instant WITHOUT_REVIEW = Instant.parse("2026-01-15T12:00:00Z");

    /** How often facts are worked out anew, each time from other rules where several conclude what is read. */
    private static final int ATTEMPTS = 4;

    private final CompiledPack pack;
    private final Instant asOf;
    private final Trial trial;
    private final Map<String, Object> thresholds;
    private final Map<String, ParsedRule> rules;

    /** A writer for the pack of {@code relaxed}, which is one of {@code ruleSet}; {@code engine} tries facts out. */
    public StubWriter(DecisionEngine engine, RuleSet ruleSet, RelaxedPack relaxed) {
        this.pack = relaxed.pack();
        this.asOf = pack.source().manifest().reviewedAt() == null
                ? WITHOUT_REVIEW
                : pack.source().manifest().reviewedAt().atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
        this.trial = new Trial(engine, ruleSet, relaxed, asOf);
        this.thresholds = pack.source().thresholds().values().stream()
                .collect(Collectors.toMap(Threshold::constantName, Threshold::value));
        this.rules = pack.parsed().rules().stream().collect(Collectors.toMap(ParsedRule::name, Function.identity()));
    }

    /** The stubs for those of {@code coverage} that are not proved, in their order. */
    public List<Stub> write(List<RuleCoverage> coverage) {
        List<Stub> stubs = new ArrayList<>();
        for (RuleCoverage rule : coverage) {
            if (!rule.isProved()) {
                write(Objects.requireNonNull(rules.get(rule.rule())), rule, stubs);
            }
        }
        return stubs;
    }

    private void write(ParsedRule rule, RuleCoverage coverage, List<Stub> stubs) {
        Draft draft = fired(rule);
        if (!coverage.hasFired()) {
            stubs.add(firing(rule, draft));
        }
        if (!coverage.hasStayedSilent()) {
            stubs.add(nearMiss(rule, draft));
        }
    }

    /** Facts that make the rule fire; if none are found, the best there are. */
    private Draft fired(ParsedRule rule) {
        Draft first = null;
        for (SubjectKind kind : pack.source().manifest().subjects()) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Draft draft = new Draft(kind, asOf);
                solver(draft, attempt).meet(rule);
                if (trial.fires(rule.name(), draft.given())) {
                    return draft;
                }
                first = first == null && trial.accepts(draft.given()) ? draft : first;
            }
        }
        return first == null
                ? new Draft(pack.source().manifest().subjects().iterator().next(), asOf)
                : first;
    }

    private RuleSolver solver(Draft draft, int attempt) {
        return new RuleSolver(
                pack.parsed(),
                thresholds,
                RuleSet.configured(pack.source()),
                draft,
                new ConclusionSolver(pack.source().manifest(), pack.parsed(), attempt));
    }

    private Stub firing(ParsedRule rule, Draft draft) {
        boolean fires = trial.fires(rule.name(), draft.given());
        List<String> comments = new ArrayList<>();
        if (!fires) {
            comments.add("TO DO: with these facts the rule does not fire yet.");
            draft.notes().forEach(note -> comments.add("Could not be worked out: " + note));
        }
        return new Stub(rule.name(), true, fires, asOf, draft.given(), comments);
    }

    private Stub nearMiss(ParsedRule rule, Draft draft) {
        for (ObjectNode changed : candidates(rule, draft)) {
            List<String> missed = trial.missed(rule.name(), changed);
            if (!missed.isEmpty()) {
                return new Stub(
                        rule.name(),
                        false,
                        true,
                        asOf,
                        changed,
                        List.of("Alone does not hold: " + String.join("; or ", missed)));
            }
        }
        return new Stub(
                rule.name(),
                false,
                false,
                asOf,
                draft.given(),
                List.of("TO DO: change one of these facts so that all but one of the rule's conditions hold."));
    }

    /** The facts with one changed, and with what must not be there. */
    private List<ObjectNode> candidates(ParsedRule rule, Draft draft) {
        List<ObjectNode> candidates = new ArrayList<>(List.of(draft.given()));
        candidates.addAll(new Changes(draft.given(), asOf, durations(rule)).all());
        refused(rule.body().conditions()).forEach(element -> {
            Draft more = draft.copy();
            solver(more, 0).meet(element, new Bindings(thresholds));
            candidates.add(more.given());
        });
        return candidates;
    }

    private static Stream<Element> refused(List<Element> elements) {
        return elements.stream()
                .filter(Group.class::isInstance)
                .map(Group.class::cast)
                .flatMap(group -> group.kind() == Group.Kind.NOT ? group.parts().stream() : refused(group.parts()));
    }

    private List<Duration> durations(ParsedRule rule) {
        return pack.source().thresholds().values().stream()
                .filter(threshold -> rule.thresholds().contains(threshold.constantName())
                        && threshold.type() == Threshold.Type.DURATION)
                .map(threshold -> Durations.parse(threshold.value().toString()))
                .toList();
    }
}

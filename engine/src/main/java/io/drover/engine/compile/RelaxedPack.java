package io.drover.engine.compile;

import io.drover.engine.drl.RelaxedRules;
import io.drover.engine.pack.RulePack;
import io.drover.model.conclusion.InSegment;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.Match;

/**
 * The {@linkplain RelaxedRules relaxed rules} of a pack in a rule base of their own, beside the one that decides. They see all
 * the facts, and all that the pack has concluded in the end, whatever the order in which it was concluded: rules read no name before
 * it is complete. Thread-safe.
 */
public final class RelaxedPack {

    /** What conditions that were taken away are replaced by looks for a text. */
    private static final String MARK = "";

    private final CompiledPack pack;
    private final RelaxedRules rules;
    private final KieBase ruleBase;

    private RelaxedPack(CompiledPack pack, RelaxedRules rules, KieBase ruleBase) {
        this.pack = pack;
        this.rules = rules;
        this.ruleBase = ruleBase;
    }

    /**
     * Relaxes and compiles the rules of {@code pack}.
     *
     * @throws IllegalStateException if a relaxed rule does not compile although the rule does
     */
    public static RelaxedPack of(CompiledPack pack) {
        RulePack source = pack.source();
        RelaxedRules rules = RelaxedRules.of(source);
        RuleBaseCompiler.Outcome outcome = new RuleBaseCompiler(
                        source,
                        rules.drl(),
                        ThresholdClass.bytes(
                                source.packageName(), source.thresholds().values()),
                        Confinement.WHOLE,
                        step -> {})
                .compile(PackLoader.Compiler.CLASSIC);
        KieBase ruleBase = outcome.ruleBase();
        if (ruleBase == null) {
            throw new IllegalStateException("the relaxed rules of " + pack.name() + " do not compile: "
                    + outcome.failures().stream()
                            .map(failure -> failure.file() + ":" + failure.line() + " " + failure.message())
                            .collect(Collectors.joining("; ")));
        }
        return new RelaxedPack(pack, rules, ruleBase);
    }

    /** The pack whose rules these are. */
    public CompiledPack pack() {
        return pack;
    }

    /** The conditions of all rules, in the order of files and lines. */
    public List<RelaxedRules.Condition> conditions() {
        return rules.conditions();
    }

    /**
     * The conditions, by their places in {@link #conditions}, without which their rules would fire. A rule that fires does so
     * without any of its conditions too, and is among them.
     */
    public SortedSet<Integer> dispensable(PackFacts facts, PackConclusions conclusions) {
        KieSession session = ruleBase.newKieSession(CompiledPack.sessionConfiguration(), null);
        try {
            new FactInsertion(pack.source(), pack.parsed().declaredTypes(), ruleBase).insert(facts, session);
            conclusions.classified().forEach(session::insert);
            conclusions.scores().forEach(session::insert);
            conclusions.segments().forEach(segment -> session.insert(new InSegment(segment)));
            session.insert(MARK);
            Matches matches = new Matches(new TreeSet<>());
            session.fireAllRules(matches);
            return matches.conditions();
        } finally {
            session.dispose();
        }
    }

    /** Takes note of what matches, and lets none of it fire. */
    private record Matches(SortedSet<Integer> conditions) implements AgendaFilter {

        @Override
        public boolean accept(Match match) {
            String name = match.getRule().getName();
            int end = name.indexOf('/');
            conditions.add(Integer.valueOf(end < 0 ? name : name.substring(0, end)));
            return false;
        }
    }
}

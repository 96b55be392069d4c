package io.drover.engine.compile;

import io.drover.engine.drl.RelaxedRules;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.RuleFailedException;
import io.drover.engine.pack.RulePack;
import io.drover.engine.sandbox.Violation;
import io.drover.model.conclusion.InSegment;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.Match;

/**
 * The {@linkplain RelaxedRules relaxed rules} of a pack in a rule base of their own, beside the one that decides. They see all
 * the facts, and all that the pack has concluded in the end, whatever the order in which it was concluded: rules read no name before
 * it is complete. They are confined as the rules are that decide. Thread-safe.
 */
public final class RelaxedPack {

    /** What conditions that were taken away are replaced by looks for a text. */
    private static final String MARK = "";

    private final CompiledPack pack;
    private final RelaxedRules rules;
    private final byte[] form;
    private final KieBase ruleBase;

    private RelaxedPack(CompiledPack pack, RelaxedRules rules, byte[] form, KieBase ruleBase) {
        this.pack = pack;
        this.rules = rules;
        this.form = form;
        this.ruleBase = ruleBase;
    }

    /**
     * Relaxes and compiles the rules of {@code pack}.
     *
     * @throws IllegalStateException if a relaxed rule does not compile although the rule does
     */
    public static RelaxedPack of(CompiledPack pack) {
        RelaxedRules rules = RelaxedRules.of(pack.source());
        RuleBaseCompiler.Outcome outcome = compiler(pack.source(), rules).compile(PackLoader.Compiler.EXECUTABLE_MODEL);
        KieBase ruleBase = outcome.ruleBase();
        byte[] form = outcome.bytes();
        if (ruleBase == null || form == null) {
            throw new IllegalStateException("the relaxed rules of " + pack.name() + " do not compile: "
                    + Stream.concat(
                                    outcome.failures().stream()
                                            .map(failure ->
                                                    failure.file() + ":" + failure.line() + " " + failure.message()),
                                    outcome.violations().stream().map(Violation::toString))
                            .collect(Collectors.joining("; ")));
        }
        return new RelaxedPack(pack, rules, form, ruleBase);
    }

    /** The relaxed rules of {@code tried}, which has the rules of this pack and other thresholds. */
    public RelaxedPack with(CompiledPack tried) {
        KieBase other = compiler(tried.source(), rules)
                .restore(form)
                .orElseThrow(() -> new IllegalStateException("the relaxed form of " + pack.name() + " is of no use"));
        return new RelaxedPack(tried, rules, form, other);
    }

    private static RuleBaseCompiler compiler(RulePack source, RelaxedRules rules) {
        return new RuleBaseCompiler(
                source,
                rules.drl(),
                ThresholdClass.bytes(source.packageName(), source.thresholds().values()),
                Confinement.WHOLE,
                step -> {});
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
     *
     * @throws RuleFailedException if that takes more work than {@code budget} has fuel for
     */
    public SortedSet<Integer> dispensable(PackFacts facts, PackConclusions conclusions, Budget budget) {
        try {
            return budget.fuelled(() -> dispensable(facts, conclusions));
        } catch (DecisionException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new RuleFailedException(
                    pack.name(),
                    FailedRule.nameOf(e).map(this::rule).orElse("unknown"),
                    pack.source().revision(),
                    "cannot be evaluated where one of its conditions is taken away.",
                    e);
        }
    }

    /** The rule that the relaxed rule {@code name} was made of. */
    private String rule(String name) {
        return rules.conditions().get(Matches.condition(name)).rule();
    }

    private SortedSet<Integer> dispensable(PackFacts facts, PackConclusions conclusions) {
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
            conditions.add(condition(match.getRule().getName()));
            return false;
        }

        /** The place among the conditions of the one that the relaxed rule {@code name} does without. */
        static int condition(String name) {
            int end = name.indexOf('/');
            return Integer.parseInt(end < 0 ? name : name.substring(0, end));
        }
    }
}

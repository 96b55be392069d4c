package io.drover.engine.compile;

import io.drover.engine.drl.ConclusionName;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.ScoreDefinition;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.Threshold;
import io.drover.model.decision.SubjectKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.ObjectTypeNode;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.conf.KeepReferenceOption;

/** A pack that can be evaluated. Immutable and safe to share between threads; every evaluation has its own session. */
public final class CompiledPack {

    private final RulePack source;
    private final ParsedRules parsed;
    private final Strata strata;
    private final Map<String, ParsedRule> rules;
    private final Map<String, List<Need>> needs;
    private final Map<String, Threshold> thresholdsByConstant;
    private final KieBase ruleBase;
    private final KieSessionConfiguration sessionConfiguration;

    CompiledPack(RulePack source, ParsedRules parsed, Strata strata, KieBase ruleBase) {
        this.source = source;
        this.parsed = parsed;
        this.strata = strata;
        this.ruleBase = ruleBase;
        this.rules = parsed.rules().stream().collect(Collectors.toMap(ParsedRule::name, Function.identity()));
        this.needs =
                source.manifest().taxonomies().values().stream().collect(Collectors.toMap(Taxonomy::name, Need::of));
        this.thresholdsByConstant = source.thresholds().values().stream()
                .collect(Collectors.toMap(Threshold::constantName, Function.identity()));
        this.sessionConfiguration = KieServices.get().newKieSessionConfiguration();
        sessionConfiguration.setOption(KeepReferenceOption.NO);
        sessionConfiguration.setOption(ClockTypeOption.PSEUDO);
    }

    public RulePack source() {
        return source;
    }

    public String name() {
        return source.name();
    }

    /** What the rules' text says; rules in the order of files and lines. */
    public ParsedRules parsed() {
        return parsed;
    }

    public boolean accepts(SubjectKind kind) {
        return source.manifest().subjects().contains(kind);
    }

    /** Whether a rule or a taxonomy's needs look at facts of {@code type}. */
    public boolean reads(Class<?> type) {
        return needs.values().stream().flatMap(List::stream).anyMatch(need -> need.type() == type)
                || ((InternalRuleBase) ruleBase)
                        .getRete().getObjectTypeNodes().stream()
                                .map(ObjectTypeNode::getObjectType)
                                .anyMatch(
                                        objectType -> objectType.getClassName().equals(type.getName()));
    }

    /**
     * What the pack concludes about one subject.
     *
     * @param explain whether to say why
     * @throws io.drover.engine.failure.DecisionException if a rule fails or a limit is reached
     */
    public PackConclusions evaluate(PackFacts facts, Budget budget, boolean explain) {
        return new PackEvaluation(this, facts, budget).run(explain);
    }

    KieSession newSession() {
        return ruleBase.newKieSession(sessionConfiguration, null);
    }

    KieBase ruleBase() {
        return ruleBase;
    }

    int strata() {
        return strata.count();
    }

    List<Taxonomy> taxonomiesCompleteAfter(int stratum) {
        return source.manifest().taxonomies().values().stream()
                .filter(taxonomy ->
                        strata.completeAfter(name(ConclusionName.Kind.TAXONOMY, taxonomy.name())) == stratum)
                .toList();
    }

    List<ScoreDefinition> scoresCompleteAfter(int stratum) {
        return source.manifest().scores().values().stream()
                .filter(score -> strata.completeAfter(name(ConclusionName.Kind.SCORE, score.name())) == stratum)
                .toList();
    }

    private static ConclusionName name(ConclusionName.Kind kind, String name) {
        return new ConclusionName(kind, name);
    }

    List<Need> needs(String taxonomy) {
        return needs.getOrDefault(taxonomy, List.of());
    }

    /** What a rule says of itself, and the thresholds it compares with. */
    RuleText text(String rule) {
        ParsedRule parsedRule = rules.get(rule);
        if (parsedRule == null) {
            return new RuleText("", Map.of());
        }
        Map<String, Object> values = new TreeMap<>();
        for (String constant : parsedRule.thresholds()) {
            Threshold threshold = thresholdsByConstant.get(constant);
            if (threshold != null) {
                values.put(threshold.name(), threshold.value());
            }
        }
        String says = parsedRule.says();
        return new RuleText(says == null ? "" : says, values);
    }

    /** What an explanation quotes of a rule. */
    record RuleText(String says, Map<String, Object> thresholds) {}
}

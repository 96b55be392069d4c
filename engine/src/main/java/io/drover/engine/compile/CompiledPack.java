package io.drover.engine.compile;

import io.drover.engine.drl.ConclusionName;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.drl.RuleBody;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.ScoreDefinition;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.Threshold;
import io.drover.model.decision.SubjectKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drools.core.impl.InternalRuleBase;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.runtime.conf.KeepReferenceOption;

/** A pack that can be evaluated. Safe to share between threads; every evaluation has a session of its own. */
public final class CompiledPack {

    private final RulePack source;
    private final ParsedRules parsed;
    private final Strata strata;
    private final int strataCount;
    private final Map<String, ParsedRule> rules;
    private final Map<String, List<Need>> needs;
    private final Map<String, Threshold> thresholdsByConstant;
    private final List<List<Taxonomy>> taxonomiesByStratum;
    private final List<List<ScoreDefinition>> scoresByStratum;
    private final Set<String> readTypes;
    private final KieBase ruleBase;
    private final SessionPool sessions;

    CompiledPack(RulePack source, ParsedRules parsed, Strata strata, KieBase ruleBase) {
        this(source, parsed, strata, ruleBase, true);
    }

    private CompiledPack(RulePack source, ParsedRules parsed, Strata strata, KieBase ruleBase, boolean reuseSessions) {
        this.source = source;
        this.parsed = parsed;
        this.strata = strata;
        this.strataCount = strata.count();
        this.ruleBase = ruleBase;
        this.rules = parsed.rules().stream().collect(Collectors.toMap(ParsedRule::name, Function.identity()));
        this.needs =
                source.manifest().taxonomies().values().stream().collect(Collectors.toMap(Taxonomy::name, Need::of));
        this.thresholdsByConstant = source.thresholds().values().stream()
                .collect(Collectors.toMap(Threshold::constantName, Function.identity()));
        this.taxonomiesByStratum =
                byStratum(source.manifest().taxonomies().values(), ConclusionName.Kind.TAXONOMY, Taxonomy::name);
        this.scoresByStratum =
                byStratum(source.manifest().scores().values(), ConclusionName.Kind.SCORE, ScoreDefinition::name);
        this.readTypes = readTypes();
        KieSessionConfiguration configuration = sessionConfiguration();
        this.sessions = new SessionPool(() -> ruleBase.newKieSession(configuration, null), reuseSessions);
    }

    static KieSessionConfiguration sessionConfiguration() {
        KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
        configuration.setOption(KeepReferenceOption.NO);
        configuration.setOption(ClockTypeOption.PSEUDO);
        // ThreadSafeOption.NO would be cheaper, but it makes sessions share arrays of facts through the rule base.
        return configuration;
    }

    /** The same pack, each of whose evaluations has a session that none had before. */
    CompiledPack withFreshSessions() {
        return new CompiledPack(source, parsed, strata, ruleBase, false);
    }

    /** The same pack with another policy. Its rules are the same, and shared. */
    public CompiledPack withPolicy(PolicyRules policy) {
        return new CompiledPack(source.withPolicy(policy), parsed, strata, ruleBase, true);
    }

    public RulePack source() {
        return source;
    }

    public String name() {
        return source.name();
    }

    /** The threshold that rules read as {@code T.constant}; empty where there is none. */
    public Optional<Threshold> threshold(String constant) {
        return Optional.ofNullable(thresholdsByConstant.get(constant));
    }

    /** What the rules' text says; rules in the order of files and lines. */
    public ParsedRules parsed() {
        return parsed;
    }

    /** Whether it judges treatments instead of proposing them. */
    public boolean isPolicy() {
        return source.manifest().isPolicy();
    }

    public boolean accepts(SubjectKind kind) {
        return source.manifest().subjects().contains(kind);
    }

    /** Whether a rule or a taxonomy's needs look at facts of {@code type}. */
    public boolean reads(Class<?> type) {
        return readTypes.contains(type.getName());
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

    SessionPool sessions() {
        return sessions;
    }

    KieBase ruleBase() {
        return ruleBase;
    }

    int strata() {
        return strataCount;
    }

    List<Taxonomy> taxonomiesCompleteAfter(int stratum) {
        return taxonomiesByStratum.get(stratum);
    }

    List<ScoreDefinition> scoresCompleteAfter(int stratum) {
        return scoresByStratum.get(stratum);
    }

    /** For each stratum, the definitions whose names are complete after it. */
    private <T> List<List<T>> byStratum(Collection<T> definitions, ConclusionName.Kind kind, Function<T, String> name) {
        return IntStream.range(0, strata.count())
                .mapToObj(stratum -> definitions.stream()
                        .filter(definition ->
                                strata.completeAfter(new ConclusionName(kind, name.apply(definition))) == stratum)
                        .toList())
                .toList();
    }

    /** The names of the classes that rules match and taxonomies need. */
    private Set<String> readTypes() {
        Set<String> types = new HashSet<>();
        needs.values()
                .forEach(each -> each.forEach(need -> types.add(need.type().getName())));
        ((InternalRuleBase) ruleBase)
                .getRete()
                .getObjectTypeNodes()
                .forEach(node -> types.add(node.getObjectType().getClassName()));
        return Set.copyOf(types);
    }

    List<Need> needs(String taxonomy) {
        return needs.getOrDefault(taxonomy, List.of());
    }

    /** The conditions and conclusions of a rule; none of one that the pack does not have. */
    RuleBody body(String rule) {
        ParsedRule parsedRule = rules.get(rule);
        return parsedRule == null ? RuleBody.NONE : parsedRule.body();
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

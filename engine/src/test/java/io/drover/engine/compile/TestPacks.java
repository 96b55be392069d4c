package io.drover.engine.compile;

import io.drover.engine.drl.ConclusionName;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.drl.RuleBody;
import io.drover.engine.drl.RuleUse;
import io.drover.engine.pack.DefinitionPlaces;
import io.drover.engine.pack.ImpactBudget;
import io.drover.engine.pack.LintRules;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.PackContents;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.RefusedThresholds;
import io.drover.engine.pack.Role;
import io.drover.engine.pack.RuleFile;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.ScoreDefinition;
import io.drover.engine.pack.SegmentDefinition;
import io.drover.engine.pack.SourceFile;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.Threshold;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.decision.SubjectKind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Builds packs in memory, past reading and past the checks of rule text, so that tests can also evaluate rules which those
 * would refuse.
 */
public final class TestPacks {

    private static final String IMPORTS =
            "package %s\nimport io.drover.model.fact.*\nimport io.drover.model.conclusion.*\n";

    private final String name;
    private final Map<String, Taxonomy> taxonomies = new LinkedHashMap<>();
    private final Map<String, ScoreDefinition> scores = new LinkedHashMap<>();
    private final Map<String, SegmentDefinition> segments = new LinkedHashMap<>();
    private final Map<String, TreatmentDefinition> treatments = new LinkedHashMap<>();
    private final Map<String, Threshold> thresholds = new LinkedHashMap<>();
    private final List<ParsedRule> rules = new ArrayList<>();
    private final List<SourceFile> scenarios = new ArrayList<>();
    private Set<SubjectKind> packSubjects = Set.of(SubjectKind.ACCOUNT);
    private Set<SubjectKind> subjects = packSubjects;
    private final StringBuilder drl = new StringBuilder();

    private TestPacks(String name) {
        this.name = name;
        this.drl.append(IMPORTS.formatted(name.replace('-', '_')));
    }

    /** A pack for accounts, filled by {@code content}. */
    public static TestPacks pack(String name, Consumer<TestPacks> content) {
        TestPacks pack = new TestPacks(name);
        content.accept(pack);
        return pack;
    }

    /** A pack for {@code kinds} of subjects. */
    public TestPacks subjects(SubjectKind... kinds) {
        packSubjects = Set.of(kinds);
        subjects = packSubjects;
        return this;
    }

    /** Taxonomies and segments that come after this are of {@code kind} alone. */
    public TestPacks only(SubjectKind kind) {
        subjects = Set.of(kind);
        return this;
    }

    public TestPacks taxonomy(String taxonomy, List<String> values, String defaultValue, String... needs) {
        return taxonomy(taxonomy, Taxonomy.Level.SUBJECT, values, defaultValue, needs);
    }

    public TestPacks taxonomy(
            String taxonomy, Taxonomy.Level level, List<String> values, String defaultValue, String... needs) {
        taxonomies.put(
                taxonomy,
                new Taxonomy(
                        taxonomy,
                        level,
                        subjects,
                        Taxonomy.Purpose.CONTEXT,
                        values.stream()
                                .map(value -> new Taxonomy.Value(value, null))
                                .toList(),
                        defaultValue.isEmpty() ? null : defaultValue,
                        List.of(needs),
                        null,
                        false,
                        false));
        return this;
    }

    /** A taxonomy of the account's amounts, which must be in {@code currency}. */
    public TestPacks taxonomyOfAmounts(String taxonomy, String currency, List<String> values, String defaultValue) {
        taxonomy(taxonomy, values, defaultValue);
        taxonomies.computeIfPresent(
                taxonomy,
                (name, plain) -> new Taxonomy(
                        name,
                        plain.level(),
                        plain.subjects(),
                        plain.purpose(),
                        plain.values(),
                        plain.defaultValue(),
                        plain.needs(),
                        currency,
                        plain.exclusive(),
                        plain.unclassifiedAllowed()));
        return this;
    }

    public TestPacks score(String score, int cap) {
        scores.put(score, new ScoreDefinition(score, BigDecimal.valueOf(cap), 1));
        return this;
    }

    public TestPacks segment(String segment) {
        segments.put(segment, new SegmentDefinition(segment, subjects, "owner", "motion", null, null));
        return this;
    }

    public TestPacks treatment(TreatmentDefinition definition) {
        treatments.put(definition.key(), definition);
        return this;
    }

    public TestPacks treatment(String key) {
        return treatment(new TreatmentDefinition(
                key, "web", "message", "none", "owner", "marketing", 0, null, null, null, false, true, null, null));
    }

    public TestPacks threshold(String threshold, Threshold.Type type, Object value) {
        thresholds.put(threshold, plain(threshold, type, value));
        return this;
    }

    /** A threshold of which nothing is said but its value. */
    static Threshold plain(String name, Threshold.Type type, Object value) {
        return new Threshold(
                name, type, value, null, null, null, null, null, null, true, Place.whole("thresholds.csv"));
    }

    /** A rule of which it is known that it reads and concludes {@code names}, as in {@code "taxonomy:fit"}. */
    public TestPacks rule(String rule, List<String> reads, List<String> concludes, String when, String then) {
        int line = 1 + (int) drl.chars().filter(character -> character == '\n').count();
        drl.append("rule \"%s\"\n    @says(\"%s holds\")\nwhen\n    %s\nthen\n    %s\nend\n"
                .formatted(rule, rule, when, then));
        TreeSet<String> used = new TreeSet<>();
        thresholds.values().stream()
                .map(Threshold::constantName)
                .filter(constant -> when.contains("T." + constant) || then.contains("T." + constant))
                .forEach(used::add);
        rules.add(new ParsedRule(
                rule,
                "rules.drl",
                line,
                Place.at("rules.drl", line, 1),
                rule + " holds",
                names(reads),
                names(concludes),
                used,
                RuleUse.NONE,
                RuleBody.NONE));
        return this;
    }

    private static NavigableSet<ConclusionName> names(List<String> names) {
        TreeSet<ConclusionName> result = new TreeSet<>();
        for (String each : names) {
            int colon = each.indexOf(':');
            result.add(new ConclusionName(
                    ConclusionName.Kind.valueOf(each.substring(0, colon)), each.substring(colon + 1)));
        }
        return result;
    }

    /** A file of scenarios. */
    public TestPacks scenarios(String path, String yaml) {
        scenarios.add(new SourceFile(path, yaml));
        return this;
    }

    /** The packs, compiled into a rule set, which has no policy on purpose. */
    public static RuleSet ruleSet(PackLoader.Compiler compiler, TestPacks... packs) {
        return ruleSet(compiler, Confinement.WHOLE, packs);
    }

    /** The same of packs whose code is not held against the allow-list; it counts its work and sees little all the same. */
    public static RuleSet unscannedRuleSet(TestPacks... packs) {
        return ruleSet(PackLoader.Compiler.EXECUTABLE_MODEL, new Confinement(false, true, true), packs);
    }

    static RuleSet ruleSet(PackLoader.Compiler compiler, Confinement confinement, TestPacks... packs) {
        List<CompiledPack> compiled = Arrays.stream(packs)
                .map(pack -> pack.compile(compiler, confinement))
                .toList();
        return new RuleSet(compiled)
                .only(compiled.stream().map(CompiledPack::name).toList());
    }

    private CompiledPack compile(PackLoader.Compiler compiler, Confinement confinement) {
        PackCompiler.Outcome compilation = outcome(compiler, confinement);
        return Objects.requireNonNull(
                compilation.pack(), () -> compilation.problems().toString());
    }

    /** What becomes of the pack when it is compiled. */
    PackCompiler.Outcome outcome(PackLoader.Compiler compiler, Confinement confinement) {
        return compiler(confinement).compile(compiler);
    }

    PackCompiler compiler(Confinement confinement) {
        return new PackCompiler(source(), new ParsedRules(rules, Map.of()), confinement, step -> {});
    }

    private RulePack source() {
        Manifest manifest = new Manifest(
                name,
                Role.DECIDING,
                packSubjects,
                "owner",
                null,
                taxonomies,
                scores,
                segments,
                treatments,
                Map.of(),
                PolicyRules.NONE,
                LintRules.DEFAULT,
                ImpactBudget.NONE,
                DefinitionPlaces.NONE);
        return new RulePack(
                Path.of(name),
                "revision-of-" + name,
                manifest,
                thresholds,
                RefusedThresholds.NONE,
                List.of(RuleFile.drl("rules.drl", drl.toString())),
                Map.of(),
                scenarios,
                PackContents.NONE);
    }
}

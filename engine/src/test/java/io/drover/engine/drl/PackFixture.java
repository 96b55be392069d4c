package io.drover.engine.drl;

import io.drover.engine.pack.DefinitionPlaces;
import io.drover.engine.pack.ImpactBudget;
import io.drover.engine.pack.LintRules;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.PackContents;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.RefusedThresholds;
import io.drover.engine.pack.Role;
import io.drover.engine.pack.RuleFile;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.ScoreDefinition;
import io.drover.engine.pack.SegmentDefinition;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.Taxonomy.Level;
import io.drover.engine.pack.Taxonomy.Purpose;
import io.drover.engine.pack.Taxonomy.Value;
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
import java.util.Set;

/** A pack named test-pack with a few names of every kind, around rule files given as text. */
final class PackFixture {

    static final String HEADER = """
            package test_pack
            import io.drover.model.fact.*
            import io.drover.model.conclusion.*
            """;

    private static final Set<SubjectKind> BOTH = Set.of(SubjectKind.ACCOUNT, SubjectKind.CUSTOMER);

    private final List<RuleFile> files = new ArrayList<>();

    /** A pack with one file of the usual header and {@code rules}. */
    static PackFixture rules(String rules) {
        return new PackFixture().file("rules.drl", HEADER + rules);
    }

    /** A pack with one rule {@code r} of these conditions, which concludes something harmless. */
    static PackFixture when(String conditions) {
        return rule(conditions, "insertLogical( new InSegment(\"in-market\") );");
    }

    /** A pack with one rule {@code r} of these conditions and this consequence. */
    static PackFixture rule(String conditions, String consequence) {
        return rules("rule \"r\"\nwhen\n" + conditions + "\nthen\n" + consequence + "\nend\n");
    }

    PackFixture file(String path, String drl) {
        files.add(RuleFile.drl(path, drl));
        return this;
    }

    PackFixture file(RuleFile file) {
        files.add(file);
        return this;
    }

    RuleParsing parse() {
        return RuleParser.parse(pack());
    }

    /** The codes of all problems, by place. */
    List<String> codes() {
        return parse().problems().stream().map(PackProblem::code).toList();
    }

    RulePack pack() {
        return new RulePack(
                Path.of("test-pack"),
                "0",
                manifest(),
                thresholds(),
                RefusedThresholds.NONE,
                files,
                Map.of(),
                List.of(),
                PackContents.NONE);
    }

    private static Manifest manifest() {
        return new Manifest(
                "test-pack",
                Role.DECIDING,
                BOTH,
                "somebody",
                null,
                Map.of(
                        "fit", taxonomy("fit", Level.SUBJECT, "high", "low"),
                        "intent", taxonomy("intent", Level.SUBJECT, "high", "low"),
                        "generation", of(SubjectKind.CUSTOMER, taxonomy("generation", Level.SUBJECT, "young", "old")),
                        "persona", taxonomy("persona", Level.CONTACT, "executive", "practitioner")),
                Map.of("interest", new ScoreDefinition("interest", null, 1)),
                Map.of(
                        "in-market", segment("in-market", BOTH),
                        "nurture", segment("nurture", BOTH),
                        "student", segment("student", Set.of(SubjectKind.CUSTOMER)),
                        "reseller", segment("reseller", Set.of(SubjectKind.ACCOUNT))),
                Map.of("sales.call", treatment("sales.call"), "web.banner", treatment("web.banner")),
                Map.of(),
                PolicyRules.NONE,
                LintRules.DEFAULT,
                ImpactBudget.NONE,
                DefinitionPlaces.NONE);
    }

    private static Taxonomy taxonomy(String name, Level level, String... values) {
        List<Value> all =
                Arrays.stream(values).map(value -> new Value(value, null)).toList();
        return new Taxonomy(name, level, BOTH, Purpose.CONTEXT, all, null, List.of(), null, false, true);
    }

    private static Taxonomy of(SubjectKind subject, Taxonomy taxonomy) {
        return new Taxonomy(
                taxonomy.name(),
                taxonomy.level(),
                Set.of(subject),
                taxonomy.purpose(),
                taxonomy.values(),
                null,
                List.of(),
                null,
                false,
                true);
    }

    private static SegmentDefinition segment(String name, Set<SubjectKind> subjects) {
        return new SegmentDefinition(name, subjects, "somebody", "new-business", null, null);
    }

    private static TreatmentDefinition treatment(String key) {
        return new TreatmentDefinition(
                key, "web", "m", "none", "o", "marketing", 0, null, null, null, false, true, null, null);
    }

    private static Map<String, Threshold> thresholds() {
        Map<String, Threshold> thresholds = new LinkedHashMap<>();
        add(thresholds, "size.smallest", Threshold.Type.INTEGER, 200);
        add(thresholds, "views", Threshold.Type.INTEGER, 2);
        add(thresholds, "acv.large", Threshold.Type.DECIMAL, new BigDecimal("10.50"));
        add(thresholds, "window", Threshold.Type.DURATION, "7d");
        add(thresholds, "industry", Threshold.Type.TEXT, "SaaS");
        add(thresholds, "industries", Threshold.Type.LIST, List.of("SaaS", "Retail"));
        add(thresholds, "statuses", Threshold.Type.LIST, List.of("trial", "paid"));
        return thresholds;
    }

    private static void add(Map<String, Threshold> thresholds, String name, Threshold.Type type, Object value) {
        thresholds.put(
                name,
                new Threshold(
                        name, type, value, null, null, null, null, null, null, true, Place.at("thresholds.csv", 2, 1)));
    }
}

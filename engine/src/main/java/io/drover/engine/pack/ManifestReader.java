package io.drover.engine.pack;

import io.drover.model.decision.SubjectKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code pack.yaml}. Whatever is wrong is reported; what remains is taken, so that the rules can be checked against it in
 * the same go.
 */
final class ManifestReader {

    private static final String FILE = PackFiles.MANIFEST;
    private static final List<String> KEYS = List.of(
            "format",
            "name",
            "role",
            "subjects",
            "owner",
            "reviewedAt",
            "taxonomies",
            "scores",
            "segments",
            "treatments",
            "rfm",
            "cutTables",
            "policy",
            "lint",
            "impact");
    private static final List<String> SEGMENT_KEYS =
            List.of("subject", "owner", "motion", "minimumSize", "treatment", "reason");
    /** Besides the keywords of Java, what no package of rules may be called. */
    private static final Set<String> RESERVED = Set.of("io", "java", "org", "rule");

    private static final int MOST_DECIMALS = 10;

    private final PackFiles files;
    private final String folder;
    private final ThresholdsReader.Outcome thresholds;
    private final Consumer<PackProblem> sink;

    ManifestReader(PackFiles files, String folder, ThresholdsReader.Outcome thresholds, Consumer<PackProblem> sink) {
        this.files = files;
        this.folder = folder;
        this.thresholds = thresholds;
        this.sink = sink;
    }

    /**
     * The manifest; null where not even the pack's name is certain.
     *
     * @param cutTables reads which of the pack's cut tables are used
     */
    @Nullable
    Manifest read(CutTableChoices cutTables) {
        YamlNode root = root();
        if (root == null) {
            return null;
        }
        YamlFields fields = new YamlFields(root, "the manifest", KEYS, sink);
        checkFormat(fields);
        Role role = role(fields);
        String name = name(fields);
        Set<SubjectKind> subjects = subjects(fields);
        checkRole(role, subjects, fields);
        TaxonomyReader taxonomies = new TaxonomyReader(subjects, sink);
        TreatmentReader treatments = new TreatmentReader(new DueReader(thresholds, subjects), sink);
        Map<String, Taxonomy> taxonomyDefinitions = definitions(fields, "taxonomies", "taxonomy", taxonomies::read);
        Map<String, ScoreDefinition> scores = definitions(fields, "scores", "score", this::score);
        Map<String, SegmentDefinition> segments =
                definitions(fields, "segments", "segment", (entry, label) -> segment(entry, label, subjects));
        Map<String, TreatmentDefinition> catalogue = treatments(fields, treatments);
        Manifest manifest = new Manifest(
                name == null ? folder : name,
                role,
                subjects,
                fields.text("owner"),
                fields.date("reviewedAt"),
                taxonomyDefinitions,
                scores,
                segments,
                catalogue,
                cutTables.read(fields),
                new PolicyReader(sink).read(fields.node("policy")),
                new LintRulesReader(sink).read(fields.node("lint")),
                new ImpactBudgetReader(role, sink)
                        .read(fields, taxonomyDefinitions.keySet(), segments.keySet(), catalogue.keySet()),
                DefinitionPlaces.of(root, treatments.places()));
        return Names.PACK.allow(manifest.name()) ? manifest : null;
    }

    private @Nullable YamlNode root() {
        String text = files.text(FILE);
        if (text == null) {
            return null;
        }
        YamlTree tree = YamlTree.read(FILE, text);
        tree.problems().forEach(sink);
        if (tree.root() == null && tree.problems().isEmpty()) {
            sink.accept(PackProblem.error(
                    Place.whole(FILE),
                    null,
                    "missing-key",
                    "The manifest is empty.",
                    "Write \"format: 1\" and go on from there."));
        }
        return tree.root();
    }

    private static Role role(YamlFields fields) {
        String role = fields.choice(
                "role", Arrays.stream(Role.values()).map(Role::word).toList());
        return Role.POLICY.word().equals(role) ? Role.POLICY : Role.DECIDING;
    }

    /** Reports what is said in a pack whose role is another than that for which it would mean something. */
    private static void checkRole(Role role, Set<SubjectKind> subjects, YamlFields fields) {
        if (role == Role.DECIDING) {
            refuse(fields, "policy", "A deciding pack has no policy.", "Move it to the pack with \"role: policy\".");
            return;
        }
        for (String key : List.of("taxonomies", "scores", "segments", "treatments", "rfm", "cutTables")) {
            refuse(
                    fields,
                    key,
                    "A policy pack defines no "
                            + (key.equals("rfm") ? "scoring" : key.equals("cutTables") ? "cut tables" : key) + ".",
                    "Move them to a pack with \"role: deciding\"; a policy judges what those propose.");
        }
        if (!subjects.isEmpty() && subjects.size() < SubjectKind.values().length) {
            fields.report(
                    fields.place("subjects"),
                    "wrong-subject",
                    "A policy pack judges the treatments of every subject, but this one names only some.",
                    "Write \"subjects: [account, customer]\".");
        }
    }

    private static void refuse(YamlFields fields, String key, String message, String remedy) {
        if (fields.has(key)) {
            fields.report(fields.place(key), "misplaced-definition", message, remedy);
        }
    }

    private void checkFormat(YamlFields fields) {
        fields.require("format");
        Integer format = fields.wholeNumber("format", 0, Integer.MAX_VALUE);
        if (format != null && format != 1) {
            fields.report(
                    fields.place("format"),
                    "unsupported-format",
                    "The format " + format + " of manifests is not known.",
                    "Write \"format: 1\".");
        }
    }

    private @Nullable String name(YamlFields fields) {
        fields.require("name");
        String name = fields.text("name");
        if (name == null) {
            return null;
        }
        Names.PACK.check(name, "a pack", fields.place("name"), sink);
        if (!Names.PACK.allow(name)) {
            return null;
        }
        if (SourceVersion.isKeyword(name) || RESERVED.contains(name)) {
            fields.report(
                    fields.place("name"),
                    "bad-name",
                    "A pack cannot be named \"" + name
                            + "\", a word with a meaning of its own in the language of rules.",
                    "Add a word to the name, and to that of the folder, such as " + name + "-rules.");
            return null;
        }
        if (!name.equals(folder)) {
            fields.report(
                    fields.place("name"),
                    "wrong-name",
                    "The pack is named \"" + name + "\", but its folder \"" + folder + "\".",
                    "Give both the same name.");
        }
        return name;
    }

    private Set<SubjectKind> subjects(YamlFields fields) {
        fields.require("subjects");
        return SubjectReader.list(fields, "subjects", "the manifest");
    }

    /** The named definitions at {@code key}, each read by {@code reader} from its name's entry and label. */
    private <D> Map<String, D> definitions(
            YamlFields fields, String key, String word, BiFunction<YamlNode.Entry, String, D> reader) {
        Map<String, D> definitions = new LinkedHashMap<>();
        for (YamlNode.Entry entry : fields.entries(key)) {
            Names.DEFINED.check(entry.key(), "a " + word, entry.place(), sink);
            definitions.put(entry.key(), reader.apply(entry, "the " + word + " \"" + entry.key() + "\""));
        }
        return definitions;
    }

    private ScoreDefinition score(YamlNode.Entry entry, String label) {
        YamlFields fields = new YamlFields(entry.value(), label, List.of("capPerGroupAndDay", "decimals"), sink);
        Integer decimals = fields.wholeNumber("decimals", 0, MOST_DECIMALS);
        return new ScoreDefinition(entry.key(), fields.amount("capPerGroupAndDay"), decimals == null ? 0 : decimals);
    }

    private SegmentDefinition segment(YamlNode.Entry entry, String label, Set<SubjectKind> subjects) {
        YamlFields fields = new YamlFields(entry.value(), label, SEGMENT_KEYS, sink);
        return new SegmentDefinition(
                entry.key(),
                SubjectReader.ofSegment(fields, label, subjects),
                fields.text("owner"),
                fields.text("motion"),
                fields.wholeNumber("minimumSize", 0, Integer.MAX_VALUE),
                TaxonomyReader.noTreatmentReason(fields, label));
    }

    /** The catalogue: written out in the manifest, or a CSV file that it names. */
    private Map<String, TreatmentDefinition> treatments(YamlFields fields, TreatmentReader reader) {
        if (!(fields.node("treatments") instanceof YamlNode.Text file)) {
            return definitions(fields, "treatments", "treatment", reader::read);
        }
        String name = file.value();
        boolean allowed = name.matches("[A-Za-z0-9][A-Za-z0-9._-]*\\.csv")
                && !name.endsWith(".drl.csv")
                && !name.equals(PackFiles.THRESHOLDS);
        String text = allowed ? files.readNamed(name) : null;
        if (text != null) {
            return reader.readTable(name, text);
        }
        if (!allowed || !files.has(name)) {
            fields.report(
                    file.place(),
                    "missing-file",
                    "The pack has no table of treatments \"" + name + "\".",
                    "Name a CSV file in the pack's own folder, such as catalogue.csv, or write the treatments here.");
        }
        return Map.of();
    }
}

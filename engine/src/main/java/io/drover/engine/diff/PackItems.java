package io.drover.engine.diff;

import io.drover.engine.diff.Item.Kind;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.RuleSource;
import io.drover.engine.pack.ImpactBudget;
import io.drover.engine.pack.LintRules;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.ScoreDefinition;
import io.drover.engine.pack.SegmentDefinition;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.Threshold;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.engine.pack.TreatmentDefinition.After;
import io.drover.engine.pack.TreatmentDefinition.Before;
import io.drover.engine.pack.TreatmentDefinition.Due;
import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes a pack apart into what can be compared. Used once. */
final class PackItems {

    private final List<Item> items = new ArrayList<>();
    private final ReadPack read;

    private PackItems(ReadPack read) {
        this.read = read;
    }

    /** All that {@code read} defines, sorted. */
    static List<Item> of(ReadPack read) {
        PackItems parts = new PackItems(read);
        Manifest manifest = read.pack().manifest();
        parts.addPack(manifest);
        manifest.taxonomies().values().forEach(parts::addTaxonomy);
        manifest.scores().values().forEach(parts::addScore);
        manifest.segments().values().forEach(parts::addSegment);
        manifest.treatments().values().forEach(parts::addTreatment);
        parts.addPolicy(manifest);
        parts.addCutTables(manifest);
        read.pack().thresholds().values().forEach(parts::addThreshold);
        parts.addFactTypes();
        parts.addRules();
        read.pack()
                .scenarios()
                .forEach(file -> parts.add(Kind.SCENARIOS, file.path()).with("text", file.text()));
        return parts.items.stream().sorted().toList();
    }

    private Item add(Kind kind, String name) {
        Item item = new Item(kind, name);
        items.add(item);
        return item;
    }

    private void addPack(Manifest manifest) {
        LintRules lint = manifest.lint();
        Item pack = add(Kind.PACK, manifest.name())
                .with("role", manifest.role().word())
                .with("subjects", words(manifest.subjects()))
                .with("owner", manifest.owner())
                .with("review", manifest.reviewedAt())
                .with("days between reviews", lint.reviewAfterDays())
                .with("limit of segments in a motion", lint.segmentsPerMotion())
                .with("share that is nearly everybody", lint.nearlyEverybody())
                .with(
                        "accepted findings",
                        lint.ignored().stream()
                                .map(ignored -> ignored.code().code()
                                        + (ignored.about() == null ? "" : " of " + ignored.about()))
                                .sorted()
                                .toList());
        ImpactBudget impact = manifest.impact();
        if (!impact.isEmpty()) {
            pack.with("span of the impact budget", duration(impact.over()));
        }
        addBudget(pack, "taxonomy", impact.taxonomies());
        addBudget(pack, "segment", impact.segments());
        addBudget(pack, "treatment", impact.treatments());
    }

    private static void addBudget(Item pack, String word, Map<String, BigDecimal> shares) {
        shares.forEach((name, percent) ->
                pack.with("impact budget for the " + word + " " + name, percent.toPlainString() + "%"));
    }

    private void addTaxonomy(Taxonomy taxonomy) {
        Item item = add(Kind.TAXONOMY, taxonomy.name())
                .with("values", taxonomy.valueNames())
                .with("default", taxonomy.defaultValue())
                .with("needs", taxonomy.needs())
                .with("level", word(taxonomy.level()))
                .with("subjects", words(taxonomy.subjects()))
                .with("purpose", word(taxonomy.purpose()))
                .with("currency", taxonomy.currency())
                .with("promise to be exclusive", taxonomy.exclusive())
                .with("permission to be unclassified", taxonomy.unclassifiedAllowed());
        for (Taxonomy.Value value : taxonomy.values()) {
            item.with("reason for no treatment of " + value.name(), value.noTreatmentReason());
        }
    }

    private void addScore(ScoreDefinition score) {
        add(Kind.SCORE, score.name())
                .with("cap a group and day", score.capPerGroupAndDay())
                .with("decimals", score.decimals());
    }

    private void addSegment(SegmentDefinition segment) {
        add(Kind.SEGMENT, segment.name())
                .with("subjects", words(segment.subjects()))
                .with("owner", segment.owner())
                .with("motion", segment.motion())
                .with("minimum size", segment.minimumSize())
                .with("reason for no treatment", segment.noTreatmentReason());
    }

    private void addTreatment(TreatmentDefinition treatment) {
        add(Kind.TREATMENT, treatment.key())
                .with("channel", treatment.channel())
                .with("message", treatment.message())
                .with("offer", treatment.offer())
                .with("owner", treatment.owner())
                .with("purpose", treatment.purpose())
                .with("priority", treatment.priority())
                .with("due date", due(treatment.due()))
                .with("cooldown", duration(treatment.cooldown()))
                .with("repetition", duration(treatment.repeatEvery()))
                .with("suppression", treatment.suppression())
                .with("enablement", treatment.enabled())
                .with("beginning", treatment.validFrom())
                .with("end", treatment.validUntil());
    }

    private static @Nullable String due(@Nullable Due due) {
        if (due instanceof Before before) {
            return Objects.requireNonNullElseGet(before.threshold(), () -> duration(before.lead())) + " before account."
                    + before.date().field();
        }
        return due == null ? null : due instanceof After after ? duration(after.duration()) : "end-of-day";
    }

    private void addPolicy(Manifest manifest) {
        PolicyRules policy = manifest.policy();
        Item item = new Item(Kind.POLICY, manifest.name());
        item.with(
                "exclusive groups",
                policy.exclusive().stream()
                        .map(group -> String.join(" / ", group))
                        .sorted()
                        .toList());
        policy.perDecision().forEach((channel, most) -> item.with("limit a decision on " + channel, most));
        policy.caps()
                .forEach((channel, cap) -> item.with("cap on " + channel, cap.max() + " in " + duration(cap.per())));
        items.add(item);
    }

    private void addCutTables(Manifest manifest) {
        manifest.cutTables().forEach((metric, id) -> {
            Item item = add(Kind.CUT_TABLE, metric).with("id", id);
            CutTable table = read.pack().cutTables().get(id);
            if (table != null) {
                table.cuts()
                        .forEach((measure, cuts) -> item.with(
                                cutsOf(measure),
                                cuts.stream().map(BigDecimal::toPlainString).toList()));
                item.with("population", table.population()).with("computation", table.computedAt());
            }
        });
    }

    private static String cutsOf(CutMeasure measure) {
        return "cuts of " + word(measure);
    }

    private void addThreshold(Threshold threshold) {
        Item item = new Item(Kind.THRESHOLD, threshold.name(), new LinkedHashMap<>(), threshold.unit());
        items.add(item);
        item.with("value", value(threshold.value()))
                .with("type", word(threshold.type()))
                .with("unit", threshold.unit())
                .with("least value", value(threshold.min()))
                .with("greatest value", value(threshold.max()))
                .with("description", threshold.description())
                .with("owner", threshold.owner())
                .with("source", threshold.source())
                .with("mark as an assumption", threshold.assumption());
    }

    private static @Nullable Object value(@Nullable Object value) {
        return value instanceof Collection<?> texts
                ? texts.stream().map(String::valueOf).toList()
                : value;
    }

    private void addFactTypes() {
        new TreeMap<>(read.rules().declaredTypes())
                .forEach((name, type) -> add(Kind.FACT_TYPE, name)
                        .with("time questions", type.timed())
                        .with(
                                "fields",
                                type.fields().entrySet().stream()
                                        .map(field -> field.getKey() + " : " + field.getValue())
                                        .toList()));
    }

    private void addRules() {
        Map<String, RuleSource> sources = RuleSource.of(read.pack());
        for (ParsedRule rule : read.rules().rules()) {
            RuleSource source = sources.get(rule.name());
            Item item = add(Kind.RULE, rule.name())
                    .with("sentence", rule.says())
                    .with("conditions", source == null ? null : source.conditions())
                    .with("conclusions", source == null ? null : source.consequence())
                    .with("file", rule.file());
            new TreeMap<>(rule.body().annotations()).forEach((name, text) -> {
                if (!name.equals("says")) {
                    item.with("annotation " + name, text);
                }
            });
        }
    }

    private static List<String> words(Collection<SubjectKind> kinds) {
        return kinds.stream().map(SubjectKind::word).toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static @Nullable String duration(@Nullable Duration duration) {
        return duration == null ? null : Durations.text(duration);
    }
}

package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code impact} of a manifest. */
final class ImpactBudgetReader {

    private static final List<String> KEYS = List.of("over", "maximumMoved");
    private static final List<String> KINDS = List.of("taxonomies", "segments", "treatments");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?) ?%");
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private final Role role;
    private final Consumer<PackProblem> sink;

    ImpactBudgetReader(Role role, Consumer<PackProblem> sink) {
        this.role = role;
        this.sink = sink;
    }

    /** The budget of {@code manifest}, which defines {@code taxonomies}, {@code segments} and {@code treatments}. */
    ImpactBudget read(
            YamlFields manifest,
            Collection<String> taxonomies,
            Collection<String> segments,
            Collection<String> treatments) {
        YamlNode node = manifest.node("impact");
        if (node == null) {
            return ImpactBudget.NONE;
        }
        YamlFields fields = new YamlFields(node, "\"impact\" of the manifest", KEYS, sink);
        fields.require("maximumMoved");
        Duration over = fields.duration("over");
        if (over != null && over.isZero()) {
            fields.report(
                    fields.place("over"), "wrong-type", "The span of the budget is empty.", "Write one such as 30d.");
        }
        YamlNode shares = fields.node("maximumMoved");
        if (shares == null) {
            return ImpactBudget.NONE;
        }
        YamlFields kinds = new YamlFields(shares, "\"maximumMoved\" of \"impact\"", KINDS, sink);
        return new ImpactBudget(
                over == null || over.isZero() ? ImpactBudget.NONE.over() : over,
                shares(kinds, "taxonomies", "taxonomy", taxonomies),
                shares(kinds, "segments", "segment", segments),
                shares(kinds, "treatments", "treatment", treatments));
    }

    private Map<String, BigDecimal> shares(YamlFields kinds, String key, String word, Collection<String> known) {
        Map<String, BigDecimal> shares = new TreeMap<>();
        boolean isOfOthers = role == Role.POLICY && key.equals("treatments");
        for (YamlNode.Entry entry : kinds.entries(key)) {
            if (isOfOthers) {
                Names.DEFINED.check(entry.key(), "a treatment", entry.place(), sink);
            } else if (!known.contains(entry.key())) {
                report(
                        entry.place(),
                        "unknown-value",
                        "The pack has no " + word + " \"" + entry.key() + "\".",
                        known.isEmpty()
                                ? "Remove the line; the pack defines no " + word + "."
                                : NearestName.remedy(entry.key(), known, "Use one of these"));
            }
            BigDecimal percent = percent(entry, word);
            if (percent != null) {
                shares.put(entry.key(), percent);
            }
        }
        return shares;
    }

    private @Nullable BigDecimal percent(YamlNode.Entry entry, String word) {
        if (entry.value() instanceof YamlNode.Text text) {
            Matcher percent = PERCENT.matcher(text.value().strip());
            if (percent.matches() && new BigDecimal(percent.group(1)).compareTo(ALL) <= 0) {
                return new BigDecimal(percent.group(1));
            }
        }
        report(
                entry.value().place(),
                "wrong-type",
                "The budget of the " + word + " \"" + entry.key() + "\" must be a share in percent, from 0 % to 100 %.",
                "Write a number and the sign of percent, such as 2 % or 0.5 %.");
        return null;
    }

    private void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }
}

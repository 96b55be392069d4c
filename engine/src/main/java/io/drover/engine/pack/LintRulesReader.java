package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code lint} of a manifest. */
final class LintRulesReader {

    private static final List<String> KEYS =
            List.of("reviewAfterDays", "segmentsPerMotion", "nearlyEverybody", "ignore");
    private static final List<String> IGNORED_KEYS = List.of("code", "about", "reason");
    private static final BigDecimal LEAST_SHARE = new BigDecimal("0.5");
    private static final int MOST_SEGMENTS = 8;
    private static final int MOST_DAYS = 1_000;

    private final Consumer<PackProblem> sink;

    LintRulesReader(Consumer<PackProblem> sink) {
        this.sink = sink;
    }

    /** What {@code node} says; null: nothing. */
    LintRules read(@Nullable YamlNode node) {
        if (node == null) {
            return LintRules.DEFAULT;
        }
        YamlFields fields = new YamlFields(node, "\"lint\" of the manifest", KEYS, sink);
        return new LintRules(
                Objects.requireNonNullElse(
                        fields.wholeNumber("reviewAfterDays", 1, MOST_DAYS), LintRules.DEFAULT.reviewAfterDays()),
                fields.wholeNumber("segmentsPerMotion", 1, MOST_SEGMENTS),
                share(fields),
                fields.list("ignore").stream()
                        .map(this::ignored)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static BigDecimal share(YamlFields fields) {
        BigDecimal share = fields.amount("nearlyEverybody");
        if (share == null) {
            return LintRules.DEFAULT.nearlyEverybody();
        }
        if (share.compareTo(LEAST_SHARE) < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            fields.report(
                    fields.place("nearlyEverybody"),
                    "wrong-type",
                    "\"nearlyEverybody\" of \"lint\" of the manifest must be a share from 0.5 to 1, but is "
                            + share.toPlainString() + ".",
                    "Write a share such as 0.95.");
            return LintRules.DEFAULT.nearlyEverybody();
        }
        return share;
    }

    private Optional<LintRules.Ignored> ignored(YamlNode node) {
        YamlFields fields = new YamlFields(node, "an item of \"ignore\"", IGNORED_KEYS, sink);
        fields.require("code");
        String code = fields.text("code");
        String about = fields.text("about");
        String reason = fields.text("reason");
        if (fields.lacks("reason")) {
            fields.report(
                    node.place(),
                    "missing-reason",
                    "A finding is to be ignored without a reason.",
                    "Add \"reason: …\"; it is printed with the finding.");
        }
        FindingCode found = code == null ? null : code(code, fields);
        return found == null || reason == null
                ? Optional.empty()
                : Optional.of(new LintRules.Ignored(found, about, reason, node.place()));
    }

    /** The code, of a finding that does not keep a pack from serving. */
    private static @Nullable FindingCode code(String text, YamlFields fields) {
        List<String> known = new ArrayList<>();
        Arrays.stream(FindingCode.values())
                .filter(code -> code.stage() == FindingCode.Stage.LINT && code != FindingCode.IGNORE_UNUSED)
                .forEach(code -> known.add(code.code()));
        if (known.contains(text)) {
            return FindingCode.of(text).orElse(null);
        }
        fields.report(
                fields.place("code"),
                "unknown-value",
                FindingCode.of(text).isPresent()
                        ? "The finding " + text + " cannot be ignored."
                        : "There is no finding \"" + text + "\".",
                FindingCode.of(text).isPresent()
                        ? "Mend what it names, and remove this item."
                        : NearestName.remedy(text, known, "Use one of these"));
        return null;
    }
}

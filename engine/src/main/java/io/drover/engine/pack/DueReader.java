package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.TreatmentDefinition.After;
import io.drover.engine.pack.TreatmentDefinition.Before;
import io.drover.engine.pack.TreatmentDefinition.Due;
import io.drover.engine.pack.TreatmentDefinition.EndOfDay;
import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads by when a treatment is due: {@code end-of-day}, a duration such as {@code 4h}, or one before a date of the subject, such
 * as {@code 30d before account.renewalDate}, where {@code T.} and the name of a threshold may stand for the duration.
 */
final class DueReader {

    private static final Pattern BEFORE = Pattern.compile("(\\S+)\\s+before\\s+(\\S+)");
    private static final Pattern THRESHOLD = Pattern.compile("T\\.([A-Z][A-Z0-9_]*)");

    private final ThresholdsReader.Outcome thresholds;
    private final Set<SubjectKind> subjects;

    DueReader(ThresholdsReader.Outcome thresholds, Set<SubjectKind> subjects) {
        this.thresholds = thresholds;
        this.subjects = subjects;
    }

    /** What {@code due} says; null where it is absent, or wrong and reported. */
    @Nullable
    Due read(YamlFields fields, String label) {
        YamlNode node = fields.node("due");
        if (node == null) {
            return null;
        }
        String text = node instanceof YamlNode.Text written ? written.value().strip() : "";
        if (text.equals("end-of-day")) {
            return new EndOfDay();
        }
        Matcher before = BEFORE.matcher(text);
        if (before.matches()) {
            return before(before.group(1), before.group(2), fields, label);
        }
        Optional<Duration> after = duration(text);
        if (after.isEmpty()) {
            report(
                    fields,
                    "wrong-type",
                    "\"due\" of " + label + " must be end-of-day, a duration, or a duration before a date",
                    "Write end-of-day; or a number and d, h, m or s, such as 4h; or 30d before account.renewalDate.");
        }
        return after.map(After::new).orElse(null);
    }

    private @Nullable Before before(String lead, String written, YamlFields fields, String label) {
        Optional<SubjectDate> date = SubjectDate.named(written);
        if (date.isEmpty()) {
            report(
                    fields,
                    "unknown-field",
                    "\"due\" of " + label + " is before \"" + written + "\", which is no date of the subject",
                    NearestName.remedy(written, SubjectDate.names(), "Use one of these"));
        } else if (!subjects.isEmpty() && !subjects.contains(SubjectKind.ACCOUNT)) {
            report(
                    fields,
                    "wrong-subject",
                    "\"due\" of " + label + " is before a date of an account, but the pack decides on customers",
                    "Write a duration, or change the pack's subjects.");
        }
        Matcher constant = THRESHOLD.matcher(lead);
        if (constant.matches()) {
            return threshold(constant.group(1), fields, label)
                    .flatMap(threshold -> date.map(
                            known -> new Before(Durations.parse((String) threshold.value()), known, threshold.name())))
                    .orElse(null);
        }
        Optional<Duration> duration = duration(lead);
        if (duration.isEmpty()) {
            report(
                    fields,
                    "wrong-type",
                    "\"due\" of " + label + " is \"" + lead + "\" before a date, which is no duration",
                    "Write a number and d, h, m or s, such as 30d, or T. and the name of a threshold.");
        }
        return duration.flatMap(length -> date.map(known -> new Before(length, known, null)))
                .orElse(null);
    }

    private Optional<Threshold> threshold(String constant, YamlFields fields, String label) {
        for (Threshold threshold : thresholds.thresholds().values()) {
            if (threshold.constantName().equals(constant)) {
                if (threshold.type() == Threshold.Type.DURATION) {
                    return Optional.of(threshold);
                }
                report(
                        fields,
                        "wrong-type",
                        "\"due\" of " + label + " is T." + constant
                                + " before a date, but that threshold is no duration",
                        "Name a threshold of the type duration.");
                return Optional.empty();
            }
        }
        if (!thresholds.refused().mayHold(constant)) {
            Set<String> known = new TreeSet<>();
            thresholds.thresholds().values().forEach(threshold -> known.add(threshold.constantName()));
            report(
                    fields,
                    "unknown-threshold",
                    "\"due\" of " + label + " names the threshold T." + constant + ", which there is not",
                    NearestName.of(constant, known)
                            .map(name -> "Did you mean T." + name + "?")
                            .orElse("Add it to thresholds.csv; the threshold intent.window is T.INTENT_WINDOW."));
        }
        return Optional.empty();
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Durations.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void report(YamlFields fields, String code, String message, String remedy) {
        fields.report(fields.place("due"), code, YamlFields.sentence(message), remedy);
    }
}

package io.drover.engine.drl;

import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.pack.Manifest;
import io.drover.model.decision.CutTable;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks what a pattern is about: a type that rules may read, imported, and, where it is a result, one the pack defines. */
final class PatternTypeCheck {

    private static final String CANDIDATE = "CandidateTreatment";

    private final RuleText rule;
    private final Vocabulary vocabulary;
    private final Consumer<Fault> faults;

    PatternTypeCheck(RuleText rule, Vocabulary vocabulary, Consumer<Fault> faults) {
        this.rule = rule;
        this.vocabulary = vocabulary;
        this.faults = faults;
    }

    /** The type that {@code pattern} is about; null if there is none, which is then reported. */
    @Nullable
    FactType typeOf(Pattern pattern) {
        String name = pattern.type();
        FactType type = vocabulary.type(name);
        if (type == null) {
            faults.accept(unknown(pattern));
            return null;
        }
        if (!vocabulary.declares(name) && rule.imports().lacks(name)) {
            faults.accept(missingImport(name, pattern.at()));
        }
        if (!isForRole(name)) {
            faults.accept(wrongRole(pattern));
        } else if ((RuleNames.isResult(name) || name.equals(RuleNames.METRIC_BIN)) && pattern.whole()) {
            checkName(pattern);
        }
        return type;
    }

    /** Whether rules of a pack of this role look at {@code type}: a policy at candidates, the others at results. */
    private boolean isForRole(String type) {
        return vocabulary.manifest().isPolicy() ? !RuleNames.isResult(type) : !type.equals(CANDIDATE);
    }

    private Fault wrongRole(Pattern pattern) {
        return vocabulary.manifest().isPolicy()
                ? new Fault(
                        pattern.at(),
                        "wrong-role",
                        "A policy pack does not see what other packs conclude, so " + pattern.type()
                                + " is never there.",
                        "Look at " + CANDIDATE + " and at the facts of the subject.")
                : new Fault(
                        pattern.at(),
                        "wrong-role",
                        "Only the rules of a policy pack read " + CANDIDATE + ".",
                        "Move the rule to the pack with role: policy.");
    }

    /** That the file uses a type of the model without importing it. */
    static Fault missingImport(String name, int at) {
        return new Fault(
                at,
                "missing-import",
                "The file uses " + name + " without importing it.",
                "Add import " + ModelTypes.IMPORTABLE.get(name) + " at its top.");
    }

    private Fault unknown(Pattern pattern) {
        String name = pattern.type();
        if (ModelTypes.PROPOSALS.containsKey(name)) {
            String read = switch (name) {
                case "Candidate" -> "Classified";
                case "Points" -> "Score";
                case "Withhold" -> CANDIDATE;
                default -> "InSegment";
            };
            return new Fault(
                    pattern.at(),
                    "reads-proposal",
                    "Rules cannot read " + name + ", because it is only a proposal until the engine has resolved it.",
                    "Read the result instead, such as " + read + ".");
        }
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (!simple.equals(name) && vocabulary.type(simple) != null) {
            return new Fault(
                    pattern.at(),
                    "unknown-type",
                    "The type " + simple + " is written with its package.",
                    "Write " + simple + " and import it.");
        }
        Set<String> known = new TreeSet<>(vocabulary.typeNames());
        return new Fault(
                pattern.at(),
                "unknown-type",
                "There is no fact of type \"" + name + "\".",
                Nearest.didYouMean(name, known, "The types are " + String.join(", ", known) + "."));
    }

    private void checkName(Pattern pattern) {
        String field = pattern.type().equals(RuleNames.METRIC_BIN) ? "metric" : RuleNames.nameField(pattern.type());
        Optional<Operand.Text> literal = RuleNames.literal(pattern, field);
        if (literal.isEmpty()) {
            faults.accept(new Fault(
                    pattern.at(),
                    "name-not-literal",
                    "The pattern " + pattern.type() + " does not name what it reads.",
                    "Compare " + field + " with one text, as in " + pattern.type() + "( " + field + " == \"…\" )."));
            return;
        }
        Operand.Text name = literal.get();
        Manifest manifest = vocabulary.manifest();
        switch (pattern.type()) {
            case "Classified" -> check(name, "taxonomy", manifest.taxonomies().keySet());
            case "Score" -> check(name, "score", manifest.scores().keySet());
            case RuleNames.METRIC_BIN -> check(name, "metric", metrics(manifest));
            default -> check(name, "segment", manifest.segments().keySet());
        }
    }

    /** The metrics that have bins: those with a cut table of their own. */
    private static Set<String> metrics(Manifest manifest) {
        Set<String> metrics = new TreeSet<>(manifest.cutTables().keySet());
        metrics.remove(CutTable.RFM);
        return metrics;
    }

    private void check(Operand.Text name, String what, Set<String> known) {
        if (!known.contains(name.value())) {
            faults.accept(unknownName(name, what, known));
        }
    }

    /** That the manifest defines no taxonomy, score, segment or treatment of the name. */
    static Fault unknownName(Operand.Text name, String what, Set<String> known) {
        return new Fault(
                name.at(),
                "unknown-" + what,
                "The pack defines no " + what + " \"" + name.value() + "\".",
                Nearest.didYouMean(
                        name.value(),
                        known,
                        "Define it in pack.yaml" + (what.equals("treatment") ? "'s catalogue." : ".")));
    }
}

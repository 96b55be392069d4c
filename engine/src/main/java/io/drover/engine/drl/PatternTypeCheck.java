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
        if ((RuleNames.isResult(name) || name.equals(RuleNames.METRIC_BIN)) && pattern.whole()) {
            checkName(pattern);
        }
        return type;
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
            String read = name.equals("Candidate") ? "Classified" : name.equals("Points") ? "Score" : "InSegment";
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

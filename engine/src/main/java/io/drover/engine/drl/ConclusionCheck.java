package io.drover.engine.drl;

import io.drover.engine.drl.Conclusion.Addition;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.Taxonomy;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Checks what a rule concludes: a proposal the engine knows, of a name the pack defines, with values that fit. */
final class ConclusionCheck {

    private static final Set<String> OF_DECIDING = Set.of("Candidate", "Points", "InSegment", "Treat");
    private static final String WITHHOLD = "Withhold";

    /** What may be added to a conclusion. */
    private static final Map<String, Set<String>> ADDITIONS = Map.of(
            "Candidate",
            Set.of("contact"),
            "Points",
            Set.of("contact", "group"),
            "InSegment",
            Set.of(),
            "Treat",
            Set.of("contact", "with"),
            WITHHOLD,
            Set.of("until"));

    private final RuleText rule;
    private final Vocabulary vocabulary;
    private final Consumer<Fault> faults;
    private final ConclusionValues values;

    ConclusionCheck(RuleText rule, Scope scope, Vocabulary vocabulary, Consumer<Fault> faults) {
        this.rule = rule;
        this.vocabulary = vocabulary;
        this.faults = faults;
        this.values = new ConclusionValues(rule, scope, vocabulary, faults);
    }

    /** Checks all that the rule concludes. */
    void check() {
        rule.conclusions().forEach(this::check);
    }

    private void check(Conclusion conclusion) {
        String type = conclusion.type();
        boolean policy = vocabulary.manifest().isPolicy();
        if (policy ? !type.equals(WITHHOLD) : !OF_DECIDING.contains(type)) {
            faults.accept(policy ? notOfPolicy(conclusion) : notConcluded(conclusion));
            return;
        }
        if (rule.imports().lacks(type)) {
            faults.accept(PatternTypeCheck.missingImport(type, conclusion.at()));
        }
        if (!isComplete(conclusion)) {
            return;
        }
        if (type.equals(WITHHOLD)) {
            values.checkWithhold(conclusion.arguments());
        } else if (conclusion.arguments().get(0) instanceof Operand.Text name) {
            checkContent(conclusion, name);
        } else {
            faults.accept(notLiteral(conclusion.arguments().get(0), type));
        }
        conclusion.additions().forEach(addition -> check(type, addition));
    }

    private boolean isComplete(Conclusion conclusion) {
        return switch (conclusion.type()) {
            case "Candidate" -> isComplete(conclusion, 2, "the taxonomy and the value");
            case "Points" -> isComplete(conclusion, 4, "the score, the fact, the points and the half-life");
            case "InSegment" -> isComplete(conclusion, 1, "the segment");
            case WITHHOLD -> isComplete(conclusion, 2, "the candidate and the reason");
            default -> isComplete(conclusion, 1, "the treatment's key");
        };
    }

    private void checkContent(Conclusion conclusion, Operand.Text name) {
        Manifest manifest = vocabulary.manifest();
        switch (conclusion.type()) {
            case "Candidate" -> checkCandidate(conclusion, name);
            case "Points" -> {
                checkName(name, "score", manifest.scores().keySet());
                values.checkPoints(conclusion.arguments());
            }
            case "InSegment" -> checkName(name, "segment", manifest.segments().keySet());
            default -> checkName(name, "treatment", manifest.treatments().keySet());
        }
    }

    private static Fault notOfPolicy(Conclusion conclusion) {
        return new Fault(
                conclusion.at(),
                "forbidden-conclusion",
                "The rules of a policy pack conclude nothing but Withhold, and this one concludes " + conclusion.type()
                        + ".",
                "Write new Withhold($candidate, \"no-consent\"), or move the rule to a pack with role: deciding.");
    }

    private static Fault notConcluded(Conclusion conclusion) {
        String type = conclusion.type();
        if (type.equals("Classified") || type.equals("Score")) {
            return new Fault(
                    conclusion.at(),
                    "forbidden-conclusion",
                    "Rules cannot conclude " + type + ", which the engine makes of what they propose.",
                    "Conclude a " + (type.equals("Score") ? "Points." : "Candidate."));
        }
        if (type.equals(WITHHOLD)) {
            return new Fault(
                    conclusion.at(),
                    "forbidden-conclusion",
                    "Only a policy pack concludes Withhold, and this pack is a deciding one.",
                    "Leave the treatment to the policy, or do not conclude it.");
        }
        return new Fault(
                conclusion.at(),
                "forbidden-conclusion",
                "Rules cannot conclude " + type + ".",
                Nearest.didYouMean(type, OF_DECIDING, "Conclude Candidate, Points, InSegment or Treat."));
    }

    private boolean isComplete(Conclusion conclusion, int count, String what) {
        if (conclusion.arguments().size() == count) {
            return true;
        }
        faults.accept(new Fault(
                conclusion.at(),
                "wrong-argument",
                conclusion.type() + " is given " + conclusion.arguments().size() + " values instead of " + count + ".",
                "Give it " + what + "."));
        return false;
    }

    private static Fault notLiteral(Operand name, String type) {
        return new Fault(
                name.at(),
                "name-not-literal",
                type + " does not name what it concludes by a text.",
                "Write the name between double quotes.");
    }

    private void checkName(Operand.Text name, String what, Set<String> known) {
        if (!known.contains(name.value())) {
            faults.accept(PatternTypeCheck.unknownName(name, what, known));
        }
    }

    private void checkCandidate(Conclusion conclusion, Operand.Text name) {
        Operand value = conclusion.arguments().get(1);
        Taxonomy taxonomy = vocabulary.manifest().taxonomies().get(name.value());
        if (taxonomy == null) {
            checkName(name, "taxonomy", vocabulary.manifest().taxonomies().keySet());
            return;
        }
        if (!(value instanceof Operand.Text text)) {
            faults.accept(notLiteral(value, "Candidate"));
            return;
        }
        if (!taxonomy.valueNames().contains(text.value())) {
            faults.accept(new Fault(
                    text.at(),
                    "unknown-value",
                    "The taxonomy " + taxonomy.name() + " has no value \"" + text.value() + "\".",
                    Nearest.didYouMean(
                            text.value(),
                            taxonomy.valueNames(),
                            "Its values are " + String.join(", ", taxonomy.valueNames()) + ".")));
        }
        checkLevel(conclusion, taxonomy);
    }

    private void checkLevel(Conclusion conclusion, Taxonomy taxonomy) {
        boolean aboutContact = conclusion.additions().stream()
                .anyMatch(addition -> addition.name().equals("contact"));
        if (taxonomy.level() == Taxonomy.Level.CONTACT && !aboutContact) {
            faults.accept(new Fault(
                    conclusion.at(),
                    "missing-contact",
                    "The taxonomy " + taxonomy.name() + " is one of contacts, but no contact is named.",
                    "Add .contact($id) with the id of the contact."));
        } else if (taxonomy.level() == Taxonomy.Level.SUBJECT && aboutContact) {
            faults.accept(new Fault(
                    conclusion.at(),
                    "unexpected-contact",
                    "The taxonomy " + taxonomy.name() + " is one of the subject, but a contact is named.",
                    "Remove .contact( ), or let pack.yaml say subject: contact."));
        }
    }

    private void check(String type, Addition addition) {
        Set<String> allowed = ADDITIONS.getOrDefault(type, Set.of());
        if (!allowed.contains(addition.name())) {
            faults.accept(new Fault(
                    addition.at(),
                    "forbidden-consequence",
                    "To " + type + " cannot be added ." + addition.name() + "( ).",
                    Nearest.didYouMean(
                            addition.name(),
                            allowed,
                            allowed.isEmpty()
                                    ? "Remove it."
                                    : "What can be added is "
                                            + String.join(
                                                    ", ",
                                                    allowed.stream().sorted().toList()) + ".")));
            return;
        }
        values.checkAddition(addition);
    }
}

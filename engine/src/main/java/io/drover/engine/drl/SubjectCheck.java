package io.drover.engine.drl;

import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Group;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.pack.Manifest;
import io.drover.engine.pack.SegmentDefinition;
import io.drover.engine.pack.Taxonomy;
import io.drover.model.decision.SubjectKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps the kinds of subjects apart: all that a rule looks at must be there for one kind, and what it concludes must be made
 * for every kind for which it can fire.
 */
final class SubjectCheck {

    private static final String CODE = "mixed-subjects";

    private final Manifest manifest;
    private final Consumer<Fault> faults;
    private final Set<SubjectKind> left;

    private SubjectCheck(Manifest manifest, Consumer<Fault> faults) {
        this.manifest = manifest;
        this.faults = faults;
        this.left = EnumSet.copyOf(manifest.subjects());
    }

    static void check(RuleText rule, Vocabulary vocabulary, Consumer<Fault> faults) {
        Manifest manifest = vocabulary.manifest();
        if (rule.whole() && !manifest.subjects().isEmpty()) {
            new SubjectCheck(manifest, faults).check(rule);
        }
    }

    private void check(RuleText rule) {
        // What must be there narrows the kinds; only then is it known what makes no sense where nothing must be there.
        if (narrow(rule.conditions()) && looksAtOwnKind(rule.conditions())) {
            rule.conclusions().forEach(this::checkConclusion);
        }
    }

    /** Takes away the kinds for which {@code elements} cannot hold; false, and a fault, where none is left. */
    private boolean narrow(List<Element> elements) {
        for (Element element : elements) {
            boolean possible = true;
            if (element instanceof Pattern pattern) {
                possible = narrow(pattern);
            } else if (element instanceof Group group
                    && (group.kind() == Group.Kind.AND || group.kind() == Group.Kind.EXISTS)) {
                possible = narrow(group.parts());
            }
            if (!possible) {
                return false;
            }
        }
        return true;
    }

    private boolean narrow(Pattern pattern) {
        if (isForeign(pattern)) {
            return false;
        }
        left.retainAll(kinds(pattern));
        return true;
    }

    /** Whether also what must not be there, or is counted, is something that the kinds that are left have. */
    private boolean looksAtOwnKind(List<Element> elements) {
        return elements.stream()
                .filter(element -> element instanceof Group || element instanceof Accumulation)
                .flatMap(Element::patterns)
                .noneMatch(this::isForeign);
    }

    /** Whether {@code pattern} is about what none of the kinds that are left has, which is then reported. */
    private boolean isForeign(Pattern pattern) {
        Set<SubjectKind> kinds = kinds(pattern);
        if (kinds.stream().anyMatch(left::contains)) {
            return false;
        }
        boolean byPack = left.equals(manifest.subjects());
        faults.accept(new Fault(
                pattern.at(),
                CODE,
                what(pattern) + " is there only for " + plural(kinds) + ", but "
                        + (byPack ? "the pack decides on " : "the rest of the rule is about ") + plural(left) + ".",
                byPack
                        ? "Look at something else, or change the pack's subjects."
                        : "Make two rules of it, one for each kind of subject."));
        return true;
    }

    private String what(Pattern pattern) {
        return RuleNames.read(pattern)
                .map(name -> "The " + name.kind().word() + " " + name.name())
                .orElse("The fact " + pattern.type());
    }

    /** The kinds of subjects for whose decisions there can be what {@code pattern} is about. */
    private Set<SubjectKind> kinds(Pattern pattern) {
        return switch (pattern.type()) {
            case "Account" -> Set.of(SubjectKind.ACCOUNT);
            case "Customer" -> Set.of(SubjectKind.CUSTOMER);
            default -> RuleNames.read(pattern).map(this::kinds).orElse(manifest.subjects());
        };
    }

    private Set<SubjectKind> kinds(ConclusionName name) {
        Taxonomy taxonomy = manifest.taxonomies().get(name.name());
        SegmentDefinition segment = manifest.segments().get(name.name());
        return switch (name.kind()) {
            case TAXONOMY -> taxonomy == null ? manifest.subjects() : taxonomy.subjects();
            case SEGMENT -> segment == null ? manifest.subjects() : segment.subjects();
            case SCORE, TREATMENT -> manifest.subjects();
        };
    }

    private void checkConclusion(Conclusion conclusion) {
        RuleNames.concluded(conclusion).ifPresent(name -> {
            Set<SubjectKind> others = EnumSet.copyOf(left);
            others.removeAll(kinds(name));
            if (!others.isEmpty()) {
                String fact = kinds(name).contains(SubjectKind.CUSTOMER) ? "Customer" : "Account";
                faults.accept(new Fault(
                        conclusion.at(),
                        CODE,
                        "The " + name.kind().word() + " " + name.name() + " is there only for " + plural(kinds(name))
                                + ", but the rule can fire for " + plural(others) + ".",
                        left.equals(others)
                                ? "Conclude something else, or change the subject in pack.yaml."
                                : "Add " + fact + "( ) to its conditions, or change the subject in pack.yaml."));
            }
        });
    }

    private static String plural(Set<SubjectKind> kinds) {
        return kinds.stream().map(kind -> kind.word() + "s").collect(Collectors.joining(" and "));
    }
}

package io.drover.engine.lint;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.drl.ConclusionName;
import io.drover.engine.drl.Element;
import io.drover.engine.drl.Element.Pattern;
import io.drover.engine.drl.FactType;
import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ParsedRule;
import io.drover.engine.drl.RuleNames;
import io.drover.engine.pack.Taxonomy;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the results of a pack are concluded from: fields of its only kind of subject, and types of facts. Results that have
 * nothing of it in common can have any values together.
 */
final class Inputs {

    private static final String PREVIOUS = "previous";

    /** What the engine derives, and from what. */
    private static final Map<String, String> SOURCES = Map.of(
            "UsageTrend",
            "Usage",
            "RfmScore",
            "Purchase",
            "Rfm",
            "Purchase",
            "PreviousRfm",
            PREVIOUS,
            "PreviousClassification",
            PREVIOUS,
            "PreviousSegment",
            PREVIOUS);

    private final CompiledPack pack;
    private final Map<ConclusionName, Set<String>> known = new HashMap<>();

    Inputs(CompiledPack pack) {
        this.pack = pack;
    }

    /** Whether no two of the results are concluded from the same. */
    boolean areApart(List<ConclusionName> results) {
        Set<String> all = new HashSet<>();
        for (ConclusionName result : results) {
            Set<String> inputs = of(result);
            if (!Collections.disjoint(all, inputs)) {
                return false;
            }
            all.addAll(inputs);
        }
        return true;
    }

    private Set<String> of(ConclusionName result) {
        Set<String> made = known.get(result);
        if (made != null) {
            return made;
        }
        Set<String> inputs = new HashSet<>();
        known.put(result, inputs);
        if (result.kind() == ConclusionName.Kind.TAXONOMY) {
            addNeeds(result.name(), inputs);
        }
        for (ParsedRule rule : pack.parsed().rules()) {
            if (rule.concludes().contains(result)) {
                rule.reads().forEach(read -> inputs.addAll(of(read)));
                rule.body().conditions().stream()
                        .flatMap(Element::patterns)
                        .filter(pattern -> !RuleNames.isResult(pattern.type()))
                        .forEach(pattern -> add(pattern, inputs));
            }
        }
        return inputs;
    }

    /** What a taxonomy is unclassified without. */
    private void addNeeds(String name, Set<String> into) {
        Taxonomy taxonomy = pack.source().manifest().taxonomies().get(name);
        if (taxonomy == null) {
            return;
        }
        for (String need : taxonomy.needs()) {
            String[] parts = need.split("\\.", 2);
            String type = parts[0].substring(0, 1).toUpperCase(Locale.ROOT) + parts[0].substring(1);
            into.add(parts.length == 2 ? input(type, parts[1]) : type);
        }
        if (taxonomy.currency() != null) {
            into.add(input("Account", "currency"));
        }
    }

    private void add(Pattern pattern, Set<String> into) {
        Optional<String> metric = RuleNames.metric(pattern);
        if (metric.isPresent()) {
            String[] parts = metric.get().split("\\.", 3);
            String type = parts[0].substring(0, 1).toUpperCase(Locale.ROOT) + parts[0].substring(1);
            into.add(input(type, parts[1]));
            into.add(input(type, "currency"));
            return;
        }
        FactType type = pack.parsed().type(pattern.type());
        if (type == null || !Dimensions.isSubject(pattern.type())) {
            into.add(input(pattern.type(), ""));
            return;
        }
        // A variable may be asked anything elsewhere, and of a question it is not known what it looks at.
        Set<String> fields = new HashSet<>();
        boolean whole = pattern.variable() != null;
        for (Operand operand : pattern.allConstraints()
                .flatMap(each -> each.condition().operands())
                .toList()) {
            if (operand instanceof Operand.Field field && field.variable() == null) {
                FieldType read = type.field(field.name());
                whole |= read == null || !read.accessor().equals(field.name());
                fields.add(field.name());
            }
            whole |= operand instanceof Operand.Call || operand instanceof Operand.This;
        }
        (whole ? type.fields().keySet() : fields).forEach(field -> into.add(input(pattern.type(), field)));
        if (hasSeveralSubjects()) {
            into.add(input(pattern.type(), ""));
        }
    }

    private boolean hasSeveralSubjects() {
        return pack.source().manifest().subjects().size() > 1;
    }

    private String input(String type, String field) {
        if (!Dimensions.isSubject(type)) {
            return SOURCES.getOrDefault(type, type);
        }
        // Where there are several kinds of subjects, a field also says of which kind the subject is.
        return hasSeveralSubjects() ? "subject" : type + "." + field;
    }
}

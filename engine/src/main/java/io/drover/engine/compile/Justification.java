package io.drover.engine.compile;

import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Score;
import io.drover.model.fact.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.drools.core.common.InternalFactHandle;
import org.drools.tms.LogicalDependency;
import org.drools.tms.SimpleMode;
import org.drools.tms.TruthMaintenanceSystemEqualityKey;
import org.drools.tms.agenda.TruthMaintenanceSystemInternalMatch;
import org.drools.tms.beliefsystem.BeliefSet;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

/**
 * One reason for which a conclusion stands: a rule and what it matched. Read from truth maintenance at the end, which knows
 * what still stands; a listener would also report what was withdrawn.
 *
 * @param matched the facts and conclusions of the match
 * @param values what the rule bound to variables, by name without {@code $}, but for facts and conclusions
 */
record Justification(String rule, List<Object> matched, Map<String, Object> values) {

    /** All reasons for which the conclusion behind {@code handle} stands. */
    static List<Justification> of(FactHandle handle) {
        return matches(handle).stream().map(Justification::of).toList();
    }

    /** The rules that have a reason for the conclusion behind {@code handle}, each once. */
    static Collection<String> rules(FactHandle handle) {
        Set<String> rules = new LinkedHashSet<>();
        for (TruthMaintenanceSystemInternalMatch<SimpleMode> match : matches(handle)) {
            rules.add(match.getRule().getName());
        }
        return rules;
    }

    /** The segments and {@code taxonomy=value} among the reasons for the conclusion behind {@code handle}. */
    static List<String> because(FactHandle handle) {
        List<String> because = new ArrayList<>();
        for (TruthMaintenanceSystemInternalMatch<SimpleMode> match : matches(handle)) {
            for (Object matched : match.getObjects()) {
                if (matched instanceof InSegment segment) {
                    because.add(segment.name());
                } else if (matched instanceof Classified classified) {
                    because.add(classified.taxonomy() + "=" + classified.value());
                }
            }
        }
        return because;
    }

    private static List<TruthMaintenanceSystemInternalMatch<SimpleMode>> matches(FactHandle handle) {
        List<TruthMaintenanceSystemInternalMatch<SimpleMode>> matches = new ArrayList<>(2);
        if (((InternalFactHandle) handle).getEqualityKey() instanceof TruthMaintenanceSystemEqualityKey key) {
            BeliefSet<?> beliefs = key.getBeliefSet();
            if (beliefs != null) {
                for (Object mode = beliefs.getFirst(); mode != null; mode = ((SimpleMode) mode).getNext()) {
                    LogicalDependency<SimpleMode> dependency = ((SimpleMode) mode).getObject();
                    matches.add(dependency.getJustifier());
                }
            }
        }
        return matches;
    }

    private static Justification of(TruthMaintenanceSystemInternalMatch<SimpleMode> match) {
        Map<String, Object> values = new TreeMap<>();
        for (String name : match.getDeclarationIds()) {
            Object value = match.getDeclarationValue(name);
            if (name.startsWith("$") && isPlain(value)) {
                values.put(name.substring(1), value);
            }
        }
        List<Object> matched = match.getObjects().stream()
                .filter(object -> !isPlain(object) && !isInternal(object))
                .map(Object.class::cast)
                .toList();
        return new Justification(match.getRule().getName(), matched, values);
    }

    private static boolean isInternal(@Nullable Object object) {
        return object == null || object.getClass().getName().startsWith("org.drools.");
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    }

    /** What was matched, each as its type and id, sorted. */
    List<String> describeMatched() {
        return matched.stream().map(Justification::describe).sorted().toList();
    }

    private static String describe(Object object) {
        if (object instanceof Classified classified) {
            String contact = classified.contactId() == null ? "" : " of " + classified.contactId();
            return "Classified " + classified.taxonomy() + "=" + classified.value() + contact;
        }
        if (object instanceof InSegment segment) {
            return "InSegment " + segment.name();
        }
        if (object instanceof Score score) {
            return "Score " + score.name();
        }
        String type = object.getClass().getSimpleName();
        return object instanceof Fact fact && !fact.factId().isEmpty() ? type + " " + fact.factId() : type;
    }
}

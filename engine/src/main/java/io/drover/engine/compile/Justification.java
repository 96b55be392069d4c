package io.drover.engine.compile;

import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Score;
import io.drover.model.fact.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        List<Justification> justifications = new ArrayList<>();
        if (((InternalFactHandle) handle).getEqualityKey() instanceof TruthMaintenanceSystemEqualityKey key) {
            BeliefSet<?> beliefs = key.getBeliefSet();
            if (beliefs != null) {
                for (Object mode = beliefs.getFirst(); mode != null; mode = ((SimpleMode) mode).getNext()) {
                    justifications.add(of(((SimpleMode) mode).getObject()));
                }
            }
        }
        return justifications;
    }

    private static Justification of(LogicalDependency<SimpleMode> dependency) {
        TruthMaintenanceSystemInternalMatch<SimpleMode> match = dependency.getJustifier();
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

    /** The segments and {@code taxonomy=value} among what was matched. */
    Stream<String> because() {
        return matched.stream().flatMap(object -> {
            if (object instanceof InSegment segment) {
                return Stream.of(segment.name());
            }
            return object instanceof Classified classified
                    ? Stream.of(classified.taxonomy() + "=" + classified.value())
                    : Stream.empty();
        });
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

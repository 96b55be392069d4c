package io.drover.engine.pack;

import io.drover.model.decision.SubjectKind;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A named set of values, of which a subject has at most one.
 *
 * @param level what has the value
 * @param subjects the kinds of subjects in whose decisions it appears
 * @param values in order of precedence: of several candidates the first one here wins
 * @param defaultValue what holds where no rule concludes a value; null: unclassified
 * @param needs facts, such as {@code account.industry}, without which the taxonomy is unclassified
 * @param currency in which the account's amounts must be for rules to compare them, so that in another one the taxonomy is
 *     unclassified; null: it is about no amounts
 * @param exclusive whether rules promise never to conclude two values at once
 * @param unclassifiedAllowed whether having no value is a normal outcome
 */
public record Taxonomy(
        String name,
        Level level,
        Set<SubjectKind> subjects,
        Purpose purpose,
        List<Value> values,
        @Nullable String defaultValue,
        List<String> needs,
        @Nullable String currency,
        boolean exclusive,
        boolean unclassifiedAllowed) {

    /** What has a value of a taxonomy. */
    public enum Level {
        /** The subject of the decision. */
        SUBJECT,
        /** Each contact of the subject. */
        CONTACT
    }

    /** What a taxonomy is for. */
    public enum Purpose {
        /** Its values select treatments, or say why they do not. */
        TREATMENT,
        /** Other rules read it; it selects no treatment itself. */
        CONTEXT
    }

    /**
     * One value.
     *
     * @param noTreatmentReason why the value selects no treatment; null where it does not say {@code treatment: none}
     */
    public record Value(String name, @Nullable String noTreatmentReason) {}

    public Taxonomy {
        subjects = Collections.unmodifiableSet(new TreeSet<>(subjects));
        values = List.copyOf(values);
        needs = List.copyOf(needs);
    }

    /** The values' names in order of precedence. */
    public List<String> valueNames() {
        return values.stream().map(Value::name).toList();
    }
}

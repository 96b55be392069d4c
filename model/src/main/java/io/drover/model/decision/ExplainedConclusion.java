package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One reason for which a conclusion stands; a conclusion with several reasons is explained several times.
 *
 * @param conclusion {@code taxonomy=value}, the name of a segment, score or treatment, or {@code treatment=reason}
 * @param kind classification, segment, score, treatment, or withheld: why a treatment is not given
 * @param rule the rule that concluded it; null where the engine did, as with a default
 * @param says what the rule says of itself
 * @param facts the facts and conclusions that matched, each as its type and id
 * @param values what the rule computed or bound, by variable
 * @param thresholds the thresholds the rule compares with, by name
 */
public record ExplainedConclusion(
        String pack,
        String kind,
        String conclusion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String contactId,
        @Nullable String rule,
        @Nullable String says,
        List<String> facts,
        Map<String, Object> values,
        Map<String, Object> thresholds) {

    /** The kind of a reason not to give a treatment. */
    public static final String WITHHELD = "withheld";

    public ExplainedConclusion {
        facts = List.copyOf(facts);
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        thresholds = Collections.unmodifiableMap(new TreeMap<>(thresholds));
    }
}

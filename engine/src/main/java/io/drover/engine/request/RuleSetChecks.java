package io.drover.engine.request;

import io.drover.engine.failure.Violation;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.Overrides;
import io.drover.model.decision.SubjectKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The violations that only a rule set can tell: packs, fact types and cut tables that it does not have. */
@FunctionalInterface
public interface RuleSetChecks {

    /**
     * The violations in those parts of a request that could be read; parts that could not are reported already.
     *
     * @param kind null where the request has not exactly one subject
     * @param packs null where the request names none
     * @param facts by type name, only types all of whose facts could be read
     * @param cutTables by metric
     * @param with null where it could not be read, or there is none
     */
    List<Violation> check(
            @Nullable SubjectKind kind,
            @Nullable List<String> packs,
            Map<String, List<Map<String, Object>>> facts,
            Map<String, CutTableChoice> cutTables,
            @Nullable Overrides with);

    /** No checks: for requests that are read without a rule set. */
    static RuleSetChecks none() {
        return (kind, packs, facts, cutTables, with) -> List.of();
    }
}

package io.drover.engine.drl;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one pack, each once. */
final class Problems {

    private final Set<PackProblem> found = new LinkedHashSet<>();

    /** Adds an error in {@code rule}, null where it is in none. */
    void add(SourceText source, @Nullable String rule, Fault fault) {
        add(Severity.ERROR, source, rule, fault);
    }

    /** Adds a problem of any severity. */
    void add(Severity severity, SourceText source, @Nullable String rule, Fault fault) {
        found.add(PackProblem.of(
                severity, source.place(fault.offset()), rule, fault.code(), fault.message(), fault.remedy()));
    }

    /** Adds an error in {@code rule}. */
    void add(RuleText rule, Fault fault) {
        add(rule.source(), rule.name(), fault);
    }

    /** All that was added, by place. */
    List<PackProblem> sorted() {
        return found.stream().sorted(PackProblem.BY_PLACE).toList();
    }
}

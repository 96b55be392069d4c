package io.drover.engine.drl;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one pack, each once. */
final class Problems {

    /** What rules out that a fault in a table's head is told for every row. */
    private record Said(Place place, String code, String message) {}

    private final List<PackProblem> found = new ArrayList<>();
    private final Set<Said> said = new HashSet<>();

    /** Adds an error in {@code rule}, null where it is in none. */
    void add(SourceText source, @Nullable String rule, Fault fault) {
        add(Severity.ERROR, source, rule, fault);
    }

    /** Adds a problem of any severity. */
    void add(Severity severity, SourceText source, @Nullable String rule, Fault fault) {
        PackProblem problem = PackProblem.of(
                severity, source.written(fault.offset()), rule, fault.code(), fault.message(), fault.remedy());
        if (said.add(new Said(problem.place(), fault.code(), fault.message()))) {
            found.add(problem);
        }
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

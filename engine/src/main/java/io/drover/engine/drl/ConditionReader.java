package io.drover.engine.drl;

import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AnnotatedBaseDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;

/**
 * Turns the parse tree of Drools between {@code when} and {@code then} into {@link Element}s: patterns, {@code and},
 * {@code not}, {@code exists}, {@code forall} and accumulate. This is an allow-list: what it has no word for is refused.
 */
final class ConditionReader {

    private final TreeFaults faults;
    private final PatternReader patterns;
    private final AccumulationReader accumulations;

    ConditionReader(SourceText source, Consumer<Fault> faults) {
        this.faults = new TreeFaults(faults);
        this.patterns = new PatternReader(this.faults);
        this.accumulations = new AccumulationReader(source, this.faults, patterns);
    }

    /** The elements of {@code descr}; those that are refused are left out. */
    List<Element> read(AndDescr descr) {
        faults.refuseAnnotations(descr);
        return parts(descr.getDescrs());
    }

    private List<Element> parts(List<?> descrs) {
        List<Element> parts = new ArrayList<>();
        for (Object descr : descrs) {
            element((BaseDescr) descr).ifPresent(parts::add);
        }
        return parts;
    }

    private Optional<Element> element(BaseDescr descr) {
        if (descr instanceof AnnotatedBaseDescr annotated) {
            faults.refuseAnnotations(annotated);
        }
        if (descr instanceof PatternDescr pattern) {
            return patternOrAccumulation(pattern);
        }
        if (descr instanceof AndDescr and) {
            return group(Group.Kind.AND, and.getDescrs(), and);
        }
        if (descr instanceof NotDescr not) {
            return group(Group.Kind.NOT, not.getDescrs(), not);
        }
        if (descr instanceof ExistsDescr exists) {
            return group(Group.Kind.EXISTS, exists.getDescrs(), exists);
        }
        if (descr instanceof ForallDescr forall) {
            return group(Group.Kind.FORALL, forall.getDescrs(), forall);
        }
        faults.refuse(descr, descr);
        return Optional.empty();
    }

    private Optional<Element> group(Group.Kind kind, List<?> descrs, BaseDescr descr) {
        List<Element> parts = parts(descrs);
        if (kind != Group.Kind.AND && parts.stream().anyMatch(ConditionReader::accumulates)) {
            faults.report(
                    descr,
                    "forbidden-accumulate",
                    "An accumulate stands within not, exists or forall.",
                    "Let the accumulate stand by itself and demand the opposite of its result.");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Group(kind, parts, TreeFaults.offset(descr)));
    }

    private static boolean accumulates(Element element) {
        return element instanceof Accumulation
                || (element instanceof Group group && group.parts().stream().anyMatch(ConditionReader::accumulates));
    }

    private Optional<Element> patternOrAccumulation(PatternDescr descr) {
        PatternSourceDescr from = descr.getSource();
        if (descr.getObjectType() == null) {
            faults.report(
                    descr,
                    "forbidden-from",
                    "A pattern is written as a path.",
                    "Name the type of a fact, as in Account( industry == \"SaaS\" ).");
            return Optional.empty();
        }
        if (from == null) {
            return Optional.of(patterns.read(descr));
        }
        if (!(from instanceof AccumulateDescr accumulate) || from instanceof GroupByDescr) {
            faults.refuse(from, descr);
            return Optional.empty();
        }
        if (!accumulations.isAllowed(descr, accumulate)) {
            return Optional.empty();
        }
        Optional<Element> input = element(accumulate.getInput());
        if (input.filter(ConditionReader::accumulates).isPresent()) {
            faults.report(
                    descr,
                    "forbidden-accumulate",
                    "An accumulate stands within another one.",
                    "Let each stand by itself, one after the other.");
            return Optional.empty();
        }
        return input.map(element -> accumulations.read(descr, accumulate, element));
    }
}

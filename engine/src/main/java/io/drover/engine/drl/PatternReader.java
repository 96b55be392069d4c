package io.drover.engine.drl;

import io.drover.engine.drl.Element.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.jspecify.annotations.Nullable;

/** Reads patterns and their constraints off the parse tree. */
final class PatternReader {

    private final TreeFaults faults;

    PatternReader(TreeFaults faults) {
        this.faults = faults;
    }

    Pattern read(PatternDescr descr) {
        if (!descr.getBehaviors().isEmpty()) {
            faults.report(
                    descr,
                    "forbidden-window",
                    "A window (over …) stands behind the pattern " + descr.getObjectType() + ".",
                    "Ask a question about time instead, such as within(T.INTENT_WINDOW).");
        }
        if (descr.isQuery() || descr.isUnification()) {
            faults.report(
                    descr,
                    "forbidden-query",
                    "The pattern " + descr.getObjectType() + " is written like a call of a query.",
                    "Write a plain pattern, such as Account( industry == \"SaaS\" ).");
        }
        List<Constraint> constraints = new ArrayList<>();
        boolean whole = readConstraints(descr, constraints);
        return new Pattern(descr.getObjectType(), variable(descr), constraints, whole, TreeFaults.offset(descr));
    }

    private @Nullable String variable(PatternDescr descr) {
        String variable = descr.getIdentifier();
        if (variable == null || variable.isEmpty()) {
            return null;
        }
        faults.checkVariable(descr, variable);
        return variable;
    }

    /** Adds what can be read of the constraints of {@code descr} to {@code read}; false if one cannot. */
    boolean readConstraints(PatternDescr descr, List<Constraint> read) {
        boolean whole = true;
        for (BaseDescr part : descr.getDescrs()) {
            if (part instanceof ExprConstraintDescr constraint
                    && constraint.getType() == ExprConstraintDescr.Type.NAMED) {
                try {
                    read.add(ExpressionReader.read(constraint.getExpression(), TreeFaults.offset(constraint)));
                } catch (FaultException e) {
                    faults.report(e.fault());
                    whole = false;
                }
            } else {
                faults.report(
                        part,
                        "forbidden-expression",
                        "A condition of " + descr.getObjectType() + " names no field.",
                        "Write the field's name, as in industry == \"SaaS\".");
                whole = false;
            }
        }
        return whole;
    }
}

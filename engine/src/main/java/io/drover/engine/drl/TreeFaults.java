package io.drover.engine.drl;

import java.util.function.Consumer;
import org.drools.drl.ast.descr.AnnotatedBaseDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NamedConsequenceDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;

/** Reports faults at nodes of the parse tree. */
final class TreeFaults {

    private final Consumer<Fault> faults;

    TreeFaults(Consumer<Fault> faults) {
        this.faults = faults;
    }

    /** Where {@code descr} begins; 0 where the tree does not know. */
    static int offset(BaseDescr descr) {
        return Math.max(descr.getStartCharacter(), 0);
    }

    void report(BaseDescr descr, String code, String message, String remedy) {
        faults.accept(new Fault(offset(descr), code, message, remedy));
    }

    void report(Fault fault) {
        faults.accept(fault);
    }

    /** Demands that a variable is named so that it cannot be taken for a field. */
    void checkVariable(BaseDescr descr, String variable) {
        if (!ExpressionReader.VARIABLE.matcher(variable).matches()) {
            report(
                    descr,
                    Fault.SYNTAX,
                    "The variable " + variable + " does not begin with a dollar sign.",
                    "Name it $" + variable.replace("$", "") + ".");
        }
    }

    void refuseAnnotations(AnnotatedBaseDescr descr) {
        for (AnnotationDescr annotation : descr.getAnnotations()) {
            report(
                    descr,
                    "forbidden-annotation",
                    "The annotation @" + annotation.getName() + " stands within the conditions.",
                    "Remove it; annotations belong between the rule's name and when.");
        }
    }

    /** Refuses a condition that the allow-list has no word for; {@code where} is it, or what it belongs to. */
    void refuse(BaseDescr descr, BaseDescr where) {
        if (descr instanceof OrDescr) {
            String remedy = "Make two rules of it: two reasons deserve two names.";
            report(where, "forbidden-or", "Two patterns are joined by or.", remedy);
        } else if (descr instanceof EvalDescr) {
            report(where, "forbidden-eval", "The rule uses eval.", "Write the condition within a pattern.");
        } else if (descr instanceof NamedConsequenceDescr) {
            report(where, "forbidden-consequence", "The rule jumps to a named consequence.", "Make two rules of it.");
        } else if (descr instanceof CollectDescr || descr instanceof GroupByDescr) {
            String remedy = "Use accumulate with one of its functions.";
            report(where, "forbidden-accumulate", "The rule collects or groups facts.", remedy);
        } else if (descr instanceof PatternSourceDescr) {
            String remedy = "Write a pattern about facts, or accumulate( … ).";
            report(where, "forbidden-from", "The rule takes facts from elsewhere with the word from.", remedy);
        } else {
            String remedy = "Use patterns, not, exists, forall and accumulate.";
            report(where, "forbidden-expression", "The rule uses a form of condition that packs may not use.", remedy);
        }
    }
}

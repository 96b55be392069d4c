package io.drover.engine.drl;

import io.drover.engine.drl.Element.Accumulation;
import io.drover.engine.drl.Element.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AccumulateDescr.AccumulateFunctionCallDescr;
import org.drools.drl.ast.descr.PatternDescr;

/** Reads accumulates off the parse tree: the form {@code accumulate( source; functions; results )} with known functions. */
final class AccumulationReader {

    private static final String CODE = "forbidden-accumulate";
    private static final Set<String> FUNCTIONS = Set.of("count", "sum", "min", "max", "average", "countDistinct");
    private static final String KNOWN = "Use one of the functions " + String.join(", ", new TreeSet<>(FUNCTIONS)) + ".";

    private final SourceText source;
    private final TreeFaults faults;
    private final PatternReader patterns;

    AccumulationReader(SourceText source, TreeFaults faults, PatternReader patterns) {
        this.source = source;
        this.faults = faults;
        this.patterns = patterns;
    }

    /** Whether {@code descr} has the allowed form; what has not is reported. */
    boolean isAllowed(PatternDescr descr, AccumulateDescr accumulate) {
        boolean bound = descr.getIdentifier() != null && !descr.getIdentifier().isEmpty();
        if (bound || !isInMultiFunctionForm(descr)) {
            faults.report(
                    descr,
                    "forbidden-from",
                    "The accumulate stands behind the word from.",
                    "Write accumulate( Signal( … ); $n : count(1); $n >= T.ENOUGH ) instead.");
            return false;
        }
        if (accumulate.getInitCode() != null
                || accumulate.getActionCode() != null
                || accumulate.getReverseCode() != null
                || accumulate.getResultCode() != null) {
            faults.report(descr, CODE, "The accumulate is programmed with init, action and result.", KNOWN);
            return false;
        }
        return true;
    }

    /** Whether it is written {@code accumulate( … )} rather than {@code Number() from accumulate( … )}. */
    private boolean isInMultiFunctionForm(PatternDescr descr) {
        return source.text().startsWith("acc", TreeFaults.offset(descr)) && "Object".equals(descr.getObjectType());
    }

    /** The accumulation over {@code input}, which was read already. */
    Accumulation read(PatternDescr descr, AccumulateDescr accumulate, Element input) {
        List<Function> functions = new ArrayList<>();
        for (AccumulateFunctionCallDescr call : accumulate.getFunctions()) {
            function(descr, call).ifPresent(functions::add);
        }
        List<Constraint> results = new ArrayList<>();
        patterns.readConstraints(descr, results);
        return new Accumulation(input, functions, results, TreeFaults.offset(descr));
    }

    private Optional<Function> function(PatternDescr descr, AccumulateFunctionCallDescr call) {
        String name = call.getFunction();
        if (!FUNCTIONS.contains(name) || call.isUnification()) {
            String remedy = Nearest.didYouMean(name, FUNCTIONS, KNOWN);
            faults.report(descr, CODE, "There is no accumulate function \"" + name + "\".", remedy);
            return Optional.empty();
        }
        String bound = call.getBind();
        if (bound != null) {
            faults.checkVariable(descr, bound);
        }
        String[] parameters = call.getParams() == null ? new String[0] : call.getParams();
        String argument = parameters.length == 1 ? parameters[0].strip() : "";
        if (ExpressionReader.VARIABLE.matcher(argument).matches()) {
            return Optional.of(new Function(bound, name, argument));
        }
        boolean each = name.equals("count") && (parameters.length == 0 || argument.equals("1"));
        if (each) {
            return Optional.of(new Function(bound, name, null));
        }
        faults.report(
                descr,
                CODE,
                "The function " + name + " works on " + (argument.isEmpty() ? "nothing" : argument)
                        + ", which is no variable.",
                "Bind the field in the pattern, as in $amount : amount, and write " + name + "($amount)"
                        + (name.equals("count") ? ", or write count(1)." : "."));
        return Optional.empty();
    }
}

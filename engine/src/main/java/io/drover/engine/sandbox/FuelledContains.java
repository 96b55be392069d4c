package io.drover.engine.sandbox;

import java.util.Collection;
import org.drools.model.functions.Operator;
import org.drools.model.operators.ContainsOperator;
import org.jspecify.annotations.Nullable;

/** The operator {@code contains} in place of the one of Drools: the longer what is searched, the more it costs. */
public final class FuelledContains implements Operator.SingleValue<Object, Object> {

    private static final long serialVersionUID = 1;

    /** The one that generated code refers to. */
    public static final FuelledContains INSTANCE = new FuelledContains();

    private FuelledContains() {}

    @Override
    public boolean eval(@Nullable Object searched, @Nullable Object sought) {
        burn(searched, sought);
        return ContainsOperator.INSTANCE.eval(searched, sought);
    }

    @Override
    public String getOperatorName() {
        return ContainsOperator.INSTANCE.getOperatorName();
    }

    static void burn(@Nullable Object searched, @Nullable Object sought) {
        if (searched instanceof Collection<?> collection) {
            Fuel.burnSteps(collection.size());
        } else if (searched instanceof String text && sought instanceof String part) {
            Fuel.burnSteps(TextSearch.steps(text.length(), part.length()));
        }
    }
}

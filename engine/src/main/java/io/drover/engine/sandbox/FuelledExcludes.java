package io.drover.engine.sandbox;

import org.drools.model.functions.Operator;
import org.drools.model.operators.ExcludesOperator;
import org.jspecify.annotations.Nullable;

/** The operator {@code not contains} in place of the one of Drools; it costs what {@link FuelledContains} does. */
public final class FuelledExcludes implements Operator.SingleValue<Object, Object> {

    private static final long serialVersionUID = 1;

    /** The one that generated code refers to. */
    public static final FuelledExcludes INSTANCE = new FuelledExcludes();

    private FuelledExcludes() {}

    @Override
    public boolean eval(@Nullable Object searched, @Nullable Object sought) {
        FuelledContains.burn(searched, sought);
        return ExcludesOperator.INSTANCE.eval(searched, sought);
    }

    @Override
    public String getOperatorName() {
        return ExcludesOperator.INSTANCE.getOperatorName();
    }
}

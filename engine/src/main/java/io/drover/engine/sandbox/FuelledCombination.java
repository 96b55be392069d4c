package io.drover.engine.sandbox;

import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.ContextEntry;
import org.drools.core.common.BetaConstraints;
import org.drools.core.common.EmptyBetaConstraints;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The combination of facts that no condition joins. Where there is a condition, the generated code of it uses up fuel; here
 * there is no generated code at all, and each pair costs what pairs cost that stay in memory.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as Drools declares it
public final class FuelledCombination extends EmptyBetaConstraints {

    private static final long serialVersionUID = 1;
    private static final FuelledCombination INSTANCE = new FuelledCombination();

    /** The constraints {@code plain}, or, if there are none, this. */
    static BetaConstraints of(BetaConstraints plain) {
        return plain.isEmpty() ? INSTANCE : plain;
    }

    @Override
    public boolean isAllowedCachedLeft(ContextEntry[] context, FactHandle handle) {
        Fuel.burnJoined(true);
        return true;
    }

    @Override
    public boolean isAllowedCachedRight(BaseTuple tuple, ContextEntry[] context) {
        Fuel.burnJoined(true);
        return true;
    }
}

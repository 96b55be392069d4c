package io.drover.engine.sandbox;

import org.drools.base.rule.Accumulate;
import org.drools.base.rule.constraint.AlphaNodeFieldConstraint;
import org.drools.core.common.BetaConstraints;
import org.drools.core.reteoo.AccumulateNode;
import org.drools.core.reteoo.ExistsNode;
import org.drools.core.reteoo.JoinNode;
import org.drools.core.reteoo.LeftTupleSource;
import org.drools.core.reteoo.NotNode;
import org.drools.core.reteoo.ObjectSource;
import org.drools.core.reteoo.builder.BuildContext;
import org.drools.core.reteoo.builder.PhreakNodeFactory;

/** Builds the nodes at which facts are combined so that combining them uses up fuel. */
@SuppressWarnings("rawtypes") // as Drools declares it
final class FuelledNodes extends PhreakNodeFactory {

    private static final long serialVersionUID = 1;

    @Override
    public JoinNode buildJoinNode(
            int id, LeftTupleSource leftInput, ObjectSource rightInput, BetaConstraints binder, BuildContext context) {
        return super.buildJoinNode(id, leftInput, rightInput, FuelledCombination.of(binder), context);
    }

    @Override
    public NotNode buildNotNode(
            int id, LeftTupleSource leftInput, ObjectSource rightInput, BetaConstraints binder, BuildContext context) {
        return super.buildNotNode(id, leftInput, rightInput, FuelledCombination.of(binder), context);
    }

    @Override
    public ExistsNode buildExistsNode(
            int id, LeftTupleSource leftInput, ObjectSource rightInput, BetaConstraints binder, BuildContext context) {
        return super.buildExistsNode(id, leftInput, rightInput, FuelledCombination.of(binder), context);
    }

    @Override
    public AccumulateNode buildAccumulateNode(
            int id,
            LeftTupleSource leftInput,
            ObjectSource rightInput,
            AlphaNodeFieldConstraint[] resultConstraints,
            BetaConstraints sourceBinder,
            BetaConstraints resultBinder,
            Accumulate accumulate,
            BuildContext context) {
        return super.buildAccumulateNode(
                id,
                leftInput,
                rightInput,
                resultConstraints,
                FuelledCombination.of(sourceBinder),
                resultBinder,
                accumulate,
                context);
    }
}

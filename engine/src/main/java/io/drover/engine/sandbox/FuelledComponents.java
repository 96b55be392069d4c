package io.drover.engine.sandbox;

import org.drools.core.reteoo.builder.NodeFactory;
import org.drools.mvel.MVELCoreComponentFactory;

/**
 * Has Drools build networks in which every combination of facts uses up fuel. Drools finds it as a service, and takes it for
 * its priority instead of the one it extends.
 */
public final class FuelledComponents extends MVELCoreComponentFactory {

    private static final NodeFactory NODES = new FuelledNodes();

    @Override
    public NodeFactory getNodeFactoryService() {
        return NODES;
    }

    @Override
    public int servicePriority() {
        return 1;
    }
}

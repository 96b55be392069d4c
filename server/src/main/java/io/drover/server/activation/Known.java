package io.drover.server.activation;

import io.drover.engine.compile.PackLoader.Loading;
import io.drover.server.activation.PackStatus.Active;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known between changes of the rules; immutable, and replaced as a whole by each. Who prepares a change does so against one
 * of these, and the change is taken up only if it is still the one that is known.
 *
 * @param before what the next attempt compares with
 * @param active the revision of each pack that serves, and since when
 * @param pins the packs that operators hold
 * @param loading what the sources had when they were last looked at
 */
record Known(ActivationPlan.Before before, Map<String, Active> active, Map<String, Pin> pins, Loading loading) {

    static final Known NOTHING = new Known(ActivationPlan.Before.NOTHING, Map.of(), Map.of(), Loading.nothing());

    Known {
        active = Map.copyOf(active);
        pins = Map.copyOf(pins);
    }

    /** The packs whose revision an operator has chosen. */
    Set<String> held() {
        return new TreeSet<>(pins.keySet());
    }

    Known withBefore(ActivationPlan.Before other) {
        return new Known(other, active, pins, loading);
    }
}

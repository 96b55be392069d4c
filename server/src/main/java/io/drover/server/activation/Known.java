package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.audit.AuditEntry.AuditedChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

    /** The revision of each pack that serves after {@code plan}, and since when. */
    Map<String, Active> activeAfter(ActivationPlan plan, Instant now) {
        Map<String, Active> after = new HashMap<>();
        plan.next().forEach((name, pack) -> {
            String revision = pack.source().revision();
            Active old = active.get(name);
            after.put(name, old != null && old.revision().equals(revision) ? old : new Active(revision, now));
        });
        return after;
    }

    /** The revisions that serve, are held, or should serve and are {@code lost}. */
    Set<String> revisions(Map<String, String> lost) {
        Set<String> revisions = new TreeSet<>(lost.values());
        active.values().forEach(serving -> revisions.add(serving.revision()));
        pins.values().forEach(pin -> revisions.add(pin.revision()));
        return revisions;
    }

    /** Whether {@code pack} serves, in its revision. */
    boolean isActive(CompiledPack pack) {
        Active serving = active.get(pack.name());
        return serving != null && serving.revision().equals(pack.source().revision());
    }

    /** That {@code pack} is, or was, to serve in the revision {@code to}; null: not at all. */
    AuditedChange change(String pack, @Nullable String to) {
        Active serving = active.get(pack);
        return new AuditedChange(pack, serving == null ? null : serving.revision(), to);
    }
}

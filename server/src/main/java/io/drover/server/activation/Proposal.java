package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.RuleSet;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of the rules, prepared.
 *
 * @param pins the packs that are held after it
 * @param cause who wants it, and why
 * @param must whether it is to fail where it cannot be recorded, since somebody waits for the answer
 */
record Proposal(
        ActivationPlan plan, Loading loading, LastSteps steps, Map<String, Pin> pins, Cause cause, boolean must) {

    /**
     * Why rules are changed.
     *
     * @param forced the steps of the gate that a pack is forced past
     */
    record Cause(
            AuditEvent event,
            Author author,
            @Nullable String reason,
            List<String> forced,
            @Nullable String detail) {

        /** That sources have changed; {@link SourceCause} says which, and who did it. */
        static final Cause SOURCE =
                new Cause(AuditEvent.ACTIVATION, Author.SERVER, null, List.of(), SourceCause.DIRECTORY);
    }

    /** What is to serve, with nothing switched off. */
    RuleSet ruleSet() {
        return RuleSet.of(plan.next().values());
    }

    /** The packs of it that do not serve in {@code known}, in these revisions. */
    List<CompiledPack> newPacks(Known known, boolean nothingServes) {
        return plan.next().values().stream()
                .filter(pack -> {
                    PackStatus.Active old = known.active().get(pack.name());
                    return nothingServes
                            || old == null
                            || !old.revision().equals(pack.source().revision());
                })
                .toList();
    }
}

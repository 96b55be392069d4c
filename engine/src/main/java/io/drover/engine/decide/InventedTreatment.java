package io.drover.engine.decide;

import io.drover.engine.compile.PackConclusions.ProposedTreatment;
import io.drover.engine.pack.TreatmentDefinition;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A candidate treatment that no pack proposes, to try a policy with.
 *
 * @param pack the pack that would propose it
 * @param definition what the catalogue of that pack would say
 * @param contactId the contact it is for; null: the subject itself
 */
public record InventedTreatment(
        String pack,
        TreatmentDefinition definition,
        @Nullable String contactId) {

    ProposedTreatment proposed() {
        return new ProposedTreatment(definition.key(), contactId, new TreeMap<>(), new TreeSet<>());
    }
}

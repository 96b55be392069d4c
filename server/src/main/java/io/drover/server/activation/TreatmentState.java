package io.drover.server.activation;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether a treatment can be selected.
 *
 * @param pack the active pack whose catalogue has it; null: none has it, or not any more
 * @param enabled whether neither the catalogue nor a switch disables it; {@code validFrom} and {@code validUntil} aside
 * @param inCatalogue whether the catalogue enables it; null where there is no pack
 * @param lastSwitch how it was switched last; null: never
 */
public record TreatmentState(
        String key,
        @Nullable String pack,
        boolean enabled,
        @JsonProperty("enabledInCatalogue") @Nullable Boolean inCatalogue,
        @JsonProperty("switch") @Nullable TreatmentSwitch lastSwitch) {}

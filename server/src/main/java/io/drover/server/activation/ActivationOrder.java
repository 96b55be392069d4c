package io.drover.server.activation;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That packs are to serve in other revisions, all of them or none.
 *
 * @param reason why, for those who look later
 * @param force whether lint and scenarios are to be no obstacle
 * @param pin whether the packs are held there; null: those that are held already, and those whose source has another revision
 */
public record ActivationOrder(
        List<Wanted> wanted,
        String reason,
        boolean force,
        @Nullable Boolean pin) {

    /** One pack. */
    public record Wanted(String pack, String revision, Expected expected) {}

    /**
     * What is taken for active by whoever orders.
     *
     * @param isKnown whether he says so at all
     * @param revision null: nothing
     */
    public record Expected(boolean isKnown, @Nullable String revision) {

        /** He does not say. */
        public static final Expected UNKNOWN = new Expected(false, null);

        public static Expected of(@Nullable String revision) {
            return new Expected(true, revision);
        }

        boolean fits(@Nullable String active) {
            return Objects.equals(active, revision);
        }
    }

    public ActivationOrder {
        wanted = List.copyOf(wanted);
    }
}

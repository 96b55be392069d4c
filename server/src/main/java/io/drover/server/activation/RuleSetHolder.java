package io.drover.server.activation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rules that serve. Thread-safe: everything hangs on one volatile reference to an immutable value, so a reader
 * sees either all of an activation or nothing of it.
 */
public final class RuleSetHolder {

    private record State(@Nullable ActiveRules active, List<PackStatus> packs, String whyNotReady) {}

    private volatile State state = new State(null, List.of(), "The rule packs are still being read.");

    /** The rules that serve; empty while there are none. */
    public Optional<ActiveRules> active() {
        return Optional.ofNullable(state.active());
    }

    /**
     * The rules that serve now.
     *
     * @throws NotReadyException if there are none
     */
    public ActiveRules require() {
        State now = state;
        if (now.active() == null) {
            throw new NotReadyException(now.whyNotReady());
        }
        return now.active();
    }

    /** Every pack found, by name. */
    public List<PackStatus> packs() {
        return state.packs();
    }

    /** A sentence on why nothing serves, or why what serves is not what the rules directory holds; else empty. */
    public String whyNotReady() {
        return state.whyNotReady();
    }

    /** From now on {@code rules} serve; {@code whyNot} says why they are not what the directory holds, or is empty. */
    void activate(ActiveRules rules, List<PackStatus> packs, String whyNot) {
        state = new State(rules, List.copyOf(packs), whyNot);
    }

    /** What serves stays, be it nothing; {@code packs} is known now, and why it is not what the directory holds. */
    void report(List<PackStatus> packs, String whyNot) {
        state = new State(state.active(), List.copyOf(packs), whyNot);
    }
}

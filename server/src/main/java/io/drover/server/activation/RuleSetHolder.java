package io.drover.server.activation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rules that serve. Thread-safe: everything hangs on one volatile reference to an immutable value, so a reader
 * sees either all of an activation or nothing of it. Those who change a part of it do so one after the other.
 */
public final class RuleSetHolder {

    private record State(@Nullable ActiveRules active, List<PackStatus> packs, String whyNotReady) {}

    private volatile State state = new State(null, List.of(), "The rule packs are still being read.");

    private volatile Consumer<PackStatus.Attempt> listener = attempt -> {};

    private volatile UnaryOperator<PackStatus> completion = UnaryOperator.identity();

    /** Has each status of a pack completed with what is not known here, whenever somebody asks for it. */
    public void completeBy(UnaryOperator<PackStatus> other) {
        completion = other;
    }

    /** Has {@code listener} told of every new attempt to activate a pack, once what came of it is known here. */
    public void onAttempt(Consumer<PackStatus.Attempt> listener) {
        this.listener = listener;
    }

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
        return state.packs().stream().map(completion).toList();
    }

    /** A sentence on why nothing serves, or why what serves is not what the rules directory holds; else empty. */
    public String whyNotReady() {
        return state.whyNotReady();
    }

    /** From now on {@code rules} serve; {@code whyNot} says why they are not what the directory holds, or is empty. */
    synchronized void activate(ActiveRules rules, List<PackStatus> packs, String whyNot) {
        become(new State(rules, List.copyOf(packs), whyNot));
    }

    /** What serves stays, be it nothing; {@code packs} is known now, and why it is not what the directory holds. */
    synchronized void report(List<PackStatus> packs, String whyNot) {
        become(new State(state.active(), List.copyOf(packs), whyNot));
    }

    /** From now on {@code rules} serve, which are of the same packs. */
    synchronized void serve(ActiveRules rules) {
        State before = state;
        state = new State(rules, before.packs(), before.whyNotReady());
    }

    private void become(State next) {
        State before = state;
        state = next;
        for (PackStatus pack : next.packs()) {
            if (before.packs().stream().noneMatch(old -> isSameAttempt(old, pack))) {
                listener.accept(pack.lastAttempt());
            }
        }
    }

    /** Steps may be added to an attempt afterwards. */
    private static boolean isSameAttempt(PackStatus old, PackStatus pack) {
        return old.name().equals(pack.name())
                && old.lastAttempt().at().equals(pack.lastAttempt().at())
                && old.lastAttempt().outcome() == pack.lastAttempt().outcome()
                && Objects.equals(
                        old.lastAttempt().revision(), pack.lastAttempt().revision());
    }
}

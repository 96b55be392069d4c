package io.drover.server.deciding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drover.engine.compile.RuleSet;
import io.drover.server.activation.ActiveRules;
import io.drover.server.activation.RuleSetHolder;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules of a revision that a request names: those that serve, or those that served once and are kept, which may take seconds to
 * come by. Thread-safe.
 */
public final class KeptRules {

    private final RuleSetHolder holder;
    private final Function<String, Optional<RuleSet>> kept;

    /** What goes with a rule set, for as long as something holds on to that. */
    private final Cache<RuleSet, ActiveRules> ready =
            Caffeine.newBuilder().weakKeys().weakValues().maximumSize(16).build();

    /** Those that {@code holder} has, and those that {@code kept} gives. */
    public KeptRules(RuleSetHolder holder, Function<String, Optional<RuleSet>> kept) {
        this.holder = holder;
        this.kept = kept;
    }

    /**
     * The rules of {@code revision}.
     *
     * @throws NotKeptException if there are none
     */
    ActiveRules of(String revision) {
        Optional<ActiveRules> active = holder.active();
        if (active.isPresent() && active.get().ruleSet().revision().equals(revision)) {
            return active.get();
        }
        RuleSet ruleSet = kept.apply(revision).orElseThrow(NotKeptException::new);
        return ready.get(ruleSet, ActiveRules::of);
    }
}

package io.drover.engine.drl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The variables that can be seen from a place in the conditions of a rule. */
final class Scope {

    /**
     * A bound variable.
     *
     * @param from what it is bound to, as written
     * @param owner offset of the pattern or accumulation that binds it
     * @param present of a fact, the fields that its pattern demands to be there
     * @param time whether it is bound to the answer of a question about time
     */
    record Binding(String variable, Typed typed, String from, int owner, Set<String> present, boolean time) {

        Binding {
            present = Set.copyOf(present);
        }
    }

    private final @Nullable Scope outer;
    private final Map<String, Binding> bindings = new LinkedHashMap<>();

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    /** A scope without variables. */
    static Scope empty() {
        return new Scope(null);
    }

    /** A scope that sees this one's variables and keeps its own to itself. */
    Scope inner() {
        return new Scope(this);
    }

    /** Binds a variable; false if it is bound already. */
    boolean bind(Binding binding) {
        if (find(binding.variable()) != null) {
            return false;
        }
        bindings.put(binding.variable(), binding);
        return true;
    }

    /** The binding of {@code variable}; null if there is none. */
    @Nullable
    Binding find(String variable) {
        Binding binding = bindings.get(variable);
        return binding != null || outer == null ? binding : outer.find(variable);
    }

    Set<String> variables() {
        Set<String> names = outer == null ? new TreeSet<>() : outer.variables();
        names.addAll(bindings.keySet());
        return names;
    }
}

package io.drover.engine.sandbox;

import java.util.Optional;
import java.util.function.Consumer;

/** Holds what a class refers to against the allow-list for its kind. */
final class References {

    private final ClassKind kind;
    private final PackClasses pack;
    private final AllowList allowed;
    private final Consumer<String> faults;

    References(ClassKind kind, PackClasses pack, AllowList allowed, Consumer<String> faults) {
        this.kind = kind;
        this.pack = pack;
        this.allowed = allowed;
        this.faults = faults;
    }

    /** Checks that {@code use} may be made of {@code owner} itself, written as in the allow-list. */
    void check(String owner, String use) {
        if (!pack.contains(owner) && !allowed.allows(kind, owner, use)) {
            refuse(owner, use);
        }
    }

    /** Checks that a member of {@code owner} may be used; a class of the pack also has what its parents allow. */
    void checkMember(String owner, String member) {
        if (pack.isThreshold(owner, member)) {
            return;
        }
        Optional<String> declaring =
                pack.contains(owner) ? pack.inheritedFrom(owner, member.replace("&", "")) : Optional.of(owner);
        if (declaring.isPresent() && !allowed.allows(kind, declaring.get(), member)) {
            refuse(owner, member);
        }
    }

    private void refuse(String owner, String use) {
        boolean member = !use.matches("new|cast|ldc|array|extends|implements");
        faults.accept(
                "reaches for " + owner.replace('/', '.') + (member ? "." + use.replaceAll("[.&]", "") : "") + ".");
    }
}

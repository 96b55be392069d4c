package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.server.activation.ChangeRefusedException.Why;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the packs that an operator wants to serve, compiled: in memory, in what serves, in their source, or among the kept
 * revisions, which takes a compiler. Thread-safe.
 */
final class KeptPacks {

    /**
     * A pack that may serve.
     *
     * @param report what was found when it was loaded just now; null: it was not
     */
    record Found(CompiledPack pack, @Nullable PackReport report) {}

    private final Activation.Setup setup;

    KeptPacks(Activation.Setup setup) {
        this.setup = setup;
    }

    /**
     * The pack {@code name} in {@code revision}.
     *
     * @throws ChangeRefusedException if there is none, or it cannot be compiled any more
     */
    Found find(String name, String revision, Known known) {
        return inMemory(name, revision, known)
                .map(pack -> new Found(pack, null))
                .orElseGet(() -> loaded(name, revision, known));
    }

    /** The same to be looked at only, and without asking lint again; empty where there is none that can be compiled. */
    Optional<CompiledPack> look(String name, String revision, Known known) {
        return inMemory(name, revision, known)
                .or(() -> withRevision(known.loading(), name, revision))
                .or(() -> withRevision(setup.store().pack(name, revision), name, revision));
    }

    private static Optional<CompiledPack> withRevision(Loading loading, String name, String revision) {
        return loading.ruleSet()
                .pack(name)
                .filter(pack -> pack.source().revision().equals(revision));
    }

    private Optional<CompiledPack> inMemory(String name, String revision, Known known) {
        return setup.recent()
                .of(name, revision)
                .or(() -> Optional.ofNullable(known.before().packs().get(name))
                        .filter(pack -> pack.source().revision().equals(revision)));
    }

    private Found loaded(String name, String revision, Known known) {
        Loading loading = withRevision(known.loading(), name, revision).isPresent()
                ? known.loading()
                : setup.gate().lint(setup.store().pack(name, revision));
        PackReport report = loading.reports().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ChangeRefusedException(
                        Why.NOT_FOUND,
                        "No revision " + revision + " of the pack " + name + " is kept; GET /v1/packs/" + name
                                + "/revisions lists those that are."));
        CompiledPack pack = withRevision(loading, name, revision)
                .orElseThrow(() -> new ChangeRefusedException(
                        Why.CONFLICT,
                        "The kept files of revision " + revision + " of the pack " + name
                                + " are damaged, or cannot be compiled any more."));
        return new Found(pack, report);
    }
}

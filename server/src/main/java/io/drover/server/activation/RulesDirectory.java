package io.drover.server.activation;

import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackFolders.PassedOver;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that the rule packs are read from, again and again. That it cannot be read, and what in it is passed over, is
 * logged when it is new. Used by one thread at a time.
 */
final class RulesDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(RulesDirectory.class);

    private final Path path;
    private final Predicate<Path> wanted;
    private final CompiledPacks compiledPacks;
    private final Gate gate;
    private String failure = "";
    private boolean incomplete;
    private List<PassedOver> passedOver = List.of();

    /**
     * The directory {@code path}, which may be missing; those of its packs that are {@code wanted} are compiled by way of
     * {@code compiledPacks}, and judged by {@code gate}.
     */
    RulesDirectory(Path path, Predicate<Path> wanted, CompiledPacks compiledPacks, Gate gate) {
        this.wanted = wanted;
        this.gate = gate;
        this.path = path;
        this.compiledPacks = compiledPacks;
    }

    /**
     * Loads what is there now; nothing where the directory is missing or cannot be read.
     *
     * @param serving the rules that serve until now
     */
    Loading load(RuleSet serving, Consumer<String> progress) {
        Loading loading = Loading.nothing();
        String failed = "";
        try {
            if (!Files.notExists(path)) {
                loading = gate.lint(PackLoader.load(
                        List.of(path),
                        wanted,
                        PackLoader.Compiler.EXECUTABLE_MODEL,
                        compiledPacks,
                        serving,
                        System::nanoTime,
                        progress));
            }
        } catch (UncheckedIOException e) {
            failed = String.valueOf(e.getCause());
        }
        tellNew(failed, loading.passedOver());
        failure = failed;
        incomplete = !failed.isEmpty()
                || loading.reports().stream()
                        .flatMap(report -> report.problems().stream())
                        .anyMatch(problem -> problem.code().startsWith("unreadable-"));
        passedOver = loading.passedOver();
        return loading;
    }

    /** As {@link #load}, now that it is known what serves; {@code loading} itself where that makes no difference. */
    Loading loadAgain(Loading loading, RuleSet serving, Consumer<String> progress) {
        boolean differs = loading.reports().stream()
                .flatMap(report -> report.problems().stream())
                .anyMatch(problem -> problem.code().equals("duplicate-name"));
        return differs ? load(serving, progress) : loading;
    }

    private void tellNew(String failed, List<PassedOver> folders) {
        if (!failed.isEmpty() && !failed.equals(failure)) {
            LOG.atWarn()
                    .addKeyValue("rules", path)
                    .addKeyValue("failure", failed)
                    .log("the rules directory cannot be read");
        }
        for (PassedOver folder : folders) {
            if (!passedOver.contains(folder)) {
                LOG.atWarn()
                        .addKeyValue("folder", folder.folder())
                        .addKeyValue("reason", folder.reason())
                        .log("a folder of the rules directory is passed over");
            }
        }
    }

    /** Whether something could not be read the last time, so that there may be more to find although no file changes. */
    boolean isIncomplete() {
        return incomplete;
    }

    /** A sentence on why the last loading found no pack, where it found none. */
    String whyNoPack() {
        String name = String.valueOf(path.getFileName());
        if (!failure.isEmpty()) {
            return "The rules directory " + name + " cannot be read; see to it that the server may read it.";
        }
        StringBuilder why = new StringBuilder("There is no rule pack in the directory " + name + ".");
        passedOver.forEach(folder -> why.append(' ').append(folder.reason()));
        return why.toString();
    }
}

package io.drover.server.activation;

import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackFolders.PassedOver;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Place;
import io.drover.server.config.SourceKind;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Why there is nothing from git; empty: there is, or nothing is to come from there. */
    private String ofGit = "";

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
     * Loads what is there now; of the directory nothing where it is missing or cannot be read.
     *
     * @param git the packs that come from git; empty: none may
     * @param serving the rules that serve until now
     */
    Loading load(Optional<GitPacks.Look> git, RuleSet serving, Consumer<String> progress) {
        Optional<Path> folder = git.flatMap(GitPacks.Look::folder);
        Loading loading = Loading.nothing();
        String failed = "";
        try {
            loading = load(!Files.notExists(path), folder, serving, progress);
        } catch (UncheckedIOException e) {
            failed = String.valueOf(e.getCause());
            loading = load(false, folder, serving, progress);
        }
        tellNew(failed, loading.passedOver());
        failure = failed;
        incomplete = !failed.isEmpty()
                || loading.reports().stream()
                        .flatMap(report -> report.problems().stream())
                        .anyMatch(problem -> problem.code().startsWith("unreadable-"));
        passedOver = loading.passedOver();
        ofGit = git.map(GitPacks.Look::whyNothing).orElse("");
        return git.isEmpty() ? loading : git.get().complete(whole(loading, git.get()));
    }

    private Loading load(boolean isThere, Optional<Path> git, RuleSet serving, Consumer<String> progress) {
        List<Path> locations = new ArrayList<>();
        if (isThere) {
            locations.add(path);
        }
        git.ifPresent(locations::add);
        return locations.isEmpty()
                ? Loading.nothing()
                : gate.lint(PackLoader.load(
                        locations,
                        pack -> wanted.test(pack) || isIn(git, pack),
                        PackLoader.Compiler.EXECUTABLE_MODEL,
                        compiledPacks,
                        serving,
                        System::nanoTime,
                        progress));
    }

    private static boolean isIn(Optional<Path> folder, Path pack) {
        return folder.isPresent() && folder.get().equals(pack.getParent());
    }

    /**
     * With all packs of the directory that served, where it has none any more although there are others: they are not given up
     * for a directory that is gone or cannot be read.
     */
    private Loading whole(Loading loading, GitPacks.Look git) {
        List<PackReport> reports = new ArrayList<>(loading.reports());
        if (reports.stream().allMatch(report -> isIn(git.folder(), report.directory()))) {
            git.served(SourceKind.DIRECTORY)
                    .forEach(name -> reports.add(new PackReport(
                            name,
                            path.resolve(name),
                            null,
                            List.of(PackProblem.error(
                                    Place.whole("."),
                                    null,
                                    PackReader.UNREADABLE_FOLDER,
                                    "There is no pack in the rules directory any more, or it cannot be read.",
                                    "Put the rules directory back, and let the server read it.")),
                            List.of())));
        }
        return new Loading(reports, loading.ruleSet(), loading.passedOver());
    }

    /** As {@link #load}, now that it is known what serves; {@code loading} itself where that makes no difference. */
    Loading loadAgain(Loading loading, Optional<GitPacks.Look> git, RuleSet serving, Consumer<String> progress) {
        boolean differs = loading.reports().stream()
                .flatMap(report -> report.problems().stream())
                .anyMatch(problem -> problem.code().equals("duplicate-name"));
        return differs ? load(git, serving, progress) : loading;
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
        if (!ofGit.isEmpty()) {
            why.append(' ').append(ofGit);
        }
        return why.toString();
    }
}

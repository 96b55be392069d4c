package io.drover.server.cli;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.RuleSet;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads the packs that a command was given. */
final class PackDirectories {

    private PackDirectories() {}

    /**
     * The packs at {@code locations}, of which there is at least one; progress is told on {@code surroundings}' err.
     *
     * @throws CannotRunException if there is none
     */
    static Loading load(List<Path> locations, Compiler compiler, Surroundings surroundings) {
        return load(locations, compiler, new CompiledPacks(CompiledPackStore.NONE), surroundings);
    }

    private static Loading load(
            List<Path> locations, Compiler compiler, CompiledPacks compiledPacks, Surroundings surroundings) {
        requireAll(locations);
        String how = compiler == Compiler.CLASSIC ? " with the second compiler" : "";
        Loading loading;
        try {
            loading = PackLoader.load(
                    locations,
                    compiler,
                    compiledPacks,
                    RuleSet.of(List.of()),
                    System::nanoTime,
                    pack -> surroundings.err().println("compiling " + pack + how));
        } catch (UncheckedIOException e) {
            throw new CannotRunException("A rule pack cannot be read: " + e.getMessage(), e);
        }
        loading.passedOver().forEach(folder -> surroundings.err().println(folder.reason()));
        if (loading.reports().isEmpty()) {
            throw noPack(locations);
        }
        return loading;
    }

    /**
     * The rules of the packs in {@code directory}.
     *
     * @throws CannotRunException if they have errors, which are printed; {@code therefore} says what is not done
     */
    static RuleSet loadSound(Path directory, Surroundings surroundings, String therefore) {
        return loadSound(directory, new CompiledPacks(CompiledPackStore.NONE), surroundings, therefore);
    }

    /** The same, but what {@code compiledPacks} has is not compiled. */
    static RuleSet loadSound(Path directory, CompiledPacks compiledPacks, Surroundings surroundings, String therefore) {
        Loading loading = load(List.of(directory), Compiler.EXECUTABLE_MODEL, compiledPacks, surroundings);
        if (!loading.isSound()) {
            new ProblemPrinter(surroundings.err()).printAll(loading.reports());
            throw new CannotRunException("The rule packs have errors, so " + therefore + ".");
        }
        return loading.ruleSet();
    }

    /** Refuses to run if one of {@code locations} is not there. */
    static void requireAll(List<Path> locations) {
        for (Path location : locations) {
            if (!Files.isDirectory(location)) {
                throw new CannotRunException("There is no directory " + location + ".");
            }
        }
    }

    /** That {@code locations} hold nothing to work on. */
    static CannotRunException noPack(List<Path> locations) {
        return new CannotRunException(
                "There is no rule pack in " + listed(locations) + "; a pack is a directory with a pack.yaml.");
    }

    static String listed(List<Path> locations) {
        return String.join(", ", locations.stream().map(Path::toString).toList());
    }
}

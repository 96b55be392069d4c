package io.drover.server.cli;

import io.drover.engine.stub.Stub;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** Where stubs go: a new file for each pack, which takes the place of none, or a stream. */
final class StubFiles {

    private static final String HEAD = """
            # Written by drover test --stubs for what no scenario of %s proves. The facts are examples: see that what is
            # expected is what you mean, name each scenario after what it shows, and move it to the file of its topic.
            """;

    private StubFiles() {}

    /** Prints {@code stubs} of a pack. */
    static void print(String pack, List<Stub> stubs, PrintStream out) {
        if (!stubs.isEmpty()) {
            out.print(text(pack, stubs));
        }
    }

    /**
     * Writes {@code stubs} of a pack to a file in {@code directory} that was not there, and returns that file.
     *
     * @throws CannotRunException if it cannot be written
     */
    static Path write(Path directory, String pack, List<Stub> stubs) {
        try {
            Files.createDirectories(directory);
            for (int number = 1; ; number++) {
                Path file = directory.resolve(pack + "-stubs" + (number == 1 ? "" : "-" + number) + ".yaml");
                try {
                    return Files.writeString(file, text(pack, stubs), StandardOpenOption.CREATE_NEW);
                } catch (FileAlreadyExistsException e) {
                    // somebody's work: the next number
                }
            }
        } catch (IOException e) {
            throw new CannotRunException("The stubs cannot be written to " + directory + ": " + e.getMessage(), e);
        }
    }

    private static String text(String pack, List<Stub> stubs) {
        return stubs.stream().map(Stub::yaml).collect(Collectors.joining("\n", HEAD.formatted(pack) + "\n", ""));
    }
}

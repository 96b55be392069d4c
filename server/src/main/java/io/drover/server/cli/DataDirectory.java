package io.drover.server.cli;

import io.drover.server.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the data directory of a server for commands that work on what it keeps. */
final class DataDirectory {

    private DataDirectory() {}

    /** The directory that {@code given} names, else the environment, else the default. */
    static Path of(@Nullable Path given, Surroundings surroundings) {
        String byDefault = surroundings.environment().getOrDefault(Setting.DATA.variable(), Setting.DATA.byDefault());
        Path directory = given == null ? Path.of(byDefault) : given;
        if (!Files.isDirectory(directory)) {
            throw new CannotRunException(
                    "There is no data directory " + directory + "; name that of the server with --data.");
        }
        return directory;
    }
}

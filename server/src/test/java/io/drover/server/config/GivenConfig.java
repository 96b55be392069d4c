package io.drover.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The configuration that flags, variables and a file give together. */
final class GivenConfig {

    private GivenConfig() {}

    /** Read with {@code file} as the text of the one file, which is written to {@code directory}. */
    static Configuration read(
            Path directory, Map<Setting, String> flags, Map<String, String> environment, String file) {
        try {
            Path path = Files.writeString(directory.resolve("drover.yaml"), file);
            return new ConfigReader(environment, Path.of("here/rules")).read(flags, path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

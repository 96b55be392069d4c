package io.drover.engine.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files under {@code test-data} of the project, wherever below it the tests run. */
final class TestData {

    private TestData() {}

    static Path path(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path path = folder.resolve("test-data").resolve(name);
            if (Files.exists(path)) {
                return path;
            }
        }
        throw new IllegalArgumentException("no test-data/" + name);
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON that is written with single quotes for legibility. */
    static byte[] json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}

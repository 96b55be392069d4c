package io.drover.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Copies of the sound pack "size", under names of their own. */
public final class SizePack {

    private SizePack() {}

    /** A copy in the folder {@code name} of {@code rules}; under another name than "size", all it defines is renamed. */
    public static Path copy(Path rules, String name) throws IOException {
        Path to = rules.resolve(name);
        Trees.copy(TestServer.SOUND.resolve("size"), to);
        if (!name.equals("size")) {
            for (Path file : files(to)) {
                Files.writeString(
                        file,
                        Files.readString(file)
                                .replace("size", name)
                                .replace("SIZE", name.toUpperCase(Locale.ROOT))
                                .replace("large.call", "large.call-by-" + name));
            }
        }
        return to;
    }

    private static List<Path> files(Path pack) throws IOException {
        try (Stream<Path> all = Files.walk(pack)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}

package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledPackFilesTest {

    private static final byte[] CONTENT = {1, 2, 3, 4};

    @TempDir
    Path data;

    private CompiledPackFiles at(int second) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
        return new CompiledPackFiles(data.resolve("compiled"), 2, clock);
    }

    @Test
    void write_content_isReadBack() {
        at(1).write("a", CONTENT);

        assertThat(at(2).read("a")).hasValue(CONTENT);
        assertThat(at(2).read("b")).isEmpty();
    }

    @Test
    void read_damaged_isEmptyUntilWrittenAnew() throws IOException {
        at(1).write("a", CONTENT);
        Path file = data.resolve("compiled/a");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(at(1).read("a")).isEmpty();
        }
        byte[] changed = whole.clone();
        changed[whole.length - 1]++;
        Files.write(file, changed);
        assertThat(at(1).read("a")).isEmpty();

        at(1).write("a", CONTENT);
        assertThat(at(1).read("a")).hasValue(CONTENT);
    }

    @Test
    void write_tooMany_thoseNotUsedForLongestGo() throws IOException {
        at(1).write("a", CONTENT);
        at(2).write("b", CONTENT);
        at(3).read("a");

        at(4).write("c", CONTENT);

        try (Stream<Path> files = Files.list(data.resolve("compiled"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("a", "c");
        }
    }

    @Test
    void write_directoryCannotBeWritten_throwsNothing() throws IOException {
        Files.writeString(data.resolve("compiled"), "");

        at(1).write("a", CONTENT);
        at(1).discard("a");

        assertThat(at(1).read("a")).isEmpty();
    }
}

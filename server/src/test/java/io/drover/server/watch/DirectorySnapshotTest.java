package io.drover.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DirectorySnapshotTest {

    @TempDir
    Path root;

    private Path manifest = Path.of("");

    @BeforeEach
    void createPack() throws IOException {
        Files.createDirectories(root.resolve("pack"));
        manifest = Files.writeString(root.resolve("pack/pack.yaml"), "one");
    }

    private DirectorySnapshot snapshot(DirectorySnapshot before, Instant now) {
        return DirectorySnapshot.of(root, before, now);
    }

    @Test
    void of_oldFileEditedToTheSameSizeAndTime_anotherContent() throws IOException {
        Instant later = Instant.now().plusSeconds(3600); // the file is no longer young
        FileTime modified = Files.getLastModifiedTime(manifest);
        Object changed = Files.getAttribute(manifest, "unix:ctime");
        DirectorySnapshot before = snapshot(DirectorySnapshot.NOTHING, later);

        do { // the clock of the file system ticks some hundred times a second
            Files.writeString(manifest, "TWO");
            Files.setLastModifiedTime(manifest, modified);
        } while (Files.getAttribute(manifest, "unix:ctime").equals(changed));

        assertThat(snapshot(before, later).hasContentOf(before)).isFalse();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void of_pipe_notOpened() throws Exception {
        DirectorySnapshot before = snapshot(DirectorySnapshot.NOTHING, Instant.now());
        Process mkfifo =
                new ProcessBuilder("mkfifo", root.resolve("pack/pipe.drl").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThat(snapshot(before, Instant.now()).hasContentOf(before)).isFalse();
    }
}

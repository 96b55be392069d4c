package io.drover.server.activation;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled packs in a directory, a file each: the SHA-256 of the content, then the content. A file that is not whole is
 * passed over, and written anew after the next compilation, so no edit waits until the disk has one. The files that were not
 * used for longest go when there are too many. Thread-safe, since a file is only ever replaced as a whole.
 */
public final class CompiledPackFiles implements CompiledPackStore {

    private static final Logger LOG = LoggerFactory.getLogger(CompiledPackFiles.class);
    private static final int SUM_BYTES = 32;

    /** Several times as many as a pack of thousands of rules has. */
    private static final int MOST_BYTES = 64 << 20;

    private final Path directory;
    private final int most;
    private final Clock clock;
    private final DurableFiles files = DurableFiles.withoutForce();

    /** Keeps up to {@code most} compiled packs in {@code directory}; {@code clock} says when one was last used. */
    public CompiledPackFiles(Path directory, int most, Clock clock) {
        this.directory = directory;
        this.most = most;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> read(String key) {
        Path file = directory.resolve(key);
        try {
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            if (bytes.length > MOST_BYTES) {
                LOG.atWarn().addKeyValue("file", file).log("a kept compiled pack is too large and is passed over");
                return Optional.empty();
            }
            byte[] content =
                    bytes.length < SUM_BYTES ? new byte[0] : Arrays.copyOfRange(bytes, SUM_BYTES, bytes.length);
            if (bytes.length < SUM_BYTES || !Arrays.equals(sum(content), Arrays.copyOf(bytes, SUM_BYTES))) {
                LOG.atWarn().addKeyValue("file", file).log("a kept compiled pack is damaged and is passed over");
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            failed("read", file, e);
            return Optional.empty();
        }
    }

    @Override
    public void write(String key, byte[] compiled) {
        Path file = directory.resolve(key);
        try {
            files.write(
                    file,
                    ByteBuffer.allocate(SUM_BYTES + compiled.length)
                            .put(sum(compiled))
                            .put(compiled)
                            .array());
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            prune();
        } catch (IOException e) {
            failed("written", file, e);
        }
    }

    @Override
    public void discard(String key) {
        try {
            Files.deleteIfExists(directory.resolve(key));
        } catch (IOException e) {
            failed("deleted", directory.resolve(key), e);
        }
    }

    private void prune() throws IOException {
        List<Path> kept;
        try (Stream<Path> entries = Files.list(directory)) {
            kept = entries.toList();
        }
        if (kept.size() <= most) {
            return;
        }
        List<Path> oldest = kept.stream()
                .sorted(Comparator.comparing(CompiledPackFiles::lastUsed))
                .toList();
        for (Path file : oldest.subList(0, kept.size() - most)) {
            Files.deleteIfExists(file);
        }
    }

    private static FileTime lastUsed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static void failed(String what, Path file, IOException e) {
        LOG.atWarn()
                .addKeyValue("file", file)
                .addKeyValue("what", what)
                .addKeyValue("failure", e.toString())
                .log("a compiled pack cannot be kept; it is compiled at every start");
    }

    private static byte[] sum(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

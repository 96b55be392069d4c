package io.drover.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files and directories beside, and moves them into place: a reader finds the old content or the new, whatever
 * happens in between. What was written is on the disk, and not only on its way there, when a method returns, unless the disk
 * is not asked or refuses for directories; then a power cut may take it, as a whole or not. Thread-safe.
 */
public final class DurableFiles {

    /** Sees to it that what was written to a file, or is listed in a directory, is on the disk. */
    public interface Disk {
        void force(Path path) throws IOException;
    }

    /** What is to be in a directory. */
    public interface Content {
        void writeTo(Path directory) throws IOException;
    }

    /** With the id of the process that writes. */
    private static final Pattern WRITING = Pattern.compile("\\.writing-(?:(\\d+)-)?.*");

    /** A process tells when it began, and a file system when a file changed, no more exactly than that. */
    private static final Duration ABOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(DurableFiles.class);

    private final Disk disk;
    private final AtomicBoolean refusalTold = new AtomicBoolean();

    /** Files on a real disk. */
    public DurableFiles() {
        this(DurableFiles::force);
    }

    /** Files that may be lost, or be torn, in a power cut: to write them takes no longer than the memory does. */
    public static DurableFiles withoutForce() {
        return new DurableFiles(path -> {});
    }

    public DurableFiles(Disk disk) {
        this.disk = disk;
    }

    /** Has the system write what it still holds of {@code path}. */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What the system says of {@code failure}, in a few words and without a path. */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException ofFile) {
            return ofFile.getReason() == null ? ofFile.getClass().getSimpleName() : ofFile.getReason();
        }
        String said = failure.getMessage();
        return said == null || said.contains("/") || said.contains("\\")
                ? failure.getClass().getSimpleName()
                : said;
    }

    /** Replaces {@code file}; its directory is created. */
    public void write(Path file, byte[] content) throws IOException {
        Path directory = directoryOf(file);
        create(directory);
        Path temporary = Files.createTempFile(directory, prefix(), "");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            disk.force(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(directory);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Replaces {@code directory}, all of it at once; the one it lies in is created. */
    public void writeDirectory(Path directory, Content content) throws IOException {
        Path parent = directoryOf(directory);
        create(parent);
        Path temporary = Files.createTempDirectory(parent, prefix());
        try {
            content.writeTo(temporary);
            for (Path path : insideOut(temporary)) {
                if (Files.isDirectory(path)) {
                    forceDirectory(path);
                } else {
                    disk.force(path);
                }
            }
            delete(directory);
            Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(parent);
        } finally {
            delete(temporary);
        }
    }

    private static Path directoryOf(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file and not the root of all");
    }

    /** Creates {@code directory}, and forces those that list what is new: no others, which may belong to somebody else. */
    private void create(Path directory) throws IOException {
        List<Path> listing = new ArrayList<>();
        for (Path missing = directory; Files.notExists(missing); missing = directoryOf(missing)) {
            listing.add(directoryOf(missing));
        }
        Files.createDirectories(directory);
        listing.forEach(this::forceDirectory);
    }

    /** Forces what {@code directory} lists, where that can be done: not with every file system. */
    private void forceDirectory(Path directory) {
        try {
            disk.force(directory);
        } catch (IOException e) {
            if (!refusalTold.getAndSet(true)) {
                LOG.atWarn()
                        .addKeyValue("directory", directory)
                        .addKeyValue("failure", e.toString())
                        .log(
                                "a directory cannot be forced to the disk; a power cut may take what was just written there");
            }
        }
    }

    private static String prefix() {
        return ".writing-" + ProcessHandle.current().pid() + "-";
    }

    /** A new directory in {@code directory}, which the next start deletes if it is left behind. */
    public static Path temporaryDirectory(Path directory) throws IOException {
        return Files.createTempDirectory(directory, prefix());
    }

    /** Deletes what processes left in {@code directory} that were ended while they wrote. */
    public static void deleteLeftovers(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(directory)) {
            leftovers = entries.filter(DurableFiles::isLeftover).toList();
        }
        for (Path leftover : leftovers) {
            delete(leftover);
        }
    }

    private static boolean isLeftover(Path path) {
        Matcher name = WRITING.matcher(String.valueOf(path.getFileName()));
        if (!name.matches()) {
            return false;
        }
        String pid = name.group(1);
        Optional<Instant> writerBegan = pid == null || pid.length() > 18
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(pid))
                        .map(writer -> writer.info().startInstant().orElse(Instant.MIN));
        try { // a file older than the process of that id was left by an earlier one
            return writerBegan.isEmpty()
                    || Files.getLastModifiedTime(path).toInstant().plus(ABOUT).isBefore(writerBegan.get());
        } catch (IOException e) {
            return false; // gone
        }
    }

    /** Deletes {@code tree} and all that is in it, if it is there. */
    public static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            for (Path path : insideOut(tree)) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static List<Path> insideOut(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}

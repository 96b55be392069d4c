package io.drover.server.activation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes files and directories beside, and moves them into place: a reader finds the old content or the new, whatever
 * happens in between. What was written is on the disk, and not only on its way there, when a method returns.
 */
final class DurableFiles {

    /** Sees to it that what was written to a file, or is listed in a directory, is on the disk. */
    interface Disk {
        void force(Path path) throws IOException;
    }

    /** What is to be in a directory. */
    interface Content {
        void writeTo(Path directory) throws IOException;
    }

    /** With the id of the process that writes. */
    private static final Pattern WRITING = Pattern.compile("\\.writing-(?:(\\d+)-)?.*");

    /** A process tells when it began, and a file system when a file changed, no more exactly than that. */
    private static final Duration ABOUT = Duration.ofSeconds(5);

    private final Disk disk;

    /** Files on a real disk. */
    DurableFiles() {
        this(DurableFiles::force);
    }

    DurableFiles(Disk disk) {
        this.disk = disk;
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Replaces {@code file}; its directory is created. */
    void write(Path file, byte[] content) throws IOException {
        Path directory = directoryOf(file);
        Files.createDirectories(directory);
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
            forceEntryOf(directory);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Replaces {@code directory}, all of it at once; the one it lies in is created. */
    void writeDirectory(Path directory, Content content) throws IOException {
        Path parent = directoryOf(directory);
        Files.createDirectories(parent);
        Path temporary = Files.createTempDirectory(parent, prefix());
        try {
            content.writeTo(temporary);
            for (Path path : insideOut(temporary)) {
                disk.force(path);
            }
            delete(directory);
            Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
            forceEntryOf(parent);
        } finally {
            delete(temporary);
        }
    }

    private static Path directoryOf(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file and not the root of all");
    }

    /** Forces what {@code directory} lists, and that it is listed itself, for it may be new. */
    private void forceEntryOf(Path directory) throws IOException {
        disk.force(directory);
        Path parent = directory.getParent();
        if (parent != null) {
            disk.force(parent);
        }
    }

    private static String prefix() {
        return ".writing-" + ProcessHandle.current().pid() + "-";
    }

    /** Deletes what processes left in {@code directory} that were ended while they wrote. */
    static void deleteLeftovers(Path directory) throws IOException {
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

    private static void delete(Path tree) throws IOException {
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

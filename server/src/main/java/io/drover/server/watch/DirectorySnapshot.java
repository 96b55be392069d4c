package io.drover.server.watch;

import io.drover.engine.pack.PackFolders;
import io.drover.engine.pack.PackReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the rule packs in a directory as they were at one moment. Immutable.
 *
 * <p>Taking one is cheap: a file is read only if its size, times, identity or readability is not what it was in the snapshot
 * before, or if it was so young then that a second change within the same tick of the file system's clock would not show.
 */
final class DirectorySnapshot {

    /**
     * One file.
     *
     * @param mark what the file system says of it
     * @param content the SHA-256 of what is in it
     * @param sure whether equal marks mean equal contents
     */
    private record Entry(String mark, String content, boolean sure) {}

    static final DirectorySnapshot NOTHING = new DirectorySnapshot(new TreeMap<>(), new TreeSet<>());

    private static final Duration YOUNG = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 4 << 20;

    private final NavigableMap<String, Entry> files;
    private final NavigableSet<Path> directories;

    private DirectorySnapshot(NavigableMap<String, Entry> files, NavigableSet<Path> directories) {
        this.files = files;
        this.directories = directories;
    }

    /** A snapshot of {@code root} at {@code now}, which may be missing; {@code before} is an earlier one. */
    static DirectorySnapshot of(Path root, DirectorySnapshot before, Instant now) {
        DirectorySnapshot snapshot = new DirectorySnapshot(new TreeMap<>(), new TreeSet<>());
        try {
            snapshot.directories.add(root);
            PackFolders folders = PackReader.packFolders(root);
            for (Path pack : folders.packs()) {
                snapshot.addFolder(root, pack, true, before, now);
            }
            for (PackFolders.PassedOver folder : folders.passedOver()) {
                snapshot.files.put(folder.folder().toString(), new Entry("", folder.reason(), false));
            }
        } catch (UncheckedIOException e) {
            snapshot.addUnreadable(root.toString(), e.getCause());
        }
        return snapshot;
    }

    private void addFolder(Path root, Path folder, boolean deeper, DirectorySnapshot before, Instant now) {
        directories.add(folder);
        List<Path> paths;
        try (Stream<Path> entries = Files.list(folder)) {
            paths = entries.toList();
        } catch (IOException e) {
            addUnreadable(folder.toString(), e);
            return;
        } catch (UncheckedIOException e) { // the disk failed half way
            addUnreadable(folder.toString(), e.getCause());
            return;
        }
        for (Path path : paths) {
            if (PackReader.isPassedOver(path.getFileName().toString())) {
                continue;
            }
            if (Files.isDirectory(path)) {
                if (deeper) {
                    addFolder(root, path, false, before, now);
                }
            } else {
                addFile(root.relativize(path).toString(), path, before, now);
            }
        }
    }

    private void addFile(String name, Path path, DirectorySnapshot before, Instant now) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) { // a pipe would have whoever opens it wait for a writer
                files.put(name, new Entry("no file", "no file", false));
                return;
            }
            FileTime modified = attributes.lastModifiedTime();
            FileTime changed = changed(path, modified);
            String mark = attributes.size() + " " + modified + " " + changed + " " + attributes.fileKey() + " "
                    + Files.isReadable(path);
            Entry old = before.files.get(name);
            Instant young = now.minus(YOUNG);
            boolean sure =
                    modified.toInstant().isBefore(young) && changed.toInstant().isBefore(young);
            String content = old != null && old.sure() && old.mark().equals(mark) ? old.content() : content(path);
            files.put(name, new Entry(mark, content, sure));
        } catch (IOException e) {
            addUnreadable(name, e);
        }
    }

    /** When the file system last saw the file changed, which nobody can set; {@code otherwise} where it does not tell. */
    private static FileTime changed(Path path, FileTime otherwise) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (FileTime) Files.getAttribute(path, "unix:ctime")
                : otherwise;
    }

    private void addUnreadable(String name, @Nullable IOException e) {
        String why = e == null ? "unreadable" : e.getClass().getName();
        files.put(name, new Entry(why, why, false));
    }

    private static String content(Path path) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(path)) {
            digest.update(in.readNBytes(MOST_BYTES));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the same files with the same contents are there. */
    boolean hasContentOf(DirectorySnapshot other) {
        return contents().equals(other.contents());
    }

    /** Whether the file system says the same of the same files. */
    boolean looksLike(DirectorySnapshot other) {
        return hasContentOf(other) && marks().equals(other.marks());
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        files.forEach((name, entry) -> contents.put(name, entry.content()));
        return contents;
    }

    private Map<String, String> marks() {
        Map<String, String> marks = new TreeMap<>();
        files.forEach((name, entry) -> marks.put(name, entry.mark()));
        return marks;
    }

    /** The directories that were looked into. */
    NavigableSet<Path> directories() {
        return directories;
    }
}

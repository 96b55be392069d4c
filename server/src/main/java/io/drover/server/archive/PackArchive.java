package io.drover.server.archive;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The files of a pack out of a zip file, with everything in mind that such a file can do to whoever unpacks it: it is read in
 * memory, within limits, and nothing of it is written anywhere if there is something wrong with it.
 */
public final class PackArchive {

    /**
     * What came of reading an archive, or a folder of a repository.
     *
     * @param files by their path in the pack; complete only without problems
     * @param problems errors, the place being the entry
     */
    public record Reading(SortedMap<String, byte[]> files, List<PackProblem> problems) {

        public Reading {
            problems = problems.stream().sorted(PackProblem.BY_PLACE).toList();
        }

        /** Writes the files into {@code directory}. */
        public void writeTo(Path directory) throws IOException {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
    }

    /** How many entries a pack may have, wherever it comes from. */
    public static final int MOST_ENTRIES = 2_000;

    /** How large one of its files may be. */
    public static final int MOST_BYTES_OF_A_FILE = 4 << 20;

    /** How large all of them may be together. */
    public static final long MOST_BYTES = 64L << 20;

    /** DEFLATE makes up to 1,032 bytes of one; rules and tables stay far below this. */
    private static final int MOST_RATIO = 200;

    private static final int SMALL_BYTES = 1 << 20;
    private static final String MANIFEST = "pack.yaml";

    private final String pack;
    private final List<PackProblem> problems = new ArrayList<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, String> folded = new HashMap<>();
    private long bytes;

    private PackArchive(String pack) {
        this.pack = pack;
    }

    /** Reads {@code zip}, an archive of the files of {@code pack}, which may lie in a folder of its name. */
    public static Reading read(String pack, byte[] zip) {
        return new PackArchive(pack).read(zip);
    }

    private Reading read(byte[] zip) {
        try (ZipFile file = ZipFile.builder().setByteArray(zip).get()) {
            List<ZipArchiveEntry> entries = Collections.list(file.getEntriesInPhysicalOrder());
            if (entries.size() > MOST_ENTRIES) {
                report(".", "The archive has " + entries.size() + " entries, and " + MOST_ENTRIES + " are allowed.");
            } else {
                for (ZipArchiveEntry entry : entries) {
                    add(file, entry);
                }
                reportFilesThatAreFolders();
            }
        } catch (IOException | RuntimeException e) {
            report(".", "The body is no zip file, or a damaged one.");
        }
        return new Reading(problems.isEmpty() ? withoutFolder() : new TreeMap<>(), problems);
    }

    private void add(ZipFile file, ZipArchiveEntry entry) throws IOException {
        String name = entry.getName();
        String place = EntryName.shown(name);
        String path = entry.isDirectory() && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        EntryName.fault(path).ifPresent(fault -> report(place, "The entry " + fault + "."));
        if (entry.isUnixSymlink()) {
            report(place, "The entry is a link.");
        } else if (isSpecial(entry)) {
            report(place, "The entry is neither a file nor a folder.");
        }
        if (entry.isDirectory()) {
            return;
        }
        String twin = folded.putIfAbsent(EntryName.folded(path), place);
        if (twin != null) {
            report(
                    place,
                    twin.equals(place)
                            ? "The archive has two entries of this name."
                            : "The archive also has \"" + twin + "\", which is the same name on some file systems.");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            report(place, "The entry is encrypted.");
        } else if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
            report(place, "The entry is compressed by another method than DEFLATE.");
        } else if (problems.isEmpty() && !isPassedOver(path)) {
            content(file, entry, place).ifPresent(content -> files.put(path, content));
        }
    }

    private static boolean isSpecial(ZipArchiveEntry entry) {
        int kind = entry.getUnixMode() & 0170000;
        return kind != 0 && kind != 0100000 && kind != 0040000;
    }

    /** What editors and operating systems leave behind is no part of a pack wherever it comes from. */
    private static boolean isPassedOver(String path) {
        return path.startsWith("__MACOSX/")
                || List.of(path.split("/", -1)).stream().anyMatch(PackReader::isPassedOver);
    }

    private Optional<byte[]> content(ZipFile file, ZipArchiveEntry entry, String place) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long compressed = Math.max(1, entry.getCompressedSize());
        byte[] part = new byte[8 << 10];
        try (InputStream in = file.getInputStream(entry)) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                content.write(part, 0, count);
                bytes += count;
                if (content.size() > MOST_BYTES_OF_A_FILE) {
                    report(place, "The file has more than " + (MOST_BYTES_OF_A_FILE >> 20) + " MiB.");
                    return Optional.empty();
                }
                if (content.size() > SMALL_BYTES && content.size() / compressed > MOST_RATIO) {
                    report(place, "The file is more than " + MOST_RATIO + " times as long as it is in the archive.");
                    return Optional.empty();
                }
                if (bytes > MOST_BYTES) {
                    report(place, "The files have more than " + (MOST_BYTES >> 20) + " MiB together.");
                    return Optional.empty();
                }
            }
        }
        return Optional.of(content.toByteArray());
    }

    private void reportFilesThatAreFolders() {
        folded.forEach((name, place) -> {
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                String parent = folded.get(name.substring(0, slash));
                if (parent != null) {
                    report(parent, "The entry is a file, and other entries lie in it as in a folder.");
                }
            }
        });
    }

    /** The files by their path in the pack. */
    private SortedMap<String, byte[]> withoutFolder() {
        String folder = pack + "/";
        boolean inFolder = !files.isEmpty() && files.keySet().stream().allMatch(path -> path.startsWith(folder));
        SortedMap<String, byte[]> inPack = new TreeMap<>();
        files.forEach((path, content) -> inPack.put(inFolder ? path.substring(folder.length()) : path, content));
        for (String path : inPack.keySet()) {
            if (path.endsWith("/" + MANIFEST)) {
                problems.add(PackProblem.error(
                        Place.whole(path),
                        null,
                        "bad-archive",
                        "There is a pack.yaml in a folder of the archive.",
                        "Push one pack at a time, its files at the top of the archive or in one folder \"" + pack
                                + "\"."));
            }
        }
        return inPack;
    }

    private void report(String place, String message) {
        problems.add(PackProblem.error(
                Place.whole(place),
                null,
                "bad-archive",
                message,
                "Make the archive anew from the pack's folder: drover push does, and so does zip -r."));
    }
}

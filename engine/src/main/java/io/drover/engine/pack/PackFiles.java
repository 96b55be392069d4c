package io.drover.engine.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that make up a pack, each read once, so that the revision is of just what was read. Files of other names, hidden
 * ones and what editors leave behind are no part of a pack.
 */
final class PackFiles {

    static final String MANIFEST = "pack.yaml";
    static final String THRESHOLDS = "thresholds.csv";
    static final String CUT_TABLES = "cut-tables";
    static final String SCENARIOS = "scenarios";

    /** How the name of a workbook of decision tables ends. */
    static final String WORKBOOK = ".drl.xlsx";

    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9 ._+-]*");
    private static final Pattern PASSED_OVER =
            Pattern.compile("(?s)[.#].*|~\\$.*|.*~|.*\\.(sw[a-z]|tmp|bak|part)|4913|.*___jb_(tmp|old)___");
    private static final Pattern RULE_TEXT = Pattern.compile("(?s).*\\.drl(\\.(csv|xls[xmb]?|ods))?");

    private final Path directory;
    private final Consumer<PackProblem> sink;
    private final SortedMap<String, byte[]> contents = new TreeMap<>();

    private PackFiles(Path directory, Consumer<PackProblem> sink) {
        this.directory = directory;
        this.sink = sink;
    }

    /** Whether {@code directory} looks like a pack: it has a manifest, thresholds or rule text. */
    static boolean arePackIn(Path directory) throws IOException {
        return arePack(names(directory));
    }

    /** Whether files of these names make their folder look like a pack. */
    static boolean arePack(Collection<String> names) {
        return names.stream()
                .anyMatch(name -> name.equals(MANIFEST)
                        || name.equals(THRESHOLDS)
                        || RULE_TEXT.matcher(name).matches());
    }

    /** Whether {@code directory} holds a manifest. */
    static boolean isManifestIn(Path directory) throws IOException {
        return names(directory).contains(MANIFEST);
    }

    /** Reads the files of the pack in {@code directory}. */
    static PackFiles read(Path directory, Consumer<PackProblem> sink) throws IOException {
        PackFiles files = new PackFiles(directory, sink);
        for (Path path : entries(directory)) {
            String name = name(path);
            if (isRead(name)) {
                files.readFile(name);
            } else if (UnsupportedFile.is(name)) {
                files.reportUnsupported(name);
            } else if (Files.isDirectory(path) || name.equals(CUT_TABLES) || name.equals(SCENARIOS)) {
                files.readFolder(path, name);
            }
        }
        return files;
    }

    private static boolean isRead(String name) {
        return name.endsWith(".drl")
                || name.endsWith(".drl.csv")
                || name.endsWith(WORKBOOK)
                || name.equals(MANIFEST)
                || name.equals(THRESHOLDS);
    }

    private void readFolder(Path directory, String folder) {
        String wanted = folder.equals(CUT_TABLES) ? ".json" : folder.equals(SCENARIOS) ? ".yaml" : null;
        List<String> names;
        try {
            names = names(directory);
        } catch (IOException e) {
            sink.accept(unreadableFolder(Place.whole(folder), folder, e));
            return;
        }
        for (String name : names) {
            String path = folder + "/" + name;
            if (wanted != null && name.endsWith(wanted)) {
                readFile(path);
            } else if (folder.equals(SCENARIOS) && name.endsWith(".yml")) {
                reportUnsupported(path);
            } else if (RULE_TEXT.matcher(name).matches()) {
                report(
                        path,
                        "misplaced-file",
                        "The rules in \"" + path + "\" are not read, because they lie in a subfolder.",
                        "Move the file into the pack's own folder.");
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return entries(folder).stream().map(PackFiles::name).toList();
    }

    /**
     * What is in a folder, by name, without what is hidden or left behind by an editor. A name that the character set of the
     * process cannot express is a text with marks in its place, from which there is no way back to the file.
     */
    static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !isPassedOver(name(entry)))
                    .sorted(Comparator.comparing(PackFiles::name))
                    .toList();
        } catch (UncheckedIOException e) { // the disk failed half way
            throw e.getCause();
        }
    }

    /** The name of what lies at {@code path}. */
    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The problem that a folder, be it the pack's own, cannot be looked into. */
    static PackProblem unreadableFolder(Place place, String folder, IOException e) {
        String why = "the disk fails";
        if (e instanceof AccessDeniedException) {
            why = "its permissions do not allow it";
        } else if (e instanceof NoSuchFileException) {
            why = "it is a link that leads nowhere";
        } else if (e instanceof NotDirectoryException) {
            why = "it is a file";
        } else if (e instanceof FileSystemException failure && failure.getReason() != null) {
            why = failure.getReason();
        }
        return PackProblem.error(
                place,
                null,
                PackReader.UNREADABLE_FOLDER,
                "The folder \"" + folder + "\" cannot be read: " + why + ".",
                "Let the user that the program runs as read the folder, or take it away.");
    }

    /** Whether files of this name are hidden, or left behind by an editor or a program that copies. */
    static boolean isPassedOver(String name) {
        return PASSED_OVER.matcher(name).matches();
    }

    /** Takes the file at {@code path} into the pack, unless something speaks against it. */
    private void readFile(String path) {
        String quoted = "\"" + path + "\"";
        if (!FILE_NAME.matcher(path.substring(path.indexOf('/') + 1)).matches()) {
            report(
                    path,
                    "bad-name",
                    "The name of the file " + quoted + " holds characters that a file of a pack must not have.",
                    "Rename it, with letters, digits, spaces and . _ + - only.");
            return;
        }
        try {
            Path real = directory.resolve(path).toRealPath();
            if (real.startsWith(directory.toRealPath())) {
                take(path, real);
            } else {
                report(
                        path,
                        "outside-pack",
                        "The file " + quoted + " is a link that leads out of the pack.",
                        "Put the file itself into the pack.");
            }
        } catch (NoSuchFileException e) {
            report(
                    path,
                    "unreadable-file",
                    quoted + " is a link that leads nowhere.",
                    "Put the file there, or remove the link.");
        } catch (IOException e) {
            report(
                    path,
                    "unreadable-file",
                    "The file " + quoted + " cannot be read: " + e.getClass().getSimpleName() + ".",
                    "Let its owner allow reading it.");
        }
    }

    /** Only a regular file is opened: a pipe, for one, would have its reader wait for a writer. */
    private void take(String path, Path real) throws IOException {
        if (!Files.isRegularFile(real)) {
            report(
                    path,
                    "unreadable-file",
                    "\"" + path + "\" is " + (Files.isDirectory(real) ? "a folder" : "a pipe, a socket or a device")
                            + ", where a file belongs.",
                    "Put a file there, or take it away.");
            return;
        }
        try (InputStream in = Files.newInputStream(real)) {
            keep(path, in.readNBytes(MOST_BYTES + 1));
        }
    }

    private void keep(String path, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            report(
                    path,
                    "file-too-large",
                    "The file \"" + path + "\" is larger than 2 MiB.",
                    "Split it into smaller files.");
        } else {
            contents.put(path, bytes);
        }
    }

    /** Takes a further file at the top of the pack into it, one the manifest names; its text, or null. */
    @Nullable
    String readNamed(String name) {
        if (!Files.exists(directory.resolve(name))) {
            return null;
        }
        readFile(name);
        return text(name);
    }

    boolean has(String path) {
        return contents.containsKey(path);
    }

    /** The paths of the files read so far that begin with {@code prefix} and end with {@code suffix}. */
    List<String> paths(String prefix, String suffix) {
        return contents.keySet().stream()
                .filter(path -> path.startsWith(prefix) && path.endsWith(suffix))
                .toList();
    }

    byte[] content(String path) {
        return contents.getOrDefault(path, new byte[0]);
    }

    /** The text of a file, without a byte order mark; null where there is no such file or it is not UTF-8. */
    @Nullable
    String text(String path) {
        byte[] bytes = contents.get(path);
        if (bytes == null) {
            return null;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, out, true).isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            sink.accept(PackProblem.error(
                    new Place(path, line, null, null),
                    null,
                    "bad-encoding",
                    "The text here is not UTF-8.",
                    "Save the file in the encoding UTF-8."));
            return null;
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** All files read so far. */
    PackContents contents() {
        return new PackContents(contents);
    }

    private void reportUnsupported(String path) {
        report(path, "unsupported-file", "The file \"" + path + "\" is not read.", UnsupportedFile.remedy(path));
    }

    private void report(String path, String code, String message, String remedy) {
        sink.accept(PackProblem.error(Place.whole(path), null, code, message, remedy));
    }
}

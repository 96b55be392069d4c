package io.drover.server.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an entry of an archive or of a tree in a repository, which whoever made it could choose. */
public final class EntryName {

    private static final int LONGEST = 200;
    private static final int DEEPEST = 4;

    /** Of a file or a folder, on the file systems of Linux. */
    private static final int MOST_BYTES = 255;

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private EntryName() {}

    /** Why no file of a pack can have this name, as the end of a sentence. */
    public static Optional<String> fault(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.of("has a name of " + name.length() + " characters, and 1 to " + LONGEST + " are allowed");
        }
        if (UNPRINTABLE.matcher(name).find()) {
            return Optional.of("has a name with characters that cannot be seen");
        }
        if (name.startsWith("/") || name.startsWith("\\") || DRIVE.matcher(name).matches()) {
            return Optional.of("has an absolute path");
        }
        if (name.indexOf('\\') >= 0) {
            return Optional.of("has a backslash in its name; folders are separated by /");
        }
        String[] segments = name.split("/", -1);
        if (segments.length > DEEPEST) {
            return Optional.of("lies " + (segments.length - 1) + " folders deep");
        }
        for (String segment : segments) {
            if (segment.equals("..") || segment.equals(".")) {
                return Optional.of("leads out of the pack's folder");
            }
            if (segment.isBlank()) {
                return Optional.of("has an empty name in its path");
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                return Optional.of("has a name of more than " + MOST_BYTES + " bytes in its path");
            }
        }
        return isWritable(name) ? Optional.empty() : Optional.of("has a name that this machine cannot write");
    }

    /** Whether the process can express {@code name} to the file system at all: not with any language it is started in. */
    private static boolean isWritable(String name) {
        try {
            return !Path.of(name).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** What two names share that are one on some file system. */
    public static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The name as it may be shown. */
    public static String shown(String name) {
        String safe = UNPRINTABLE.matcher(name).replaceAll("?");
        return safe.length() <= LONGEST ? safe : start(safe, LONGEST) + "…";
    }

    /** The first {@code length} characters of {@code text}, or one less, so that no half of a character is left. */
    public static String start(String text, int length) {
        boolean isHalf = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, isHalf ? length - 1 : length);
    }
}

package io.drover.server.archive;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an entry of an archive or of a tree in a repository, which whoever made it could choose. */
public final class EntryName {

    private static final int LONGEST = 200;
    private static final int DEEPEST = 4;
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
        }
        return Optional.empty();
    }

    /** What two names share that are one on some file system. */
    public static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The name as it may be shown. */
    public static String shown(String name) {
        String safe = UNPRINTABLE.matcher(name).replaceAll("?");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
    }
}

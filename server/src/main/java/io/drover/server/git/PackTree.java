package io.drover.server.git;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Place;
import io.drover.server.archive.EntryName;
import io.drover.server.archive.PackArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * One pack out of a tree of a repository, within the same limits as an archive that is pushed. Links, submodules and names that no
 * file can have are refused with their place.
 */
final class PackTree {

    /** The code of all that is found here. */
    static final String CODE = "bad-git-entry";

    private static final String REMEDY =
            "Take it out of the pack's folder, or put a plain file there, and commit that.";
    private static final byte[] LFS = "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    /** In bytes, of a folder with as many entries as a pack may have, each with the longest name. */
    private static final long LONGEST_TREE = PackArchive.MOST_ENTRIES * 300L;

    private final ObjectReader reader;
    private final List<PackProblem> problems = new ArrayList<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, String> folded = new HashMap<>();
    private int entries;
    private long bytes;

    private PackTree(ObjectReader reader) {
        this.reader = reader;
    }

    /** The files of the pack whose folder is {@code tree}. */
    static PackArchive.Reading read(ObjectReader reader, ObjectId tree) throws IOException {
        return new PackTree(reader).read(tree);
    }

    private PackArchive.Reading read(ObjectId tree) throws IOException {
        if (isTooLong(tree)) {
            reportTooMany();
            return new PackArchive.Reading(new TreeMap<>(), problems);
        }
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            while (walk.next()) {
                if (++entries > PackArchive.MOST_ENTRIES) {
                    reportTooMany();
                    break;
                }
                if (!PackReader.isPassedOver(walk.getNameString()) && isSound(walk)) {
                    if (walk.isSubtree() && isTooLong(walk.getObjectId(0))) {
                        reportTooMany();
                        break;
                    } else if (walk.isSubtree()) {
                        walk.enterSubtree();
                    } else if (problems.isEmpty()) {
                        take(walk.getPathString(), walk.getObjectId(0));
                    }
                }
            }
        }
        return new PackArchive.Reading(problems.isEmpty() ? new TreeMap<>(files) : new TreeMap<>(), problems);
    }

    /** Whether a folder has more entries than a pack may have, however short their names are; it is not read into memory then. */
    private boolean isTooLong(ObjectId tree) throws IOException {
        return reader.getObjectSize(tree, Constants.OBJ_TREE) > LONGEST_TREE;
    }

    private void reportTooMany() {
        report(".", "The pack has more than " + PackArchive.MOST_ENTRIES + " entries.");
    }

    private boolean isSound(TreeWalk walk) {
        String path = walk.getPathString();
        String place = EntryName.shown(path);
        int before = problems.size();
        EntryName.fault(path).ifPresent(fault -> report(place, "The entry " + fault + "."));
        if (walk.getNameString().indexOf('/') >= 0) {
            report(place, "The entry has a / in its name, which no file has.");
        }
        FileMode mode = walk.getFileMode();
        if (mode.equals(FileMode.SYMLINK)) {
            report(place, "The entry is a symbolic link.");
        } else if (mode.equals(FileMode.GITLINK)) {
            report(place, "The entry is a submodule.");
        } else if (mode.getObjectType() != Constants.OBJ_BLOB && !walk.isSubtree()) {
            report(place, "The entry is neither a file nor a folder.");
        }
        String twin = folded.putIfAbsent(EntryName.folded(path), place);
        if (twin != null) {
            report(place, "The folder also has \"" + twin + "\", which is the same name on some file systems.");
        }
        return problems.size() == before;
    }

    private void take(String path, ObjectId blob) throws IOException {
        ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
        if (loader.getSize() > PackArchive.MOST_BYTES_OF_A_FILE) {
            report(path, "The file has more than " + (PackArchive.MOST_BYTES_OF_A_FILE >> 20) + " MiB.");
            return;
        }
        bytes += loader.getSize();
        if (bytes > PackArchive.MOST_BYTES) {
            report(path, "The files have more than " + (PackArchive.MOST_BYTES >> 20) + " MiB together.");
            return;
        }
        try (InputStream in = loader.openStream()) {
            byte[] content = in.readNBytes(PackArchive.MOST_BYTES_OF_A_FILE);
            if (Arrays.mismatch(LFS, content) == LFS.length) {
                report(path, "The content of the file is not in the repository, but in Git LFS, which is not read.");
            } else {
                files.put(path, content);
            }
        }
    }

    private void report(String place, String message) {
        problems.add(PackProblem.error(Place.whole(place), null, CODE, message, REMEDY));
    }
}

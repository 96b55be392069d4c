package io.drover.server.git;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Place;
import io.drover.server.archive.PackArchive;
import io.drover.server.config.GitConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The packs of a commit, read out of the objects of the repository as they were committed: nothing is checked out, so no attribute,
 * filter or line ending of a machine plays a part. They are read and written one after the other, so that memory holds one of them at
 * most: a tree that is in a commit a thousand times takes next to nothing in the repository.
 */
final class CommitPacks {

    /** How many packs a commit may have. */
    static final int MOST = 200;

    /** How many files and findings they may have together. */
    static final int MOST_FILES = 20_000;

    private final GitConfig config;
    private final PackNames names;
    private final ObjectReader reader;
    private final RevCommit commit;
    private final SortedMap<String, List<PackProblem>> problems = new TreeMap<>();
    private int files;
    private long bytes;

    private CommitPacks(GitConfig config, PackNames names, ObjectReader reader, RevCommit commit) {
        this.config = config;
        this.names = names;
        this.reader = reader;
        this.commit = commit;
    }

    /** A folder, or what is there instead, that is meant to be a pack. */
    private record Entry(FileMode mode, ObjectId id) {}

    /**
     * Writes the packs of {@code commit} that have no problems into {@code directory}, each into a folder of its name.
     *
     * @return the problems of each pack, by name; none of one that is written
     * @throws GitFaultException if they are more than may be, or their folder is missing
     */
    static SortedMap<String, List<PackProblem>> write(
            Repository repository, RevCommit commit, GitConfig config, PackNames names, Path directory)
            throws IOException, GitFaultException {
        try (ObjectReader reader = repository.newObjectReader()) {
            return new CommitPacks(config, names, reader, commit).write(directory);
        }
    }

    private SortedMap<String, List<PackProblem>> write(Path directory) throws IOException, GitFaultException {
        for (Map.Entry<String, Entry> pack : entries().entrySet()) {
            String name = pack.getKey();
            if (!problems.containsKey(name)) {
                PackArchive.Reading reading = read(pack.getValue());
                count(name, reading);
                problems.put(name, reading.problems());
                if (reading.problems().isEmpty()) {
                    reading.writeTo(Files.createDirectories(directory.resolve(name)));
                }
            }
        }
        return problems;
    }

    private SortedMap<String, Entry> entries() throws IOException, GitFaultException {
        SortedMap<String, Entry> entries = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(folder(reader, commit, config));
            while (walk.next()) {
                String name = walk.getPathString();
                if (names.has(name) && isMeant(name, walk)) {
                    if (entries.put(name, new Entry(walk.getFileMode(), walk.getObjectId(0))) != null) {
                        problems.put(
                                name,
                                refused("The folder of the packs has two entries of this name.")
                                        .problems());
                    }
                    if (entries.size() > MOST) {
                        throw GitFaults.tooManyPacks(config, commit.name(), "are more than " + MOST);
                    }
                }
            }
        }
        return entries;
    }

    private boolean isMeant(String name, TreeWalk walk) throws IOException {
        return names.isNamed(name) || (walk.isSubtree() && looksLikePack(reader, walk.getObjectId(0)));
    }

    private PackArchive.Reading read(Entry entry) throws IOException {
        return entry.mode().equals(FileMode.TREE) ? PackTree.read(reader, entry.id()) : noFolder(entry.mode());
    }

    private void count(String name, PackArchive.Reading reading) throws GitFaultException {
        files += reading.files().size() + reading.problems().size();
        for (byte[] content : reading.files().values()) {
            bytes += content.length;
        }
        if (files > MOST_FILES) {
            throw GitFaults.tooManyPacks(
                    config, commit.name(), "have, up to " + name + ", more than " + MOST_FILES + " files and findings");
        }
        if (bytes > PackArchive.MOST_BYTES) {
            throw GitFaults.tooManyPacks(
                    config,
                    commit.name(),
                    "have, up to " + name + ", more than " + (PackArchive.MOST_BYTES >> 20) + " MiB");
        }
    }

    private static ObjectId folder(ObjectReader reader, RevCommit commit, GitConfig config)
            throws IOException, GitFaultException {
        if (config.folder().isEmpty()) {
            return commit.getTree();
        }
        try (TreeWalk walk = TreeWalk.forPath(reader, config.folder(), commit.getTree())) {
            if (walk == null || !walk.isSubtree()) {
                throw GitFaults.noFolder(config, commit.name());
            }
            return walk.getObjectId(0);
        }
    }

    private static PackArchive.Reading noFolder(FileMode mode) {
        String what = mode.equals(FileMode.GITLINK)
                ? "a submodule"
                : mode.equals(FileMode.SYMLINK) ? "a symbolic link" : "a file";
        return refused("The pack is " + what + " in the repository, and not a folder.");
    }

    private static PackArchive.Reading refused(String message) {
        return new PackArchive.Reading(
                new TreeMap<>(),
                List.of(PackProblem.error(
                        Place.whole("."),
                        null,
                        PackTree.CODE,
                        message,
                        "Put the files of the pack into a folder of its name.")));
    }

    private static boolean looksLikePack(ObjectReader reader, ObjectId tree) throws IOException {
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            while (walk.next()) {
                String file = walk.getPathString();
                if (!PackReader.isPassedOver(file) && PackReader.isPack(List.of(file))) {
                    return true;
                }
            }
        }
        return false;
    }
}

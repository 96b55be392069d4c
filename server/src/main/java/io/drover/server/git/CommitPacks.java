package io.drover.server.git;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Place;
import io.drover.server.archive.PackArchive;
import io.drover.server.config.GitConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * filter or line ending of a machine plays a part.
 *
 * @param packs what came of each, by name
 */
record CommitPacks(SortedMap<String, PackArchive.Reading> packs) {

    static CommitPacks read(Repository repository, RevCommit commit, GitConfig config, PackNames names)
            throws IOException, GitFaultException {
        SortedMap<String, PackArchive.Reading> packs = new TreeMap<>();
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(folder(reader, commit, config));
            while (walk.next()) {
                String name = walk.getPathString();
                if (names.has(name)) {
                    if (!walk.isSubtree()) {
                        if (names.isNamed(name)) {
                            packs.put(name, noFolder(walk.getFileMode()));
                        }
                    } else if (names.isNamed(name) || looksLikePack(reader, walk.getObjectId(0))) {
                        packs.put(name, PackTree.read(reader, walk.getObjectId(0)));
                    }
                }
            }
        }
        return new CommitPacks(packs);
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
        return new PackArchive.Reading(
                new TreeMap<>(),
                List.of(PackProblem.error(
                        Place.whole("."),
                        null,
                        PackTree.CODE,
                        "The pack is " + what + " in the repository, and not a folder.",
                        "Put the files of the pack into a folder of its name.")));
    }

    private static boolean looksLikePack(ObjectReader reader, ObjectId tree) throws IOException {
        List<String> files = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            while (walk.next()) {
                if (!PackReader.isPassedOver(walk.getPathString())) {
                    files.add(walk.getPathString());
                }
            }
        }
        return PackReader.isPack(files);
    }

    /** The problems of each pack; none of one that can be written. */
    SortedMap<String, List<PackProblem>> problems() {
        SortedMap<String, List<PackProblem>> problems = new TreeMap<>();
        packs.forEach((name, reading) -> problems.put(name, reading.problems()));
        return problems;
    }

    /** Writes the packs without problems into {@code directory}, each into a folder of its name. */
    void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, PackArchive.Reading> pack : packs.entrySet()) {
            if (pack.getValue().problems().isEmpty()) {
                Path folder = Files.createDirectories(directory.resolve(pack.getKey()));
                pack.getValue().writeTo(folder);
            }
        }
    }
}

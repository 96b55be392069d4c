package io.drover.engine.pack;

import io.drover.engine.rfm.BadCutTableException;
import io.drover.engine.rfm.CutTableFault;
import io.drover.engine.rfm.CutTableReader;
import io.drover.model.decision.CutTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Reads rule packs from directories: manifest, thresholds, rule text, cut tables; all problems at once. */
public final class PackReader {

    /** The code of the problem that a folder cannot be looked into. */
    public static final String UNREADABLE_FOLDER = "unreadable-folder";

    private PackReader() {}

    /**
     * The packs at {@code location}: it itself, or those of its direct subfolders that are packs, by name. A folder is a pack
     * if it holds a manifest, thresholds or rule text; hidden folders and those left behind by programs are ignored, and so
     * are folders without a manifest whose name no pack can have. A folder that cannot be looked into counts as a pack.
     *
     * @throws UncheckedIOException if the location is no directory, or cannot be listed
     */
    public static List<Path> packDirectories(Path location) {
        return packFolders(location).packs();
    }

    /**
     * As {@link #packDirectories}, with the folders that are passed over although somebody may have meant them to be packs.
     *
     * @throws UncheckedIOException if the location is no directory, or cannot be listed
     */
    public static PackFolders packFolders(Path location) {
        try {
            return PackFolders.in(location);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for rule packs in " + location, e);
        }
    }

    /**
     * Reads the pack in {@code directory}. That a file, or the directory itself, cannot be read is a problem of the pack.
     */
    public static PackReading read(Path directory) {
        List<PackProblem> problems = new ArrayList<>();
        Path absolute = directory.toAbsolutePath().normalize();
        String folder =
                Objects.requireNonNullElse(absolute.getFileName(), absolute).toString();
        try {
            PackFiles files = PackFiles.read(directory, problems::add);
            if (!files.has(PackFiles.MANIFEST)) {
                if (problems.stream().noneMatch(problem -> problem.file().matches("pack\\.ya?ml"))) {
                    problems.add(missingManifest(folder));
                }
                return new PackReading(folder, directory, null, null, problems);
            }
            return new Reading(directory, folder, files, problems).read();
        } catch (IOException e) {
            problems.add(PackFiles.unreadableFolder(Place.whole("."), folder, e));
            return new PackReading(folder, directory, null, null, problems);
        }
    }

    /** Whether a file of this name is no part of a pack wherever it lies: hidden, or left behind by an editor. */
    public static boolean isPassedOver(String fileName) {
        return PackFiles.isPassedOver(fileName);
    }

    /** Whether a folder with files of these names, none of which is passed over, is looked at as a pack. */
    public static boolean isPack(Collection<String> fileNames) {
        return PackFiles.arePack(fileNames);
    }

    private static PackProblem missingManifest(String folder) {
        return PackProblem.error(
                Place.whole(PackFiles.MANIFEST),
                null,
                "missing-manifest",
                "The folder \"" + folder + "\" holds rules or thresholds, but no pack.yaml.",
                "Add a pack.yaml, or move the files into the folder of the pack they belong to.");
    }

    /** The reading of one pack, whose files are there. */
    private record Reading(Path directory, String folder, PackFiles files, List<PackProblem> problems) {

        PackReading read() {
            Map<String, CutTable> cutTables = new TreeMap<>();
            boolean cutTablesAreComplete = readCutTables(cutTables);
            String thresholdsText = files.text(PackFiles.THRESHOLDS);
            ThresholdsReader.Outcome thresholds = thresholdsText == null
                    ? new ThresholdsReader.Outcome(
                            Map.of(), new RefusedThresholds(Set.of(), files.has(PackFiles.THRESHOLDS)))
                    : ThresholdsReader.read(thresholdsText, problems::add);
            Manifest manifest = new ManifestReader(files, folder, thresholds, problems::add)
                    .read(new CutTableChoices(cutTables, cutTablesAreComplete, problems::add));
            List<RuleFile> ruleFiles = ruleFiles();
            List<SourceFile> scenarios = scenarios();
            PackContents contents = files.contents();
            String revision = contents.revision();
            RulePack pack = manifest == null
                    ? null
                    : new RulePack(
                            directory,
                            revision,
                            manifest,
                            thresholds.thresholds(),
                            thresholds.refused(),
                            ruleFiles,
                            cutTables,
                            scenarios,
                            contents);
            return new PackReading(folder, directory, revision, pack, problems);
        }

        /** Reads the cut tables; whether all are sound. */
        private boolean readCutTables(Map<String, CutTable> cutTables) {
            boolean sound = true;
            for (String path : files.paths(PackFiles.CUT_TABLES + "/", ".json")) {
                try {
                    CutTable table = CutTableReader.read(files.content(path));
                    sound &= cutTables.putIfAbsent(table.id(), table) == null
                            || reportCutTable(
                                    Place.whole(path),
                                    "Another file of the pack holds the same cut table.",
                                    "Remove one of the two.");
                } catch (BadCutTableException e) {
                    for (CutTableFault fault : e.faults()) {
                        sound = reportCutTable(
                                Place.at(path, fault.line(), fault.column()), fault.message(), fault.remedy());
                    }
                }
            }
            return sound;
        }

        private boolean reportCutTable(Place place, String message, String remedy) {
            problems.add(PackProblem.error(place, null, "bad-cut-table", message, remedy));
            return false;
        }

        private List<RuleFile> ruleFiles() {
            List<RuleFile> ruleFiles = new ArrayList<>();
            for (String path : files.paths("", "")) {
                if (path.endsWith(PackFiles.WORKBOOK)) {
                    DecisionTable.ofWorkbook(path, files.content(path), problems::add)
                            .ifPresent(ruleFiles::add);
                    continue;
                }
                String text = path.endsWith(".drl") || path.endsWith(".drl.csv") ? files.text(path) : null;
                if (text != null && path.endsWith(".drl")) {
                    ruleFiles.add(RuleFile.drl(path, text));
                } else if (text != null) {
                    DecisionTable.ofCsv(path, text, problems::add).ifPresent(ruleFiles::add);
                }
            }
            return ruleFiles;
        }

        private List<SourceFile> scenarios() {
            List<SourceFile> scenarios = new ArrayList<>();
            for (String path : files.paths(PackFiles.SCENARIOS + "/", ".yaml")) {
                String text = files.text(path);
                if (text != null) {
                    scenarios.add(new SourceFile(path, text));
                }
            }
            return scenarios;
        }
    }
}

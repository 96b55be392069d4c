package io.drover.server.activation;

import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.PackReader;
import io.drover.engine.pack.Place;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.config.SourceKind;
import io.drover.server.config.SourcesConfig;
import io.drover.server.git.GitCommit;
import io.drover.server.git.GitFault;
import io.drover.server.git.GitSource;
import io.drover.server.git.GitState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The packs that come from git, as an activation sees them: as folders to read, each brought by a commit. Thread-safe. */
public final class GitPacks {

    private final SourcesConfig sources;
    private final @Nullable GitSource source;

    /** With which commit each revision came that was last found, by pack and revision. */
    private volatile Map<String, GitCommit> commits = Map.of();

    /** The commit that was last looked at. */
    private volatile @Nullable GitCommit last;

    /** Those of {@code sources} that come from {@code source}; null: none does. */
    public GitPacks(SourcesConfig sources, @Nullable GitSource source) {
        this.sources = sources;
        this.source = source;
    }

    /** What there is at one moment. */
    final class Look {

        private final GitSource from;
        private final GitState state;
        private final Set<String> served;
        private final Set<String> expected;

        private Look(GitSource from, GitState state, Set<String> served) {
            this.from = from;
            this.served = served;
            this.state = state;
            this.expected = new TreeSet<>(sources.named(SourceKind.GIT));
            if (state.read() == null) {
                expected.addAll(served(SourceKind.GIT));
            }
        }

        /** The packs of a source that serve, or did when the server was stopped. */
        Set<String> served(SourceKind kind) {
            Set<String> names = new TreeSet<>(served);
            names.removeIf(name -> sources.of(name) != kind);
            return names;
        }

        /** The folder that the packs lie in; empty where there is none. */
        Optional<Path> folder() {
            return Optional.ofNullable(state.read()).map(GitState.Read::folder).filter(Files::isDirectory);
        }

        /** {@code loading} with those that are not in it although they should be, and where in the repository each lies. */
        Loading complete(Loading loading) {
            List<PackReport> reports = new ArrayList<>();
            Set<String> found = new HashSet<>();
            Map<String, GitCommit> brought = new HashMap<>();
            GitState.Read read = state.read();
            Path folder = read == null ? null : read.folder();
            for (PackReport report : loading.reports()) {
                boolean isOurs =
                        folder != null && folder.equals(report.directory().getParent());
                reports.add(isOurs ? named(report) : report);
                found.add(report.name());
                if (isOurs && read != null && report.revision() != null) {
                    String key = key(report.name(), report.revision());
                    brought.put(key, commits.getOrDefault(key, read.commit()));
                }
            }
            if (read != null) {
                read.packs().forEach((name, problems) -> {
                    if (!problems.isEmpty() && found.add(name)) {
                        reports.add(refused(name, problems));
                    }
                });
            }
            for (String name : expected) {
                if (found.add(name)) {
                    reports.add(refused(name, List.of(missing(name))));
                }
            }
            commits = Map.copyOf(brought);
            last = read == null ? null : read.commit();
            reports.sort(Comparator.comparing(PackReport::name));
            return new Loading(reports, loading.ruleSet(), loading.passedOver());
        }

        /** The same, as if it had been read in the repository. */
        private PackReport named(PackReport report) {
            return new PackReport(
                    report.name(), path(report.name()), report.revision(), report.problems(), report.steps());
        }

        private PackReport refused(String name, List<PackProblem> problems) {
            return new PackReport(name, path(name), null, problems, List.of(new Step("read", 0, StepOutcome.REFUSED)));
        }

        private Path path(String name) {
            return Path.of(from.config().pathOf(name));
        }

        /** A sentence on why nothing was read yet; empty where something was. */
        String whyNothing() {
            if (state.read() != null) {
                return "";
            }
            String nothing =
                    "Nothing could be read from the repository " + from.config().url() + " yet";
            GitFault fault = state.fault();
            return fault == null ? nothing + "." : nothing + ": " + fault.message();
        }

        private PackProblem missing(String name) {
            GitState.Read read = state.read();
            String message = read == null
                    ? whyNothing()
                    : "The commit " + read.commit().commit() + " has no pack in the folder "
                            + from.config().pathOf(name) + ".";
            String remedy = read == null
                    ? "GET /v1/packs/" + name + " says under \"git\" what is wrong now."
                    : "Put the pack back, or take it out of pack-sources.";
            return PackProblem.error(Place.whole("."), null, PackReader.UNREADABLE_FOLDER, message, remedy);
        }
    }

    /**
     * What there is now.
     *
     * @param served the packs that serve, or did when the server was stopped
     */
    Optional<Look> look(Set<String> served) {
        GitSource from = source;
        if (from == null) {
            return Optional.empty();
        }
        return Optional.of(new Look(from, from.state(), served));
    }

    private static String key(String pack, String revision) {
        return pack + " " + revision;
    }

    /** The commit with which {@code revision} of {@code pack} came, if it was found when its source was last looked at. */
    Optional<GitCommit> commit(String pack, String revision) {
        return Optional.ofNullable(commits.get(key(pack, revision)));
    }

    /** The commit that was last looked at, if {@code pack} comes from git. */
    Optional<GitCommit> last(String pack) {
        return Optional.ofNullable(last).filter(commit -> sources.of(pack) == SourceKind.GIT);
    }

    /** The commit that had {@code pack} come as {@code revision}, or go where that is null; empty: none did. */
    Optional<GitCommit> broughtBy(String pack, @Nullable String revision) {
        return revision == null ? last(pack) : commit(pack, revision).or(() -> last(pack));
    }

    /** A sentence that says which commit {@code commit} is, and where. */
    String sentence(GitCommit commit) {
        GitSource from = source;
        String where = from == null
                ? ""
                : " of " + from.config().ref() + " in " + from.config().url();
        return "Commit " + commit.commit() + where + ".";
    }

    /** {@code status} with what is known of the repository, if the pack comes from it. */
    public PackStatus shown(PackStatus status, RevisionRecords records) {
        GitSource from = source;
        if (from == null || status.from() != SourceKind.GIT) {
            return status;
        }
        GitState state = from.state();
        GitState.Read read = state.read();
        Active active = status.active();
        String serving = active == null
                ? null
                : records.of(status.name(), active.revision())
                        .map(RevisionRecord::commit)
                        .orElse(null);
        return status.withGit(new GitStatus(
                from.config().url().toString(),
                from.config().ref(),
                serving,
                read == null ? null : read.commit(),
                state.lastFetchAt(),
                state.fault()));
    }
}

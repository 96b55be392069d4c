package io.drover.server.git;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.drover.server.config.GitConfig;
import io.drover.server.config.SourcesConfig;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rule packs out of a git repository. A look asks the git server for the ref and reads the packs of a new commit, all of them or
 * none; whatever fails, what was read before stays.
 *
 * <p>{@link #state} may be asked by any thread; all else is done by one thread at a time.
 */
public final class GitSource {

    /** What came of a look. */
    enum Outcome {
        /** A commit was read. */
        NEWS,
        /** There is nothing new, or something that is not to be read. */
        NOTHING,
        /** The repository could not be looked at. */
        FAILED
    }

    /**
     * What was read last, in the data directory, by which a restart goes on and a rewritten history is noticed even if the clone is
     * lost.
     */
    record Mark(String url, String ref, String commit) {}

    private static final Logger LOG = LoggerFactory.getLogger(GitSource.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GitConfig config;
    private final PackNames names;
    private final Path clone;
    private final Path packs;
    private final Path mark;
    private final DurableFiles files;
    private final Clock clock;
    private volatile GitState state = GitState.NOTHING;
    private volatile boolean closing;

    /** What the ref was when it was last asked for and judged. */
    private @Nullable ObjectId asked;

    /** Why that is not read; null: it is. */
    private @Nullable GitFaultException verdict;

    /** The commit that was read last, be it before a restart. */
    private @Nullable ObjectId previous;

    /** Packs of {@code sources} that come from git, kept under {@code data}. */
    public GitSource(GitConfig config, SourcesConfig sources, Path data, DurableFiles files, Clock clock) {
        this.config = config;
        this.names = new PackNames(sources);
        this.clone = data.resolve("git").resolve("clone");
        this.packs = data.resolve("git").resolve("packs");
        this.mark = data.resolve("git").resolve("read.json");
        this.files = files;
        this.clock = clock;
    }

    public GitConfig config() {
        return config;
    }

    public GitState state() {
        return state;
    }

    /** Takes up what was read before the server was stopped, out of the clone. */
    void open() {
        try {
            DurableFiles.delete(packs);
            GitClone.clean(clone);
            Mark last = mark();
            if (last == null || !last.url().equals(config.url().toString())) {
                DurableFiles.delete(clone);
            } else if (last.ref().equals(config.ref()) && ObjectId.isId(last.commit())) {
                previous = ObjectId.fromString(last.commit());
                takeUp(previous);
            }
        } catch (IOException | RuntimeException e) {
            fail(GitFaults.ofReading(config, e));
        }
    }

    private @Nullable Mark mark() throws IOException {
        try {
            return Files.exists(mark) ? JSON.readValue(Files.readAllBytes(mark), Mark.class) : null;
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            return null;
        }
    }

    private void takeUp(ObjectId last) throws IOException {
        try (GitClone open = GitClone.open(config, clone, bounds())) {
            RevCommit commit = open.commit(last);
            state = state.with(written(open, commit));
        } catch (IOException | GitFaultException | RuntimeException e) {
            if (GitFaults.isDamage(e)) {
                DurableFiles.delete(clone);
            }
            fail(GitFaults.ofReading(config, e));
        }
    }

    private FetchBounds bounds() {
        return new FetchBounds(config.timeout(), config.maxBytes(), () -> closing);
    }

    /** Has what goes on end soon. */
    void close() {
        closing = true;
    }

    /** Looks at the repository once. */
    Outcome look() {
        try {
            return look(bounds(), true);
        } catch (GitFaultException e) {
            if (!closing) {
                fail(e);
            }
            return e == verdict ? Outcome.NOTHING : Outcome.FAILED;
        }
    }

    /** A clone that turns out to be damaged is made anew, once. */
    private Outcome look(FetchBounds bounds, boolean isFirst) throws GitFaultException {
        try (GitClone open = GitClone.open(config, clone, bounds)) {
            return look(open);
        } catch (IOException | GitFaultException | RuntimeException e) {
            if (!isFirst || bounds.isCancelled() || !GitFaults.isDamage(e)) {
                throw GitFaults.ofReading(config, e);
            }
            LOG.atWarn()
                    .addKeyValue("clone", clone)
                    .addKeyValue("failure", e.toString())
                    .log("the clone is damaged and is made anew");
        }
        try {
            DurableFiles.delete(clone);
        } catch (IOException e) {
            throw GitFaults.ofReading(config, e);
        }
        asked = null;
        return look(bounds, false);
    }

    private Outcome look(GitClone open) throws IOException, GitFaultException {
        ObjectId id = open.fetch(asked);
        state = state.asked(now());
        if (!id.equals(asked)) {
            verdict = null;
            asked = null;
            boolean isNews = read(open, id);
            asked = id;
            if (isNews) {
                return Outcome.NEWS;
            }
        }
        if (verdict != null) {
            throw verdict;
        }
        recover(state.read());
        return Outcome.NOTHING;
    }

    /** Reads the commit {@code id}, unless it is what was read, or there is a verdict against it; whether it did. */
    private boolean read(GitClone open, ObjectId id) throws IOException, GitFaultException {
        RevCommit commit = open.commit(id);
        if (commit.equals(previous) && state.read() != null) {
            return false;
        }
        if (previous != null && config.rewrites() == GitConfig.Rewrites.REFUSE && !open.goesOn(previous, commit)) {
            verdict = GitFaults.rewritten(config, previous.name(), commit.name());
            return false;
        }
        GitState.Read read;
        try {
            read = written(open, commit);
        } catch (GitFaultException e) {
            verdict = e;
            return false;
        }
        open.remember(commit);
        Mark next = new Mark(config.url().toString(), config.ref(), commit.name());
        files.write(mark, JSON.writeValueAsBytes(next));
        previous = commit.copy();
        recover(read);
        LOG.atInfo()
                .addKeyValue("commit", commit.name())
                .addKeyValue("author", read.commit().author())
                .addKeyValue("message", read.commit().message())
                .addKeyValue("packs", read.packs().keySet())
                .log("a commit is read");
        return true;
    }

    /** The packs of {@code commit}, written to a folder of their own. */
    private GitState.Read written(GitClone open, RevCommit commit) throws IOException, GitFaultException {
        Files.createDirectories(packs);
        Path folder = Files.createTempDirectory(packs, commit.abbreviate(10).name() + "-");
        try {
            return new GitState.Read(GitCommit.of(commit), folder, open.write(commit, names, folder));
        } catch (IOException | GitFaultException | RuntimeException e) {
            delete(folder, e);
            throw e;
        }
    }

    private static void delete(Path folder, Exception because) {
        try {
            DurableFiles.delete(folder);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Deletes the packs of commits before the one that was read last, which nobody may be reading any more. */
    void tidy() {
        GitState.Read read = state.read();
        try (Stream<Path> folders = Files.list(packs)) {
            List<Path> others = folders.filter(folder -> read == null || !folder.equals(read.folder()))
                    .toList();
            for (Path other : others) {
                DurableFiles.delete(other);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("packs of an earlier commit cannot be deleted");
        }
    }

    private void recover(GitState.@Nullable Read read) {
        if (state.fault() != null) {
            LOG.atInfo().addKeyValue("url", config.url()).log("the git repository can be read again");
        }
        state = state.with(read);
    }

    private void fail(GitFaultException e) {
        GitFault old = state.fault();
        GitFault fault = e.fault(now());
        state = state.failed(fault);
        if (old == null || !old.isLike(fault)) {
            LOG.atWarn()
                    .addKeyValue("url", config.url())
                    .addKeyValue("code", fault.code())
                    .addKeyValue("problem", fault.message())
                    .addKeyValue("remedy", fault.remedy())
                    .addKeyValue("cause", Objects.toString(e.getCause(), ""))
                    .log("the git repository cannot be read");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

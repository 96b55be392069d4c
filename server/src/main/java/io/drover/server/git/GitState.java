package io.drover.server.git;

import io.drover.engine.pack.PackProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the repository; immutable, and replaced as a whole.
 *
 * @param read the commit that was read last; null: none yet
 * @param lastFetchAt when the git server was last asked with success, since this server was started; null: never
 * @param fault why it could not be read the last time; null: it could
 * @param fetches how often it was asked with success
 * @param failures how often it could not be read
 */
public record GitState(
        @Nullable Read read,
        @Nullable Instant lastFetchAt,
        @Nullable GitFault fault,
        long fetches,
        long failures) {

    /** Before the repository was looked at. */
    public static final GitState NOTHING = new GitState(null, null, null, 0, 0);

    /**
     * A commit that was read.
     *
     * @param folder its packs lie in it as folders, without those that have problems
     * @param packs the problems of each pack that it has, by name
     */
    public record Read(GitCommit commit, Path folder, SortedMap<String, List<PackProblem>> packs) {

        public Read {
            packs = new TreeMap<>(packs);
        }
    }

    /** After it was asked with success, at {@code now}. */
    GitState asked(Instant now) {
        return new GitState(read, now, fault, fetches + 1, failures);
    }

    /** With a commit that was read, and nothing wrong. */
    GitState with(@Nullable Read commit) {
        return new GitState(commit, lastFetchAt, null, fetches, failures);
    }

    /** With something that is wrong: since before, if it was so then. */
    GitState failed(GitFault now) {
        GitFault shown = fault != null && fault.isLike(now) ? fault : now;
        return new GitState(read, lastFetchAt, shown, fetches, failures + 1);
    }
}

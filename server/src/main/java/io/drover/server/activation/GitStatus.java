package io.drover.server.activation;

import io.drover.server.git.GitCommit;
import io.drover.server.git.GitFault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a pack stands that comes from git.
 *
 * @param ref the branch or tag that is read
 * @param serving the commit with which the active revision came; null: nothing serves, or it did not come with a commit
 * @param read the commit that was read last; null: none yet
 * @param lastFetchAt when the git server was last asked with success, since this server was started; null: never
 * @param problem why the repository could not be read the last time; null: it could
 */
public record GitStatus(
        String url,
        String ref,
        @Nullable String serving,
        @Nullable GitCommit read,
        @Nullable Instant lastFetchAt,
        @Nullable GitFault problem) {}

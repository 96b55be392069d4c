package io.drover.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.config.GitConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCloneTest {

    @TempDir
    Path directory;

    @Test
    void fetch_manyTimes_packsAreMadeOneAndNothingIsLost() throws Exception {
        Path work = Files.createDirectories(directory.resolve("work"));
        try (Git git =
                Git.init().setDirectory(work.toFile()).setInitialBranch("main").call()) {
            GitConfig config = config(work);
            RevCommit first = commit(git, 0);
            RevCommit last = first;
            fetch(config, null);
            for (int i = 1; i < GitClone.MANY_PACKS + 5; i++) {
                last = commit(git, i);
                assertThat(fetch(config, first)).isEqualTo(last);
            }
            assertThat(packs()).isLessThan(10);
            try (GitClone clone = open(config)) {
                assertThat(clone.goesOn(first, clone.commit(last))).isTrue();
            }
        }
    }

    private GitConfig config(Path work) {
        return new GitConfig(
                work.toUri(),
                "main",
                "",
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                1 << 20,
                GitConfig.Rewrites.REFUSE,
                null);
    }

    private static RevCommit commit(Git git, int number) throws Exception {
        PersonIdent olga = new PersonIdent("Olga", "olga@example.com");
        return git.commit()
                .setAllowEmpty(true)
                .setMessage("Commit " + number)
                .setAuthor(olga)
                .setCommitter(olga)
                .setSign(false)
                .call();
    }

    private GitClone open(GitConfig config) throws IOException {
        return GitClone.open(
                config, directory.resolve("clone"), new FetchBounds(config.timeout(), config.maxBytes(), () -> false));
    }

    private ObjectId fetch(GitConfig config, @Nullable ObjectId known) throws Exception {
        try (GitClone clone = open(config)) {
            return clone.fetch(known);
        }
    }

    private long packs() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("clone/objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).count();
        }
    }
}

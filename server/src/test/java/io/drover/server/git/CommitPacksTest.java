package io.drover.server.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.engine.pack.PackProblem;
import io.drover.server.archive.PackArchive;
import io.drover.server.config.GitConfig;
import io.drover.server.config.SourceKind;
import io.drover.server.config.SourcesConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that take next to nothing in a repository, and would take all there is where they are read. */
class CommitPacksTest {

    private static final GitConfig CONFIG = new GitConfig(
            URI.create("file:///rules"),
            "main",
            "",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1 << 20,
            GitConfig.Rewrites.REFUSE,
            null);

    @TempDir
    Path directory;

    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("rules"));
    private final ObjectInserter inserter = repository.newObjectInserter();

    private SortedMap<String, List<PackProblem>> write(TreeFormatter root) throws IOException, GitFaultException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(inserter.insert(root));
        PersonIdent olga = new PersonIdent("Olga", "olga@example.com");
        commit.setAuthor(olga);
        commit.setCommitter(olga);
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        try (RevWalk walk = new RevWalk(repository)) {
            PackNames names = new PackNames(new SourcesConfig(SourceKind.GIT, new TreeMap<>(Map.of())));
            return CommitPacks.write(repository, walk.parseCommit(id), CONFIG, names, directory);
        }
    }

    /** A pack of {@code files} times the same file, and a manifest. */
    private ObjectId pack(int files, byte[] content) throws IOException {
        ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content);
        TreeFormatter tree = new TreeFormatter();
        for (int i = 0; i < files; i++) {
            tree.append(String.format("f%04d.md", i), FileMode.REGULAR_FILE, blob);
        }
        tree.append("pack.yaml", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, "x".getBytes(UTF_8)));
        return inserter.insert(tree);
    }

    private static TreeFormatter times(int packs, ObjectId pack) {
        TreeFormatter root = new TreeFormatter();
        for (int i = 0; i < packs; i++) {
            root.append(String.format("p%03d", i), FileMode.TREE, pack);
        }
        return root;
    }

    @Test
    void write_asManyPacksAsMayBe_written() throws Exception {
        assertThat(write(times(CommitPacks.MOST, pack(0, new byte[0])))).hasSize(CommitPacks.MOST);
        assertThat(directory.resolve("p199/pack.yaml")).hasContent("x");
    }

    @Test
    void write_moreTogetherThanMayBe_refused() throws Exception {
        ObjectId small = pack(0, new byte[0]);
        assertThatThrownBy(() -> write(times(CommitPacks.MOST + 1, small))).hasMessageContaining("are more than 200");

        ObjectId large = pack(9, new byte[PackArchive.MOST_BYTES_OF_A_FILE]);
        assertThatThrownBy(() -> write(times(2, large))).hasMessageContaining("up to p001, more than 64 MiB");

        ObjectId many = pack(PackArchive.MOST_ENTRIES + 1, new byte[0]);
        assertThat(write(times(2, many)))
                .allSatisfy((name, problems) -> assertThat(problems).hasSize(1));
    }

    @Test
    void write_oneNameTwice_refusedAndTheOthersWritten() throws Exception {
        ObjectId pack = pack(1, new byte[1]);
        TreeFormatter root = new TreeFormatter();
        root.append("a", FileMode.TREE, pack);
        root.append("b", FileMode.TREE, pack);
        root.append("b", FileMode.TREE, pack);

        SortedMap<String, List<PackProblem>> problems = write(root);

        assertThat(problems.get("a")).isEmpty();
        assertThat(problems.get("b"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("two entries of this name"));
        assertThat(directory.resolve("b")).doesNotExist();
    }
}

package io.drover.server.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.engine.pack.PackProblem;
import io.drover.server.archive.PackArchive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;

/** Trees that no honest working directory makes, written object by object. */
class PackTreeTest {

    private record Entry(String name, FileMode mode, ObjectId id) {}

    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("rules"));
    private final ObjectInserter inserter = repository.newObjectInserter();

    private ObjectId blob(String content) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, content.getBytes(UTF_8));
    }

    private Entry file(String name, String content) throws IOException {
        return new Entry(name, FileMode.REGULAR_FILE, blob(content));
    }

    private ObjectId tree(Entry... entries) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        List<Entry> sorted = new ArrayList<>(List.of(entries));
        sorted.sort(Comparator.comparing(Entry::name));
        sorted.forEach(entry -> tree.append(
                entry.name().getBytes(UTF_8), 0, entry.name().getBytes(UTF_8).length, entry.mode(), entry.id(), true));
        return inserter.insert(tree);
    }

    private Entry folder(String name, Entry... entries) throws IOException {
        return new Entry(name, FileMode.TREE, tree(entries));
    }

    private PackArchive.Reading read(Entry... entries) throws IOException {
        ObjectId tree = tree(entries);
        inserter.flush();
        return PackTree.read(repository.newObjectReader(), tree);
    }

    @Test
    void read_plainFiles_asTheyWereCommitted() throws IOException {
        PackArchive.Reading reading = read(
                file("pack.yaml", "name: a\r\n"),
                folder("scenarios", file("a.yaml", "[]")),
                new Entry("run.drl", FileMode.EXECUTABLE_FILE, blob("rule")),
                file(".gitattributes", "* text=auto"));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.files().keySet()).containsExactly("pack.yaml", "run.drl", "scenarios/a.yaml");
        assertThat(reading.files().get("pack.yaml")).asString(UTF_8).isEqualTo("name: a\r\n");
    }

    @Test
    void read_whatIsNoPlainFile_allOfItRefusedWithItsPlace() throws IOException {
        PackArchive.Reading reading = read(
                file("pack.yaml", "name: a"),
                new Entry("link.drl", FileMode.SYMLINK, blob("/etc/passwd")),
                folder("scenarios", new Entry("sub", FileMode.GITLINK, blob("x"))),
                new Entry("folder", FileMode.SYMLINK, blob("..")),
                folder("..", file("evil.drl", "x")), // hidden, as all that begins with a dot
                file("a\u202Eb.drl", "x"),
                file("back\\slash.drl", "x"),
                file("A.csv", "x"),
                file("a.csv", "x"));

        assertThat(reading.files()).isEmpty();
        assertThat(reading.problems())
                .extracting(PackProblem::file, PackProblem::code)
                .containsExactlyInAnyOrder(
                        tuple("link.drl", PackTree.CODE),
                        tuple("scenarios/sub", PackTree.CODE),
                        tuple("folder", PackTree.CODE),
                        tuple("a?b.drl", PackTree.CODE),
                        tuple("back\\slash.drl", PackTree.CODE),
                        tuple("a.csv", PackTree.CODE));
    }

    @Test
    void read_whatNoFileSystemCanHold_refusedWithItsPlace() throws IOException {
        String unwritable = "\u6f22".repeat(100) + ".md";
        PackArchive.Reading reading = read(
                file("pack.yaml", "name: a"),
                file("zz", "a file"),
                file("zz/b.md", "in it"),
                file("yy", "a file"),
                folder("yy", file("b.md", "in it")),
                file(unwritable, "x"));

        assertThat(reading.files()).isEmpty();
        assertThat(reading.problems())
                .extracting(PackProblem::file)
                .containsExactlyInAnyOrder("zz/b.md", "yy", unwritable);
    }

    @Test
    void read_contentInLfs_refused() throws IOException {
        assertThat(read(file("pack.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("Git LFS"));
    }

    @Test
    void read_tooMuch_refused() throws IOException {
        String large = "x".repeat(PackArchive.MOST_BYTES_OF_A_FILE + 1);
        assertThat(read(file("a.drl", large)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("more than 4 MiB"));

        String full = large.substring(1);
        Entry[] many = IntStream.range(0, 17)
                .mapToObj(i -> new Entry("f" + i + ".drl", FileMode.REGULAR_FILE, ObjectId.zeroId()))
                .toArray(Entry[]::new);
        ObjectId blob = blob(full);
        for (int i = 0; i < many.length; i++) {
            many[i] = new Entry(many[i].name(), FileMode.REGULAR_FILE, blob);
        }
        assertThat(read(many).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("64 MiB together"));

        Entry[] entries = new Entry[PackArchive.MOST_ENTRIES + 1];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = file("f" + i + ".drl", "x");
        }
        assertThat(read(entries).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("2000 entries"));
    }

    @Test
    void read_foldersInFolders_notFollowedForEver() throws IOException {
        Entry entry = file("deep.drl", "x");
        for (int i = 0; i < 1000; i++) {
            entry = folder("f", entry);
        }

        assertThat(read(entry).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("folders deep"));
    }
}

package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackReaderTest {

    private static final String MANIFEST = "format: 1\nname: example\nsubjects: [account]\n";

    @TempDir
    private Path root;

    private Path pack = Path.of("");

    @BeforeEach
    void writePack() throws IOException {
        pack = root.resolve("example");
        write("pack.yaml", MANIFEST);
        write("thresholds.csv", "name,type,value\na,integer,1\n");
        write("a.drl", "package example\n");
        write("scenarios/one.yaml", "- name: one\n");
    }

    @Test
    void packDirectories_packOrFolderOfPacks_itselfOrThoseSorted() throws IOException {
        write("../b/thresholds.csv", "");
        write("../c/rules.drl.csv", "");
        write("../.hidden/pack.yaml", MANIFEST);
        write("../notes/readme.md", "");
        write("../notes/.a.drl", "");
        write("../pack.txt", "");

        assertThat(PackReader.packDirectories(root))
                .containsExactly(root.resolve("b"), root.resolve("c"), root.resolve("example"));
        assertThat(PackReader.packDirectories(pack)).containsExactly(pack);
        assertThat(PackReader.packDirectories(root.resolve("notes"))).isEmpty();
    }

    @Test
    void packDirectories_noDirectory_throws() {
        assertThatThrownBy(() -> PackReader.packDirectories(root.resolve("nowhere")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> PackReader.packDirectories(pack.resolve("a.drl")))
                .isInstanceOf(UncheckedIOException.class);
    }

    /** A link that leads round in circles cannot be looked into, not even by root. */
    private void unreadable(String folder) throws IOException {
        Files.createSymbolicLink(root.resolve(folder), Path.of(folder));
    }

    @Test
    void packFolders_oneUnreadable_isAPackAndTheOthersAreFound() throws IOException {
        unreadable("copy-of-root");
        Files.createSymbolicLink(root.resolve("nowhere"), Path.of("none"));

        PackFolders folders = PackReader.packFolders(root);

        assertThat(folders.packs())
                .containsExactly(root.resolve("copy-of-root"), root.resolve("example"), root.resolve("nowhere"));
        assertThat(folders.passedOver()).isEmpty();
    }

    @Test
    void packFolders_nameThatNoPackCanHave_passedOverAndSaidUnlessSurelyNotMeant() throws IOException {
        unreadable("lost+found");
        unreadable("My Pack");
        unreadable(".hidden");
        write("../Old Rules/a.drl", "package old\n");
        write("../Misnamed/pack.yaml", MANIFEST);
        write("../Read Me/notes.txt", "");

        PackFolders folders = PackReader.packFolders(root);

        assertThat(folders.packs()).containsExactly(root.resolve("Misnamed"), root.resolve("example"));
        assertThat(folders.passedOver())
                .extracting(PackFolders.PassedOver::folder)
                .containsExactly(root.resolve("My Pack"), root.resolve("Old Rules"));
        assertThat(folders.passedOver().get(1).reason())
                .isEqualTo("The folder \"Old Rules\" holds rules or thresholds, but no pack.yaml, and is passed over,"
                        + " since no pack can have its name; if it is meant to be a pack, give it a pack.yaml and a name"
                        + " of small letters, digits and -, beginning with a letter.");
    }

    @Test
    void packFolders_goneSinceTheyWereListed_nothingIsSaidOfThem() {
        PackFolders folders = PackFolders.among(List.of(pack, root.resolve("size"), root.resolve("Old Rules")));

        assertThat(folders.packs()).containsExactly(pack);
        assertThat(folders.passedOver()).isEmpty();
    }

    /** "größe.txt" as old systems write it: no text in UTF-8, nor in ASCII. */
    private void oddNameIn(Path folder) throws Exception {
        Process touch = new ProcessBuilder("bash", "-c", "touch $'gr\\xf6\\xdfe.txt'")
                .directory(folder.toFile())
                .start();
        assertThat(touch.waitFor()).isZero();
    }

    @Test
    void packFolders_nameInAnotherEncoding_isAFileLikeOthers() throws Exception {
        oddNameIn(root);
        oddNameIn(pack);

        PackFolders folders = PackReader.packFolders(root);

        assertThat(folders.packs()).containsExactly(pack);
        assertThat(folders.passedOver()).isEmpty();
        assertThat(PackReader.read(pack).problems()).isEmpty();
    }

    @Test
    void read_folderUnreadable_isAProblemThatNamesIt() throws IOException {
        unreadable("loop");
        unreadable("example/cut-tables");

        assertThat(PackReader.read(root.resolve("loop")).problems())
                .extracting(PackProblem::code, PackProblem::file)
                .containsExactly(tuple("unreadable-folder", "."));
        assertThat(PackReader.read(root.resolve("loop")).problems().get(0).message())
                .startsWith("The folder \"loop\" cannot be read: ");
        assertThat(PackReader.read(pack).problems())
                .extracting(PackProblem::code, PackProblem::file)
                .containsExactly(tuple("unreadable-folder", "cut-tables"));
    }

    @Test
    void read_sound_allItsParts() throws IOException {
        write("b.drl", "\uFEFFpackage example\r\n");

        PackReading reading = PackReader.read(pack);

        RulePack read = Objects.requireNonNull(reading.pack());
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.name()).isEqualTo("example");
        assertThat(read.revision()).isEqualTo(reading.revision()).matches("[0-9a-f]{64}");
        assertThat(read.thresholds()).containsOnlyKeys("a");
        assertThat(read.ruleFiles()).extracting(RuleFile::path).containsExactly("a.drl", "b.drl");
        assertThat(read.ruleFiles()).extracting(RuleFile::drl).contains("package example\r\n");
        assertThat(read.scenarios()).containsExactly(new SourceFile("scenarios/one.yaml", "- name: one\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pack.yaml", "thresholds.csv", "a.drl", "scenarios/one.yaml", "b.drl", "cut-tables/x.json"})
    void read_fileOfThePackChanges_anotherRevision(String file) throws IOException {
        String before = revision();

        write(file, "# changed");

        assertThat(revision()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expect.yaml",
                "README.md",
                ".a.drl.swp",
                ".#a.drl",
                "#a.drl#",
                "a.drl~",
                "~$t.drl.csv",
                "~$t.drl.xlsx",
                ".~lock.t.drl.xlsx#",
                "x/y.txt"
            })
    void read_otherFileAppears_sameRevisionAndNoProblem(String file) throws IOException {
        String before = revision();

        write(file, "anything");

        assertThat(revision()).isEqualTo(before);
        assertThat(PackReader.read(pack).problems()).isEmpty();
    }

    @Test
    void read_contentMovesBetweenFiles_anotherRevision() throws IOException {
        write("a.drl", "// x");
        write("b.drl", "// y");
        String before = revision();

        write("a.drl", "// x// y");
        write("b.drl", "");

        assertThat(revision()).isNotEqualTo(before);
    }

    @Test
    void read_manifestNamesATable_partOfTheRevision() throws IOException {
        write("pack.yaml", MANIFEST + "treatments: catalogue.csv\n");
        write("catalogue.csv", "key,channel,message,offer,owner\na,web,b,none,none\n");
        String before = revision();

        write("catalogue.csv", "key,channel,message,offer,owner\na,web,c,none,none\n");

        assertThat(revision()).isNotEqualTo(before);
    }

    @Test
    void read_noManifest_onlyThatProblem() throws IOException {
        Files.delete(pack.resolve("pack.yaml"));
        write("bad.drl.csv", "nonsense");

        PackReading reading = PackReader.read(pack);

        assertThat(reading.problems()).extracting(PackProblem::code).containsExactly("missing-manifest");
        assertThat(reading.pack()).isNull();
        assertThat(reading.revision()).isNull();
        assertThat(reading.name()).isEqualTo("example");
    }

    @Test
    void read_problemsInManyFiles_allAtOnceByPlace() throws IOException {
        write("thresholds.csv", "name,type,value\na,integer,x\n");
        write("t.drl.csv", "nonsense");
        write("cut-tables/x.json", "{");
        Files.write(pack.resolve("a.drl"), "// one\n// \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        write("pack.yaml", MANIFEST + "rfm: {cutTable: rfm-1}\nowned: me\n");

        assertThat(PackReader.read(pack).problems())
                .extracting(problem -> problem.place() + " " + problem.code())
                .containsExactly(
                        "a.drl:2 bad-encoding",
                        "cut-tables/x.json:1:2 bad-cut-table",
                        "pack.yaml:5:1 unknown-key",
                        "t.drl.csv bad-table",
                        "t.drl.csv!A1 bad-table",
                        "thresholds.csv!C2 bad-threshold");
    }

    @Test
    void read_fileTooLarge_reportedAndLeftOut() throws IOException {
        write("big.drl", "/".repeat(2 * 1024 * 1024 + 1));
        write("full.drl", "/".repeat(2 * 1024 * 1024));

        PackReading reading = PackReader.read(pack);

        assertThat(reading.problems())
                .extracting(problem -> problem.file() + " " + problem.code())
                .containsExactly("big.drl file-too-large");
        assertThat(Objects.requireNonNull(reading.pack()).ruleFiles())
                .extracting(RuleFile::path)
                .containsExactly("a.drl", "full.drl");
    }

    @Test
    void read_links_onlyWithinThePack() throws IOException {
        write("../outside.drl", "package example\n");
        write("..data/inside.drl", "package example\n");
        Files.createSymbolicLink(pack.resolve("in.drl"), Path.of("..data/inside.drl"));
        Files.createSymbolicLink(pack.resolve("out.drl"), Path.of("../outside.drl"));
        Files.createSymbolicLink(pack.resolve("nowhere.drl"), Path.of("none.drl"));
        Files.createDirectory(pack.resolve("folder.drl"));

        PackReading reading = PackReader.read(pack);

        assertThat(reading.problems())
                .extracting(problem -> problem.file() + " " + problem.code())
                .containsExactly("folder.drl unreadable-file", "nowhere.drl unreadable-file", "out.drl outside-pack");
        assertThat(Objects.requireNonNull(reading.pack()).ruleFiles())
                .extracting(RuleFile::path)
                .containsExactly("a.drl", "in.drl");
    }

    @Test
    void read_pipe_notOpenedAndNamed() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", pack.resolve("pipe.drl").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(PackReader.read(pack).problems())
                .extracting(PackProblem::code, PackProblem::message)
                .containsExactly(tuple(
                        "unreadable-file", "\"pipe.drl\" is a pipe, a socket or a device, where a file belongs."));
    }

    @Test
    void read_linkedScenarioFolderOutside_refused() throws IOException {
        write("../others/two.yaml", "- name: two\n");
        Files.delete(pack.resolve("scenarios/one.yaml"));
        Files.delete(pack.resolve("scenarios"));
        Files.createSymbolicLink(pack.resolve("scenarios"), Path.of("../others"));

        assertThat(PackReader.read(pack).problems())
                .extracting(problem -> problem.file() + " " + problem.code())
                .containsExactly("scenarios/two.yaml outside-pack");
    }

    @Test
    void read_filesThatWouldSilentlyBeLeftOut_reported() throws IOException {
        write("sub/rules.drl", "");
        write("scenarios/two.yml", "");
        write("table.drl.ods", "");
        write("strange\nname.drl", "");

        assertThat(PackReader.read(pack).problems())
                .extracting(PackProblem::code)
                .containsExactlyInAnyOrder("misplaced-file", "unsupported-file", "unsupported-file", "bad-name");
    }

    @Test
    void read_manifestWithTheWrongEnding_saysSo() throws IOException {
        Files.move(pack.resolve("pack.yaml"), pack.resolve("pack.yml"));

        assertThat(PackReader.read(pack).problems())
                .extracting(problem -> problem.file() + " " + problem.code())
                .containsExactly("pack.yml unsupported-file");
    }

    private String revision() {
        return Objects.requireNonNull(PackReader.read(pack).revision());
    }

    private void write(String path, String text) throws IOException {
        Path file = pack.resolve(path).normalize();
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}

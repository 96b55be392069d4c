package io.drover.server.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.drover.engine.pack.PackProblem;
import io.drover.server.Zips;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip files that want to do harm, or that somebody made by mistake. */
class PackArchiveTest {

    private static final byte[] MANIFEST = Zips.text("format: 1\n");

    private static PackArchive.Reading read(Map<String, byte[]> entries) throws IOException {
        return PackArchive.read("size", Zips.of(entries));
    }

    private static void assertRefused(PackArchive.Reading reading, String place, String message) {
        assertThat(reading.files()).isEmpty();
        assertThat(reading.problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(place);
            assertThat(problem.code()).isEqualTo("bad-archive");
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    @Test
    void read_filesAtTheTopOrInAFolderOfThePack_sameFiles() throws IOException {
        Map<String, byte[]> top = Map.of("pack.yaml", MANIFEST, "scenarios/a.yaml", Zips.text("[]"));
        Map<String, byte[]> folder = Map.of("size/pack.yaml", MANIFEST, "size/scenarios/a.yaml", Zips.text("[]"));

        assertThat(read(top).problems()).isEmpty();
        assertThat(read(top).files()).containsOnlyKeys("pack.yaml", "scenarios/a.yaml");
        assertThat(read(folder).problems()).isEmpty();
        assertThat(read(folder).files()).containsOnlyKeys("pack.yaml", "scenarios/a.yaml");
    }

    @Test
    void read_nameThatIsTooLongForAFileSystem_refused() throws IOException {
        String name = "\u6f22".repeat(100) + ".md";

        assertRefused(read(Map.of("pack.yaml", MANIFEST, name, MANIFEST)), name, "more than 255 bytes");
    }

    @Test
    void read_whatSystemsLeaveBehind_passedOver() throws IOException {
        PackArchive.Reading reading = read(
                Map.of("size/pack.yaml", MANIFEST, "__MACOSX/size/._pack.yaml", MANIFEST, "size/.DS_Store", MANIFEST));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.files()).containsOnlyKeys("pack.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.drl",
                "size/../../evil.drl",
                "/etc/evil.drl",
                "C:/evil.drl",
                "\\\\host\\evil.drl",
                "..\\evil.drl",
                "a/./b.drl",
                "a//b.drl",
                "a/b/c/d/e.drl",
                "evil\u202e.drl",
                "evil\n.drl"
            })
    void read_nameThatLeadsElsewhere_refusedWithTheEntry(String name) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("pack.yaml", MANIFEST);
        entries.put(name, MANIFEST);

        assertRefused(read(entries), EntryName.shown(name).replace('\\', '/'), "The entry ");
    }

    @Test
    void read_namesThatAreOneOnSomeFileSystems_refused() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("pack.yaml", MANIFEST);
        entries.put("fit.drl", MANIFEST);
        entries.put("FIT.drl", MANIFEST);
        assertRefused(read(entries), "FIT.drl", "the same name");

        Map<String, byte[]> folders = new LinkedHashMap<>();
        folders.put("pack.yaml", MANIFEST);
        folders.put("scenarios", MANIFEST);
        folders.put("scenarios/a.yaml", MANIFEST);
        assertRefused(read(folders), "scenarios", "as in a folder");
    }

    @Test
    void read_oneNameTwice_refused() throws IOException {
        byte[] twice = zip(zip -> {
            for (int i = 0; i < 2; i++) {
                zip.putArchiveEntry(new ZipArchiveEntry("pack.yaml"));
                zip.write(MANIFEST);
                zip.closeArchiveEntry();
            }
        });

        assertRefused(PackArchive.read("size", twice), "pack.yaml", "two entries of this name");
    }

    @Test
    void read_linkOrDevice_refused() throws IOException {
        byte[] link = zip(zip -> {
            ZipArchiveEntry entry = new ZipArchiveEntry("size.drl");
            entry.setUnixMode(0120777);
            zip.putArchiveEntry(entry);
            zip.write(Zips.text("/etc/passwd"));
            zip.closeArchiveEntry();
            ZipArchiveEntry device = new ZipArchiveEntry("device.drl");
            device.setUnixMode(0020666);
            zip.putArchiveEntry(device);
            zip.closeArchiveEntry();
        });

        PackArchive.Reading reading = PackArchive.read("size", link);
        assertRefused(reading, "size.drl", "is a link");
        assertRefused(reading, "device.drl", "neither a file nor a folder");
    }

    @Test
    void read_bombs_refusedBeforeTheyAreUnpacked() throws IOException {
        assertRefused(read(Map.of("pack.yaml", new byte[3 << 20])), "pack.yaml", "times as long");
        byte[] noise = new byte[5 << 20];
        new Random(1).nextBytes(noise);
        assertRefused(read(Map.of("pack.yaml", noise)), "pack.yaml", "more than 4 MiB");

        Map<String, byte[]> many = new LinkedHashMap<>();
        byte[] part = Arrays.copyOf(noise, 3_900_000);
        for (int i = 0; i < 20; i++) {
            many.put("rules" + i + ".drl", part);
        }
        PackArchive.Reading reading = read(many);
        assertThat(reading.problems()).extracting(PackProblem::message).anyMatch(text -> text.contains("64 MiB"));

        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 2_001; i++) {
            entries.put("rules" + i + ".drl", new byte[0]);
        }
        assertRefused(read(entries), ".", "2001 entries");
    }

    @Test
    void read_aSecondManifest_refused() throws IOException {
        PackArchive.Reading reading = read(Map.of("pack.yaml", MANIFEST, "inner/pack.yaml", MANIFEST));

        assertThat(reading.problems())
                .extracting(PackProblem::file, PackProblem::code)
                .containsExactly(tuple("inner/pack.yaml", "bad-archive"));
    }

    @Test
    void read_noZip_refused() {
        assertRefused(PackArchive.read("size", "no zip".getBytes(StandardCharsets.UTF_8)), ".", "no zip file");
        assertRefused(PackArchive.read("size", new byte[0]), ".", "no zip file");
    }

    private interface Filling {
        void fill(ZipArchiveOutputStream zip) throws IOException;
    }

    private static byte[] zip(Filling filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            filling.fill(zip);
        }
        return bytes.toByteArray();
    }
}

package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workbook of rules that somebody edits while the server decides by it. */
class WorkbookIT {

    private static final Path RFM = Path.of("..", "rules", "rfm");
    private static final String BEST = """
            {"packs": ["rfm"], "customer": {"id": "ada"}, "rfm": {"r": 5, "f": 5, "m": 5, "asOf": "2026-05-15"}}""";

    @TempDir
    Path directory;

    @Test
    void save_halfAndThenWhole_refusedAndThenServesAlsoAfterARestart() throws IOException {
        Path table = copyOfThePack().resolve("segments.drl.xlsx");
        byte[] changed = withoutTheBestChampions(Files.readAllBytes(table));
        String revision;
        try (TestServer server = serve()) {
            assertThat(segment(server)).isEqualTo("Champions");
            revision = revision(server);
            Files.write(table.resolveSibling("~$segments.drl.xlsx"), new byte[] {5});
            Files.writeString(table.resolveSibling(".~lock.segments.drl.xlsx#"), ",ada,,;");

            Files.write(table, Arrays.copyOf(changed, changed.length / 2));

            JsonNode refused = await(server, outcome("refused"));
            assertThat(refused.path("problems")).hasSize(1);
            JsonNode problem = refused.path("problems").path(0);
            assertThat(problem.path("file").asText()).isEqualTo("segments.drl.xlsx");
            assertThat(problem.path("code").asText()).isEqualTo("bad-workbook");
            assertThat(problem.path("message").asText()).contains("just being saved");
            assertThat(segment(server)).isEqualTo("Champions");
            assertThat(revision(server)).isEqualTo(revision);

            Files.write(table, changed);

            await(server, outcome("activated"));
            assertThat(segment(server)).isEqualTo("Potential Loyalist");
            revision = revision(server);
        }
        Files.write(table, new byte[] {'P', 'K'});

        try (TestServer server = serve()) {
            assertThat(segment(server)).as("the last good one, as it was kept").isEqualTo("Potential Loyalist");
            assertThat(revision(server)).isEqualTo(revision);
        }
    }

    @Test
    void save_wrongCell_reportedWithSheetAndCell() throws IOException {
        Path table = copyOfThePack().resolve("segments.drl.xlsx");
        try (TestServer server = serve()) {
            Files.write(
                    table,
                    changed(Files.readAllBytes(table), row -> row.getCell(3).setCellFormula("2+2")));

            JsonNode problem =
                    await(server, outcome("refused")).path("problems").path(0);

            assertThat(problem.path("code").asText()).isEqualTo("bad-cell");
            assertThat(problem.path("cell").asText()).matches("segments!D\\d+");
            assertThat(problem.path("remedy").asText()).contains("paste only the value");
        }
    }

    private Path copyOfThePack() throws IOException {
        Path copy = directory.resolve("rules").resolve("rfm");
        Trees.copy(RFM, copy);
        return copy;
    }

    private static byte[] withoutTheBestChampions(byte[] workbook) throws IOException {
        return changed(workbook, row -> row.getCell(3).setCellValue(4));
    }

    /** Changes a row of a table. */
    private interface Change {
        void apply(Row row);
    }

    /** The workbook with the row of the champions changed; its fourth cell is the highest recency score. */
    private static byte[] changed(byte[] bytes, Change change) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
            for (Row row : workbook.getSheetAt(0)) {
                if (row.getCell(0) != null
                        && row.getCell(0).getStringCellValue().equals("rfm_segment.champions")) {
                    change.apply(row);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private TestServer serve() {
        return TestServer.reloading(directory, "rules", "100ms");
    }

    private static String segment(TestServer server) {
        return json(server.decide(BEST))
                .path("classifications")
                .path("rfm_segment")
                .asText();
    }

    private static String revision(TestServer server) {
        return json(server.get("/v1/packs/rfm")).path("active").path("revision").asText();
    }

    private static Predicate<JsonNode> outcome(String outcome) {
        return pack -> pack.path("lastAttempt").path("outcome").asText().equals(outcome);
    }

    private static JsonNode await(TestServer server, Predicate<JsonNode> condition) {
        return Waiting.untilSeen(() -> json(server.get("/v1/packs/rfm")), condition);
    }
}

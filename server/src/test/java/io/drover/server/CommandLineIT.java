package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command, as it is typed: what it prints where, and its exit code. */
class CommandLineIT {

    private static final String SOUND = TestServer.SOUND.toString();
    private static final String BROKEN = TestServer.BROKEN.toString();
    private static final String LARGE = "{\"account\": {\"id\": \"acme\", \"employees\": 850}}";

    @TempDir
    Path directory;

    private final Commands commands = new Commands();

    @Test
    void token_made_entryAndTokenApart() throws IOException {
        assertThat(commands.run("token", "crm", "--roles", "application,analyst"))
                .isZero();

        assertThat(commands.out())
                .matches("- name: crm\\n  roles: \\[application, analyst]\\n  token-sha256: \"[0-9a-f]{64}\"\\n");
        assertThat(commands.err()).containsPattern("\\ndrover_[A-Za-z0-9_-]{43}\\n");
        assertThat(commands.run("token", "a b", "--roles", "operator")).isEqualTo(2);
        assertThat(commands.run("token", "a", "--roles", "boss")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "serve",
                "check",
                "test",
                "decide",
                "cuts",
                "table",
                "replay",
                "forget",
                "token",
                "push",
                "rollback",
                "pin",
                "unpin",
                "audit",
                "diff",
                "impact"
            })
    void help_everyCommand_0(String command) {
        String[] help =
                Stream.of(command, "--help").filter(word -> !word.isEmpty()).toArray(String[]::new);
        String[] version =
                Stream.of(command, "--version").filter(word -> !word.isEmpty()).toArray(String[]::new);

        assertThat(commands.run(help)).isZero();
        assertThat(commands.out()).startsWith("Usage: drover").contains("--help");
        assertThat(commands.run(version)).isZero();
        assertThat(commands.out()).contains("\ndrover ");
        assertThat(commands.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chekc x",
                "check",
                "check --fail-on grave x",
                "check --format junit x",
                "serve --port eighty",
                "serve --host 0.0.0.0",
                "serve --prot 1",
                "decide",
                "check rules --channels web,pigeon",
                "check rules --as-of yesterday",
                "push rules/x --activate",
                "push rules/x --force",
                "rollback b2b-abm",
                "audit burn",
                "cuts x",
                "cuts x --as-of yesterday",
                "cuts x --as-of 2026-01-01 --currency dollars"
            })
    void run_wrongUsage_2AndASentence(String line) {
        assertThat(commands.run(line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(2);
        assertThat(commands.out()).isEmpty();
        assertThat(commands.err()).isNotBlank().doesNotContain("Exception", "\tat ");
        assertThat(commands.err().lines().findFirst().orElse("")).matches(".*[.?]");
    }

    @Test
    void check_sound_0() {
        assertThat(commands.run("check", SOUND)).isZero();
        assertThat(commands.out())
                .contains("  information  gap\n", "covers employees=0; it is \"small\" by default there.")
                .endsWith("1 information in 1 pack\n");
        assertThat(commands.err()).contains("compiling size");
    }

    @Test
    void check_populationWithBadLines_1AndTheirNumbers(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("population.ndjson");
        Files.writeString(file, """
                {"account": {"id": "a", "employees": 5}}

                {"account": {"id": "b", "employes": 5}}
                {"account": {"id": "c", "employees": 500}}
                no request
                """);
        assertThat(commands.run("check", SOUND, "--population", file.toString()))
                .isEqualTo(1);
        assertThat(commands.out())
                .contains(file + ":3  error  bad-line\n", file + ":5  error  bad-line\n")
                .contains("population: 2 decided, 2 not;")
                .doesNotContain("no-discrimination");
    }

    @Test
    void check_everybodyTheSame_noDiscrimination(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("population.ndjson");
        Files.writeString(file, "{\"account\": {\"id\": \"a\", \"employees\": 5}}\n".repeat(3));
        assertThat(commands.run("check", SOUND, "--population", file.toString(), "--fail-on", "warning"))
                .isEqualTo(1);
        assertThat(commands.out()).contains("  warning  no-discrimination\n", "holds 3 of 3, which is 100.0 %");
    }

    @Test
    void check_populationThatIsNotThere_3() {
        assertThat(commands.run("check", SOUND, "--population", "nowhere.ndjson"))
                .isEqualTo(3);
        assertThat(commands.err()).contains("nowhere.ndjson cannot be read");
    }

    @Test
    void check_broken_1AndTheProblemWithItsPlace() {
        assertThat(commands.run("check", SOUND, BROKEN)).isEqualTo(1);
        assertThat(commands.out())
                .startsWith(BROKEN + "/colour/colour.drl:10:14  error  unknown-field  (rule colour.red-by-name)\n    ")
                .contains("\n    → ")
                .endsWith("1 error, 1 information in 2 packs\n");
    }

    @Test
    void check_json_forMachines() {
        assertThat(commands.run("check", "--format", "json", BROKEN)).isEqualTo(1);
        JsonNode report = TestServer.json(commands.out());
        assertThat(report.path("errors").asInt()).isEqualTo(1);
        JsonNode pack = report.path("packs").path(0);
        assertThat(pack.path("name").asText()).isEqualTo("colour");
        assertThat(pack.path("sound").asBoolean(true)).isFalse();
        assertThat(pack.path("problems").path(0).path("code").asText()).isEqualTo("unknown-field");
    }

    @Test
    void check_nothingThere_3() {
        assertThat(commands.run("check", directory.toString())).isEqualTo(3);
        assertThat(commands.run("check", directory.resolve("none").toString())).isEqualTo(3);
        assertThat(commands.err()).contains("There is no rule pack in", "There is no directory");
    }

    @Test
    void decide_fileAndStandardInput_theSameDecision() throws IOException {
        Path file = Files.writeString(directory.resolve("request.json"), LARGE);

        assertThat(commands.run("decide", "--rules", SOUND, file.toString())).isZero();
        String fromFile = commands.out();
        commands.forget();
        commands.in = LARGE;
        assertThat(commands.run("decide", "--rules", SOUND, "-")).isZero();
        assertThat(commands.out()).isEqualTo(fromFile);
        JsonNode decision = TestServer.json(fromFile);
        assertThat(decision.path("asOf").asText()).isEqualTo(TestServer.NOW.toString());
        assertThat(decision.path("classifications").path("size").asText()).isEqualTo("large");
        assertThat(decision.has("decisionId")).isFalse();
    }

    @Test
    void decide_asOfAndExplain_asAsked() {
        commands.in = LARGE;
        assertThat(commands.run("decide", "--rules", SOUND, "--as-of", "2020-01-01", "--explain", "-"))
                .isZero();
        JsonNode decision = TestServer.json(commands.out());
        assertThat(decision.path("asOf").asText()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(decision.path("explanation")).isNotEmpty();
    }

    @Test
    void decide_invalidRequest_3AndEveryViolation() {
        commands.in = "{\"account\": {\"id\": \"a\", \"employes\": 1}, \"packs\": []}";
        assertThat(commands.run("decide", "--rules", SOUND, "-")).isEqualTo(3);
        assertThat(commands.err()).contains("/account/employes  unknown-field", "→ employees", "/packs  empty-packs");
        commands.in = "{";
        assertThat(commands.run("decide", "--rules", SOUND, "-")).isEqualTo(3);
        assertThat(commands.err()).contains("at line 1, column");
    }

    @Test
    void decide_brokenPacksOrNoFile_3() {
        commands.in = LARGE;
        assertThat(commands.run("decide", "--rules", BROKEN, "-")).isEqualTo(3);
        assertThat(commands.err()).contains("unknown-field", "nothing is decided");
        assertThat(commands.run(
                        "decide",
                        "--rules",
                        SOUND,
                        directory.resolve("none.json").toString()))
                .isEqualTo(3);
    }

    @Test
    void cuts_publishedOrders_publishedCuts() {
        Path file = directory.resolve("table.json");

        assertThat(commands.run(
                        "cuts",
                        "../test-data/rfm-orders/orders.csv",
                        "--as-of=2006-12-31",
                        "--amount-column=revenue_usd",
                        "--out=" + file))
                .isZero();
        assertThat(file).content().contains("[115, 181, 297.4, 482]", "[4, 5, 6, 8]", "[255.8, 382, 506.4, 666]");
        assertThat(commands.out()).isEmpty();
        assertThat(commands.err()).contains("995 customers, 4906 purchases, table rfm-");
    }

    @Test
    void cuts_fileThatIsNoPopulation_3AndItsLines() throws IOException {
        Path file = Files.writeString(
                directory.resolve("orders.csv"), "customer_id,date,amount\na,2026-13-01,5\nb,2026-01-01,x\n");

        assertThat(commands.run("cuts", file.toString(), "--as-of", "2026-01-01"))
                .isEqualTo(3);
        assertThat(commands.err()).contains("orders.csv:2  ", "orders.csv:3  ");
    }

    @Test
    void table_workbook_sheetBySheetAsText() {
        assertThat(commands.run("table", "../rules/rfm/segments.drl.xlsx")).isZero();
        assertThat(commands.out())
                .startsWith("# segments\n# merged: C7:H7\nRuleSet,rfm\n")
                .contains("\nrfm_segment.lost,bought longest ago,1,1,1,5,1,5,Lost\n");
    }

    @Test
    void table_noWorkbook_3AndWhatToDo() {
        assertThat(commands.run("table", "../rules/rfm/cells.drl.csv")).isEqualTo(3);
        assertThat(commands.err()).contains("is no Excel workbook", "Save the table as");
        assertThat(commands.run("table", "none.xlsx")).isEqualTo(3);
    }
}

package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are edited while the server serves them. */
class ReloadIT {

    private static final String MEDIUM = "{\"account\": {\"id\": \"acme\", \"employees\": 100}}";

    @TempDir
    Path directory;

    @Test
    void edit_good_servesTheNewRevision() throws IOException {
        Path size = SizePack.copy(directory.resolve("rules"), "size");
        try (TestServer server = serve("rules")) {
            String before = revision(server, "size");
            assertThat(decided(server)).isEqualTo("large");

            threshold(size, 200);

            JsonNode after = await(
                    server,
                    "size",
                    pack -> !pack.path("active").path("revision").asText().equals(before));
            assertThat(decided(server)).isEqualTo("small");
            assertThat(after.path("lastAttempt").path("outcome").asText()).isEqualTo("activated");
            assertThat(after.path("lastAttempt").path("steps").findValuesAsText("step"))
                    .containsExactly("read", "allow-list", "compile", "scan", "load", "lint", "scenarios", "activate");
            assertThat(after.path("active").path("revision"))
                    .isEqualTo(after.path("lastAttempt").path("revision"));
        }
    }

    @Test
    void edit_bad_oldServesAndThePlaceIsShownUntilRepaired() throws IOException {
        Path size = SizePack.copy(directory.resolve("rules"), "size");
        Path drl = size.resolve("size.drl");
        String good = Files.readString(drl);
        try (TestServer server = serve("rules")) {
            String before = revision(server, "size");

            write(drl, good.replace("employees >=", "employes >="));

            JsonNode pack = await(server, "size", outcome("refused"));
            assertThat(pack.path("active").path("revision").asText()).isEqualTo(before);
            assertThat(pack.path("lastSuccessAt").isNull()).isFalse();
            JsonNode problem = pack.path("problems").path(0);
            assertThat(problem.path("file").asText()).isEqualTo("size.drl");
            assertThat(problem.path("line").asInt()).isEqualTo(12);
            assertThat(problem.path("column").asInt()).isEqualTo(14);
            assertThat(problem.path("code").asText()).isEqualTo("unknown-field");
            assertThat(problem.path("remedy").asText()).contains("employees");
            assertThat(decided(server)).isEqualTo("large");
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);

            write(drl, good);

            assertThat(await(server, "size", outcome("activated")).path("problems"))
                    .isEmpty();
            assertThat(revision(server, "size")).isEqualTo(before);
        }
    }

    @Test
    void scenario_fails_packServesWithAWarning() throws IOException {
        Path size = SizePack.copy(directory.resolve("rules"), "size");
        try (TestServer server = serve("rules")) {
            String before = revision(server, "size");

            write(size.resolve("scenarios/wrong.yaml"), """
                    - name: nobody is small
                      steps:
                        - asOf: 2026-05-15T12:00:00Z
                          given:
                            account: {id: acme, employees: 1}
                          expect:
                            classifications: {size: large}
                    """);

            JsonNode pack = await(
                    server,
                    "size",
                    after -> after.path("problems").findValuesAsText("code").contains("scenario-failed"));
            assertThat(pack.path("active").path("revision").asText()).isNotEqualTo(before);
            assertThat(pack.path("problems")).hasSize(1);
            assertThat(pack.path("problems").path(0).path("severity").asText()).isEqualTo("warning");
            assertThat(pack.path("problems").path(0).path("file").asText()).isEqualTo("scenarios/wrong.yaml");
        }
    }

    @Test
    void packs_addedAndRemoved_comeAndGo() throws IOException {
        SizePack.copy(directory.resolve("rules"), "size");
        try (TestServer server = serve("rules")) {
            Path weight = SizePack.copy(directory.resolve("rules"), "weight");
            await(server, "weight", outcome("activated"));
            assertThat(json(server.decide(MEDIUM)).path("classifications").fieldNames())
                    .toIterable()
                    .containsExactly("size", "weight");

            Trees.delete(weight);
            Waiting.until(() -> server.get("/v1/packs/weight").statusCode() == 404);
            assertThat(json(server.decide(MEDIUM)).path("classifications").fieldNames())
                    .toIterable()
                    .containsExactly("size");

            Trees.delete(directory.resolve("rules"));
            JsonNode last = await(server, "size", pack -> pack.path("problems").size() > 0);
            assertThat(last.path("problems").path(0).path("code").asText()).isEqualTo("pack-gone");
            assertThat(decided(server)).as("the last good rules serve").isEqualTo("large");

            threshold(SizePack.copy(directory.resolve("rules"), "size"), 200);
            Waiting.until(() -> decided(server).equals("small"));
        }
    }

    @Test
    void twoPacks_changedTogether_serveTogetherOrNotAtAll() throws IOException {
        SizePack.copy(directory.resolve("v1"), "size");
        SizePack.copy(directory.resolve("v1"), "weight");
        threshold(SizePack.copy(directory.resolve("v2"), "size"), 200);
        Path weight = SizePack.copy(directory.resolve("v2"), "weight");
        write(weight.resolve("size.drl"), "package weight\nrule");
        Path third = SizePack.copy(directory.resolve("v3"), "third");
        Files.createSymbolicLink(directory.resolve("rules"), Path.of("v1"));
        try (TestServer server = serve("rules")) {
            String before = revision(server, "size");

            switchTo("v2");

            JsonNode size = await(server, "size", outcome("waiting"));
            assertThat(size.path("waiting").asBoolean()).isTrue();
            assertThat(size.path("active").path("revision").asText()).isEqualTo(before);
            assertThat(size.path("problems").path(0).path("message").asText()).contains("weight");
            assertThat(decided(server)).isEqualTo("large");

            Trees.copy(third, directory.resolve("v2/third"));
            await(server, "third", outcome("activated"));
            assertThat(decided(server))
                    .as("one that was not touched goes its own way")
                    .isEqualTo("large");

            Trees.delete(weight);
            SizePack.copy(directory.resolve("v2"), "weight");
            assertThat(await(server, "size", outcome("activated"))
                            .path("waiting")
                            .asBoolean())
                    .isFalse();
            assertThat(decided(server)).isEqualTo("small");
        }
    }

    @Test
    void restart_brokenDirectory_servesTheLastGoodAndSaysSo() throws IOException {
        Path size = SizePack.copy(directory.resolve("rules"), "size");
        String before;
        Instant activatedAt;
        try (TestServer server = serve("rules")) {
            before = revision(server, "size");
            activatedAt = Instant.parse(json(server.get("/v1/packs/size"))
                    .path("active")
                    .path("activatedAt")
                    .asText());
        }
        write(size.resolve("size.drl"), "package size\nrule");

        try (TestServer server = serve("rules")) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(decided(server)).isEqualTo("large");
            JsonNode pack = json(server.get("/v1/packs/size"));
            assertThat(pack.path("active").path("revision").asText()).isEqualTo(before);
            assertThat(pack.path("active").path("activatedAt").asText()).isEqualTo(activatedAt.toString());
            assertThat(pack.path("lastAttempt").path("outcome").asText()).isEqualTo("refused");
            assertThat(pack.path("problems").findValuesAsText("code")).contains("syntax-error");
            assertThat(server.server().whyNotReady()).contains("size");
        }
        Trees.delete(directory.resolve("rules"));
        try (TestServer server = serve("rules")) {
            assertThat(decided(server)).isEqualTo("large");
        }
    }

    @Test
    void restart_otherRulesDirectory_doesNotServeWhatWasElsewhere() throws IOException {
        SizePack.copy(directory.resolve("rules"), "size");
        serve("rules").close();
        write(SizePack.copy(directory.resolve("others"), "size").resolve("size.drl"), "package size\nrule");

        try (TestServer server = serve("others")) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void start_unchangedPack_isRestoredAndNotCompiled() throws IOException {
        SizePack.copy(directory.resolve("rules"), "size");
        serve("rules").close();

        try (TestServer server = serve("rules")) {
            assertThat(json(server.get("/v1/packs/size")).findValuesAsText("step"))
                    .containsExactly("read", "allow-list", "scan", "restore", "lint", "scenarios", "activate");
            assertThat(decided(server)).isEqualTo("large");
        }
        try (Stream<Path> compiled = Files.list(directory.resolve("data/compiled"))) {
            for (Path file : compiled.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        try (TestServer server = serve("rules")) {
            assertThat(json(server.get("/v1/packs/size")).findValuesAsText("step"))
                    .contains("compile");
            assertThat(decided(server)).isEqualTo("large");
        }
    }

    private TestServer serve(String rules) {
        return TestServer.reloading(directory, rules, "100ms");
    }

    private static String decided(TestServer server) {
        return json(server.decide(MEDIUM)).path("classifications").path("size").asText();
    }

    private static String revision(TestServer server, String pack) {
        return json(server.get("/v1/packs/" + pack))
                .path("active")
                .path("revision")
                .asText();
    }

    private static Predicate<JsonNode> outcome(String outcome) {
        return pack -> pack.path("lastAttempt").path("outcome").asText().equals(outcome);
    }

    private static JsonNode await(TestServer server, String pack, Predicate<JsonNode> condition) {
        return Waiting.untilSeen(() -> json(server.get("/v1/packs/" + pack)), condition);
    }

    private static void threshold(Path pack, int employees) throws IOException {
        Path thresholds = pack.resolve("thresholds.csv");
        write(thresholds, Files.readString(thresholds).replaceAll("integer,\\d+", "integer," + employees));
    }

    /** Saves as careful editors do: beside the file, then in its place. */
    private static void write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".swp");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void switchTo(String rules) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("switch"), Path.of(rules));
        Files.move(link, directory.resolve("rules"), StandardCopyOption.ATOMIC_MOVE);
    }
}

package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores that no rule is about: said in decisions, with tables over HTTP, and on the command line. */
class UncoveredCellsIT {

    private static final Path LOYALTY = Path.of("src/test/packs/cells/loyalty");

    private final Path directory;
    private final LoggedSite site;

    UncoveredCellsIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.site = new LoggedSite(directory);
        Trees.copy(LOYALTY, site.rules().resolve("loyalty"));
    }

    private static String customer(String scores) {
        return "{\"customer\": {\"id\": \"ann\"}, \"rfm\": " + scores + "}";
    }

    private static List<String> uncovered(JsonNode answer) {
        return answer.path("warnings")
                .valueStream()
                .filter(warning -> warning.path("code").asText().equals("uncovered-cell"))
                .map(warning -> warning.path("detail").asText())
                .toList();
    }

    @Test
    void decide_scoresThatNoRuleIsAbout_areWarnedOf() throws IOException {
        try (TestServer server = site.start()) {
            JsonNode outside = json(server.decide(customer("{\"r\": 2, \"f\": 5, \"m\": 5}")));
            assertThat(outside.at("/classifications/loyalty").isNull()).isTrue();
            assertThat(uncovered(outside)).containsExactly("No rule of loyalty covers the scores 2-5-5.");

            assertThat(uncovered(json(server.decide(customer("{\"r\": 3, \"f\": 3, \"m\": 1}")))))
                    .isEmpty();
            assertThat(uncovered(json(server.decide(customer("{\"r\": 2, \"f\": 5}")))))
                    .isEmpty();
        }
        Path manifest = site.rules().resolve("loyalty/pack.yaml");
        Files.writeString(manifest, Files.readString(manifest) + "    unclassified: allowed\n");
        try (TestServer server = site.start()) {
            assertThat(uncovered(json(server.decide(customer("{\"r\": 2, \"f\": 5, \"m\": 5}")))))
                    .isEmpty();
        }
    }

    @Test
    void compute_customersWithSuchScores_areCounted() throws IOException {
        try (TestServer server = site.start()) {
            JsonNode answer = json(server.send(server.request("/v1/cut-tables")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                    {"parameters": {"asOf": "2026-05-15T00:00:00Z", "metric": "rfm", "method": "quantile7", "currency": "USD"},
                     "population": [
                       {"customer": {"id": "new"}, "purchases": [{"id": "1", "time": "2026-05-14", "amount": 10}]},
                       {"customer": {"id": "old"}, "purchases": [{"id": "1", "time": "2026-01-01", "amount": 10},
                                                                 {"id": "2", "time": "2026-01-01", "amount": 10}]}]}"""))));

            assertThat(uncovered(answer))
                    .hasSize(1)
                    .allMatch(detail -> detail.contains("of 2 customers: 1-5-5, 5-1-1"));
        }
    }

    @Test
    void cuts_withRules_saysWhichScoresTheyLeaveOut() throws IOException {
        Path orders = Files.writeString(directory.resolve("orders.csv"), """
                customer_id,date,amount
                new,2026-05-14,10
                new,2026-05-14,5
                old,2026-01-01,10
                old,2026-01-01,20
                old,2026-01-01,20
                """);

        assertThat(site.runBare("cuts", orders.toString(), "--as-of=2026-05-15"))
                .isZero();
        assertThat(site.err()).doesNotContain("loyalty");

        assertThat(cutsWith(orders, site.rules())).isZero();
        assertThat(site.err()).contains("warning: No rule of loyalty covers the scores of ");

        assertThat(cutsWith(orders, TestServer.BROKEN)).isEqualTo(3);
        assertThat(site.err()).contains("The rule packs have errors");
    }

    private int cutsWith(Path orders, Path rules) {
        return site.runBare("cuts", orders.toString(), "--as-of=2026-05-15", "--rules=" + rules);
    }
}

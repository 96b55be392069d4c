package io.drover.server;

import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cut tables over HTTP: computed, and sent along with requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutTablesIT {

    private static final String METAL = """
            {"parameters": {"asOf": "2026-05-15T00:00:00Z", "metric": "account.lifetimeValue", "method": "quantile7",
                            "probabilities": [0.5, 0.8, 0.95], "currency": "EUR", "leastPopulation": 5},
             "population": [%s]}""";

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(Path.of("..", "rules"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode compute(String body, int status) {
        HttpResponse<String> answer = server.send(server.request("/v1/cut-tables")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer);
    }

    /** A table over ten accounts worth 10 to 100 euros: cuts at 55, 82 and 95.5. */
    private JsonNode metalTable() {
        StringBuilder population = new StringBuilder("{\"account\": {\"id\": \"usd\", \"lifetimeValue\": 5}}");
        for (int i = 1; i <= 10; i++) {
            population
                    .append(", {\"account\": {\"id\": \"a")
                    .append(i)
                    .append("\", \"currency\": \"EUR\", \"lifetimeValue\": ")
                    .append(10 * i)
                    .append("}}");
        }
        return compute(METAL.formatted(population), 200);
    }

    private JsonNode decide(String currency, String value, @Nullable JsonNode table) {
        ObjectNode request = (ObjectNode) json("{\"asOf\": \"2026-05-15T12:00:00Z\", \"packs\": [\"value-tiers\"]}");
        request.putObject("account")
                .put("id", "acme")
                .put("currency", currency)
                .put("lifetimeValue", new BigDecimal(value));
        if (table != null) {
            request.putObject("cutTables").set("account.lifetimeValue", table);
        }
        HttpResponse<String> answer = server.decide(request.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static String metal(JsonNode decision) {
        return decision.path("classifications").path("metal_tier").asText();
    }

    private static List<String> codes(JsonNode answer) {
        return answer.path("warnings")
                .valueStream()
                .map(warning -> warning.path("code").asText())
                .toList();
    }

    @Test
    void compute_metric_answersTheTableAndKeepsNothing() {
        JsonNode answer = metalTable();

        assertThat(answer.at("/cutTable/cuts/value")).hasToString("[55,82,95.5]");
        assertThat(answer.at("/cutTable/id").asText()).matches("cut-[0-9a-f]{16}");
        assertThat(answer.path("subjects").asInt()).isEqualTo(10);
        assertThat(codes(answer)).containsExactly("foreign-currency");
        HttpResponse<String> byId =
                server.decide("{\"account\": {\"id\": \"a\"}, \"cutTables\": {\"account.lifetimeValue\": \""
                        + answer.at("/cutTable/id").asText() + "\"}}");
        assertThat(byId.statusCode()).isEqualTo(422);
        assertThat(byId.body()).contains("unknown-cut-table");
    }

    @Test
    void decide_inlineTable_classifiesByItsBins() {
        JsonNode table = metalTable().path("cutTable");

        assertThat(metal(decide("EUR", "95.5", table))).isEqualTo("platinum");
        assertThat(metal(decide("EUR", "95.49", table))).isEqualTo("gold");
        assertThat(metal(decide("EUR", "82", table))).isEqualTo("gold");
        assertThat(metal(decide("EUR", "55.00", table))).isEqualTo("silver");
        assertThat(metal(decide("EUR", "54", table))).isEqualTo("bronze");
        assertThat(decide("EUR", "54", table).at("/cutTables/account.lifetimeValue"))
                .isEqualTo(table.path("id"));
    }

    @Test
    void decide_previewWithAnotherTable_saysWhatDiffers() {
        ObjectNode table = (ObjectNode) metalTable().path("cutTable");
        ObjectNode request = (ObjectNode) json("{\"asOf\": \"2026-05-15T12:00:00Z\", \"packs\": [\"value-tiers\"]}");
        request.putObject("account").put("id", "acme").put("lifetimeValue", 81).put("currency", "USD");
        request.putObject("with")
                .putObject("cutTables")
                .set("account.lifetimeValue", table.put("currency", "USD").without("id"));

        JsonNode preview = json(server.decide(request.toString()).body());

        assertThat(metal(preview)).isEqualTo("silver");
        assertThat(preview.at("/preview/cutTables/account.lifetimeValue/to"))
                .isEqualTo(preview.at("/cutTables/account.lifetimeValue"));
        assertThat(preview.at("/preview/cutTables/account.lifetimeValue/from").asText())
                .isEqualTo("cut-43fc7f7b65d339a0");
        assertThat(preview.at("/preview/differences")
                        .valueStream()
                        .map(difference -> difference.path("from").asText() + " "
                                + difference.path("to").asText()))
                .contains("bronze silver");

        request.withObject("/with/cutTables")
                .put("account.lifetimeValue", "cut-0")
                .put("revenue", "cut-0");
        assertThat(json(server.decide(request.toString()).body())
                        .path("violations")
                        .findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/with/cutTables/account.lifetimeValue", "/with/cutTables/revenue");
    }

    @Test
    void decide_foreignCurrency_isInNoBin() {
        JsonNode decision = decide("USD", "95.5", metalTable().path("cutTable"));

        assertThat(decision.path("classifications").path("metal_tier").isNull()).isTrue();
        assertThat(decision.has("cutTables")).isFalse();
        assertThat(codes(decision)).contains("foreign-currency");
    }

    @Test
    void decide_withoutATable_usesThatOfThePack() {
        JsonNode decision = decide("USD", "80000", null);

        assertThat(metal(decision)).isEqualTo("gold");
        assertThat(decision.at("/cutTables/account.lifetimeValue").asText()).startsWith("cut-");
    }

    @Test
    void decide_otherNumberOfBins_isAViolation() {
        ObjectNode table = metalTable().path("cutTable").deepCopy();
        table.remove("id");
        table.putArray("probabilities").add(new BigDecimal("0.5"));
        ((ObjectNode) table.path("cuts")).putArray("value").add(55);
        HttpResponse<String> answer = server.decide(
                "{\"account\": {\"id\": \"a\"}, \"cutTables\": {\"account.lifetimeValue\": " + table + "}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/violations/0/code").asText()).isEqualTo("other-bins");
        assertThat(json(answer).at("/violations/0/pointer").asText()).isEqualTo("/cutTables/account.lifetimeValue");
    }

    @Test
    void compute_nothingThatCounts_isAViolation() {
        JsonNode problem = compute(METAL.formatted("{\"account\": {\"id\": \"a\"}}"), 422);

        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/population");
        assertThat(problem.at("/violations/0/code").asText()).isEqualTo("nothing-to-compute");
    }

    @Test
    void compute_fewCustomersWithEmptyBins_isWarnedThereAndInDecisions() {
        JsonNode answer = compute("""
                {"parameters": {"asOf": "2026-05-15T00:00:00Z", "metric": "rfm", "method": "quantile7", "currency": "USD",
                                "definition": {"events": "engagement", "monetary": "per-purchase", "lookBack": "90d"}},
                 "population": [
                   {"customer": {"id": "a"}, "signals": [{"id": "1", "type": "page.viewed", "time": "2026-05-01"}],
                    "purchases": [{"id": "1", "time": "2026-05-01", "amount": 10}]},
                   {"customer": {"id": "b"}, "signals": [{"id": "1", "type": "page.viewed", "time": "2026-01-01"}]}]}""", 200);
        assertThat(answer.path("subjects").asInt()).isEqualTo(1);
        assertThat(codes(answer)).containsExactly("small-population", "empty-bins", "empty-bins", "empty-bins");

        HttpResponse<String> decided = server.decide("""
                {"asOf": "2026-05-15T12:00:00Z", "customer": {"id": "a"}, "packs": ["rfm"],
                 "signals": [{"id": "1", "type": "page.viewed", "time": "2026-05-01"}], "cutTables": {"rfm": %s}}""".formatted(answer.path("cutTable")));
        assertThat(codes(json(decided))).contains("small-population", "empty-bins");
        assertThat(json(decided).at("/rfm/recencyDays").asInt()).isEqualTo(14);
        assertThat(json(decided).at("/rfm/m").isNull()).isTrue();
        // A day more since the signal is the next thing that changes of what rules asked: its score never does again.
        assertThat(json(decided).path("nextChangeAt").asText()).isEqualTo("2026-07-30T00:00:00Z");
    }
}

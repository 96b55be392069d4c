package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The 2,357 customers of CDNOW, scored by the server with a table that it computed, and by an oracle that goes another way: whole
 * cents, fifths of them, and ranks counted one by one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CdnowOracleIT {

    private static final LocalDate TODAY = LocalDate.parse("1998-06-30");
    private static final int LINES_AT_ONCE = 100;

    /** What one customer bought. */
    private static final class Bought {
        private final ArrayNode purchases = new ObjectMapper().createArrayNode();
        private LocalDate last = LocalDate.MIN;
        private long cents;
    }

    private final Map<String, Bought> customers = new TreeMap<>();
    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../test-data/cdnow/purchases.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Bought bought = customers.computeIfAbsent(values[0], id -> new Bought());
            LocalDate date = LocalDate.parse(values[1]);
            bought.last = date.isAfter(bought.last) ? date : bought.last;
            bought.cents += Math.round(Double.parseDouble(values[3]) * 100);
            bought.purchases
                    .addObject()
                    .put("id", "p" + bought.purchases.size())
                    .put("time", values[1])
                    .put("amount", new BigDecimal(values[3]));
        }
        server = TestServer.start(Path.of("..", "rules"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantile7-plus1", "quantile7", "min-rank-equal-width"})
    void decide_everyCustomer_asTheOracleSays(String method) {
        List<String> decided = scoresOfTheServer(computed(method));

        assertThat(decided).hasSize(2357).isEqualTo(scoresOfTheOracle(method));
    }

    private ObjectNode request(String customer) {
        ObjectNode request = new ObjectMapper().createObjectNode();
        request.putObject("customer").put("id", customer);
        request.set("purchases", Objects.requireNonNull(customers.get(customer)).purchases);
        return request;
    }

    private JsonNode computed(String method) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.putObject("parameters")
                .put("asOf", TODAY + "T00:00:00Z")
                .put("metric", "rfm")
                .put("method", method)
                .put("currency", "USD");
        ArrayNode population = body.putArray("population");
        customers.keySet().forEach(customer -> population.add(request(customer)));
        HttpResponse<String> answer = server.send(server.request("/v1/cut-tables")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(TestServer.json(answer).path("events").asInt()).isEqualTo(6919);
        return TestServer.json(answer).path("cutTable");
    }

    private List<String> scoresOfTheServer(JsonNode table) {
        List<String> scores = new ArrayList<>();
        List<String> ids = new ArrayList<>(customers.keySet());
        for (int from = 0; from < ids.size(); from += LINES_AT_ONCE) {
            StringBuilder lines = new StringBuilder();
            for (String id : ids.subList(from, Math.min(ids.size(), from + LINES_AT_ONCE))) {
                ObjectNode request = request(id).put("asOf", TODAY + "T00:00:00Z");
                request.putArray("packs").add("rfm");
                request.putObject("cutTables").set("rfm", table);
                lines.append(request).append('\n');
            }
            HttpResponse<String> answers = server.send(server.request("/v1/decisions")
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(lines.toString())));
            answers.body().lines().map(TestServer::json).forEach(answer -> scores.add(scores(answer, table)));
        }
        return scores;
    }

    private static String scores(JsonNode answer, JsonNode table) {
        JsonNode rfm = answer.path("rfm");
        assertThat(rfm.path("cutTable")).isEqualTo(table.path("id"));
        return answer.path("subject").path("id").asText() + " " + rfm.path("recencyDays") + " " + rfm.path("frequency")
                + " " + Math.round(rfm.path("monetary").asDouble() * 100) + " " + rfm.path("r") + rfm.path("f")
                + rfm.path("m");
    }

    private List<String> scoresOfTheOracle(String method) {
        long[] days = values(bought -> ChronoUnit.DAYS.between(bought.last, TODAY));
        long[] counts = values(bought -> (long) bought.purchases.size());
        long[] cents = values(bought -> bought.cents);
        int[] r = bins(days, method, 1);
        int[] f = bins(counts, method, 1);
        int[] m = bins(cents, method, 100);
        List<String> scores = new ArrayList<>();
        int i = 0;
        for (String customer : customers.keySet()) {
            scores.add(customer + " " + days[i] + " " + counts[i] + " " + cents[i] + " " + (6 - r[i]) + f[i] + m[i]);
            i++;
        }
        return scores;
    }

    private long[] values(ToLongFunction<Bought> measure) {
        return customers.values().stream().mapToLong(measure).toArray();
    }

    /** The bin of each value; {@code one} is what 1 is in the unit of the values. */
    private static int[] bins(long[] values, String method, int one) {
        return method.equals("min-rank-equal-width")
                ? binsOfRanks(values)
                : binsOfFifths(values, method.equals("quantile7") ? 0 : 5L * one);
    }

    private static int[] binsOfFifths(long[] values, long plus) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] bins = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bins[i] = 1;
            for (int fifth = 1; fifth < 5; fifth++) {
                int position = (sorted.length - 1) * fifth;
                long low = sorted[position / 5];
                long high = sorted[Math.min(sorted.length - 1, position / 5 + 1)];
                bins[i] += 5 * values[i] >= 5 * low + position % 5 * (high - low) + plus ? 1 : 0;
            }
        }
        return bins;
    }

    private static int[] binsOfRanks(long[] values) {
        long[] less = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            long value = values[i];
            less[i] = Arrays.stream(values).filter(other -> other < value).count();
        }
        long most = Arrays.stream(less).max().orElseThrow();
        return Arrays.stream(less)
                .mapToInt(rank -> (int) Math.max(1, (5 * rank + most - 1) / most))
                .toArray();
    }
}

package io.drover.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.RfmScore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Real orders of 995 customers, and what is published of each: recency, frequency, amount, scores and segment.
 *
 * @param requests to decide about each customer on the analysis date
 * @param published by customer, in the words of {@link #outcome}
 */
record RfmOrders(Map<String, DecisionRequest> requests, Map<String, String> published) {

    private static final ObjectMapper JSON = DecisionJson.mapper();

    /** Reads orders and published results from {@code directory}; their cells are neither quoted nor empty. */
    static RfmOrders read(Path directory) throws IOException {
        Map<String, ObjectNode> bodies = new TreeMap<>();
        for (String[] order : rows(directory.resolve("orders.csv"))) {
            ArrayNode purchases = (ArrayNode)
                    bodies.computeIfAbsent(order[0], RfmOrders::body).get("purchases");
            purchases
                    .addObject()
                    .put("id", "o" + purchases.size())
                    .put("time", order[1] + "T00:00:00Z")
                    .put("amount", new BigDecimal(order[2]))
                    .put("currency", "USD");
        }
        Map<String, DecisionRequest> requests = new TreeMap<>();
        for (Map.Entry<String, ObjectNode> body : bodies.entrySet()) {
            requests.put(
                    body.getKey(), RequestReader.read(JSON.writeValueAsBytes(body.getValue()), RuleSetChecks.none()));
        }
        Map<String, String> published = new TreeMap<>();
        for (String[] row : rows(directory.resolve("expected-segments.csv"))) {
            published.put(row[0], outcome(row[1], row[2], new BigDecimal(row[3]), row[4] + row[5] + row[6], row[8]));
        }
        return new RfmOrders(requests, published);
    }

    private static List<String[]> rows(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static ObjectNode body(String customer) {
        ObjectNode body = JSON.createObjectNode().put("asOf", "2006-12-31T00:00:00Z");
        body.putArray("packs").add("rfm");
        body.putObject("customer").put("id", customer);
        body.putArray("purchases");
        return body;
    }

    /** What a decision says about a customer, in one line. */
    static String outcome(Decision decision) {
        RfmScore score = Objects.requireNonNull(decision.rfm());
        return outcome(
                String.valueOf(score.recencyDays()),
                String.valueOf(score.frequency()),
                Objects.requireNonNull(score.monetary()),
                "" + score.r() + score.f() + score.m(),
                String.valueOf(decision.classifications().get("rfm_segment")));
    }

    private static String outcome(String recency, String frequency, BigDecimal amount, String scores, String segment) {
        return "%s days, %s orders, %s dollars: %s, %s"
                .formatted(recency, frequency, amount.stripTrailingZeros().toPlainString(), scores, segment);
    }
}

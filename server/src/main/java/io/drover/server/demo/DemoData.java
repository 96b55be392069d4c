package io.drover.server.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.request.DecisionJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What the demonstration decides about: files of {@code test-data}, turned into requests. */
final class DemoData {

    /** The day for which the orders' segments were published. */
    static final String ORDERS_AS_OF = "2006-12-31T00:00:00Z";

    /** The instant for which accounts are decided: that of the invented ones, whose signals are around it. */
    static final String ACCOUNTS_AS_OF = "2026-05-15T12:00:00Z";

    private static final BigDecimal MILLION = new BigDecimal(1_000_000);

    private final Path directory;

    /** The data in {@code directory}. */
    DemoData(Path directory) {
        this.directory = directory;
        if (!Files.isDirectory(directory)) {
            throw new DemoFailedException("The demonstration needs the directory test-data of the project, and "
                    + directory.toAbsolutePath() + " does not exist.");
        }
    }

    /** The customers of {@code rfm-orders}, each with all orders, by id. */
    List<Question> customers() {
        Map<String, ObjectNode> requests = new TreeMap<>();
        for (CSVRecord order : csv("rfm-orders/orders.csv")) {
            String customer = order.get("customer_id");
            ObjectNode request = requests.computeIfAbsent(customer, id -> {
                ObjectNode added = request(ORDERS_AS_OF);
                added.putObject("customer").put("id", id);
                added.putArray("purchases");
                return added;
            });
            ArrayNode purchases = (ArrayNode) request.get("purchases");
            purchases
                    .addObject()
                    .put("id", "o" + (purchases.size() + 1))
                    .put("time", order.get("order_date") + "T00:00:00Z")
                    .put("amount", new BigDecimal(order.get("revenue_usd")))
                    .put("currency", "USD");
        }
        return requests.entrySet().stream()
                .map(entry -> question(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** How many orders there are in {@code rfm-orders}. */
    int orders() {
        return csv("rfm-orders/orders.csv").size();
    }

    /** The published segment of each customer of {@code rfm-orders}, by id. */
    Map<String, String> publishedSegments() {
        Map<String, String> segments = new TreeMap<>();
        for (CSVRecord customer : csv("rfm-orders/expected-segments.csv")) {
            segments.put(customer.get("customer_id"), customer.get("segment"));
        }
        return segments;
    }

    /** The companies of {@code fortune500}; their place in that list stands in for a rank as a target. */
    List<Question> companies() {
        return csv("fortune500/companies.csv").stream()
                .map(company -> question(company.get("name"), company(company)))
                .toList();
    }

    private static ObjectNode company(CSVRecord company) {
        ObjectNode request = request(ACCOUNTS_AS_OF);
        String website = company.get("website");
        request.putObject("account")
                .put("id", "f500-" + company.get("rank"))
                .put("name", company.get("name"))
                .put("domain", website.replaceFirst("^https?://(www\\.)?", "").replaceFirst("/.*", ""))
                .put("industry", company.get("industry"))
                .put("employees", Integer.valueOf(company.get("employees")))
                .put("annualRevenue", new BigDecimal(company.get("revenue_musd")).multiply(MILLION))
                .put("country", "US")
                .put("city", company.get("location").replaceFirst(",.*", ""))
                .put("targetRank", Integer.valueOf(company.get("rank")))
                .putObject("attributes")
                .put("sector", company.get("sector"));
        return request;
    }

    /** The requests of {@code saas-accounts}, as they are. */
    List<Question> saasAccounts() {
        Path file = directory.resolve("saas-accounts/accounts.ndjson");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(DemoData::saasAccount)
                    .toList();
        } catch (IOException e) {
            throw new DemoFailedException("The file " + file + " cannot be read.", e);
        }
    }

    private static Question saasAccount(String line) {
        try {
            JsonNode request = DecisionJson.mapper().readTree(line);
            return new Question(request.path("account").path("name").asText(), line);
        } catch (JsonProcessingException e) {
            throw new DemoFailedException("A line of saas-accounts/accounts.ndjson is no JSON.", e);
        }
    }

    private static ObjectNode request(String asOf) {
        return DecisionJson.mapper().createObjectNode().put("asOf", asOf);
    }

    private List<CSVRecord> csv(String name) {
        Path file = directory.resolve(name);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new DemoFailedException("The file " + file + " cannot be read.", e);
        }
    }

    private static Question question(String name, ObjectNode request) {
        return new Question(name, request.toString());
    }
}

package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.drover.model.fact.Account;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads decision requests, one a line; of each, the subject, its purchases and its signals are of interest. */
final class PopulationRequests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** In place of a line that is too long; no line is this. */
    private static final String TOO_LONG = "\n";

    private PopulationRequests() {}

    /** Reads {@code ndjson} to its end into {@code rows}. */
    static void read(InputStream ndjson, PopulationRows rows, CutTableParameters parameters)
            throws IOException, BadPopulationException {
        long line = 0;
        RecordGuard guard = new RecordGuard(new InputStreamReader(ndjson, StandardCharsets.UTF_8.newDecoder()));
        try (BufferedReader text = new BufferedReader(guard)) {
            for (String json = next(text, guard); json != null; json = next(text, guard)) {
                line++;
                rows.lineRead(line);
                if (json.equals(TOO_LONG)) {
                    rows.problem(line, "The line is longer than 1 MiB; write each request in a line of its own.");
                } else if (!json.isBlank()) {
                    readLine(line, json, rows, parameters);
                }
            }
        } catch (CharacterCodingException e) {
            rows.problem(line + 1, "In or after this line the file is not text in UTF-8; save it as UTF-8.");
        }
    }

    /** The next line, {@link #TOO_LONG} where it is that, which is passed over; null at the end. */
    private static @Nullable String next(BufferedReader text, RecordGuard guard) throws IOException {
        boolean isTooLong = false;
        while (true) {
            guard.begin();
            try {
                String line = text.readLine();
                return isTooLong ? TOO_LONG : line;
            } catch (RecordGuard.EndlessRecordException e) {
                isTooLong = true;
            }
        }
    }

    private static void readLine(long line, String json, PopulationRows rows, CutTableParameters parameters)
            throws BadPopulationException {
        JsonNode request;
        try {
            request = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            rows.problem(line, "The line is not one JSON object.");
            return;
        } catch (NumberFormatException e) {
            rows.problem(line, "A number of the line has an exponent beyond all bounds; write it out.");
            return;
        }
        if (!parameters.isRfm()) {
            readValue(line, request, rows, Metric.of(parameters.metric()).orElseThrow());
            return;
        }
        String kind = request.hasNonNull("account") ? "account" : "customer";
        String id = request.path(kind).path("id").textValue();
        if (id == null) {
            rows.problem(line, "The request names no customer: \"customer\" with an \"id\" is missing.");
            return;
        }
        String customer = id.isBlank() ? id : kind + "/" + id.strip(); // an account is not the customer of the same id
        for (JsonNode purchase : list(line, request, "purchases", rows)) {
            rows.add(new PopulationRows.Row(
                    line,
                    customer,
                    text(purchase, "time"),
                    text(purchase, "amount"),
                    text(purchase, "currency"),
                    text(purchase, "status"),
                    null));
        }
        if (rows.population() instanceof RfmPopulation customers && customers.isOfEngagement()) {
            readSignals(line, request, rows, customer);
        }
    }

    private static void readSignals(long line, JsonNode request, PopulationRows rows, String customer)
            throws BadPopulationException {
        for (JsonNode signal : list(line, request, "signals", rows)) {
            String type = text(signal, "type");
            if (type == null) {
                rows.problem(line, "A signal has no type.");
            } else if (!type.equals(PopulationRows.PURCHASE)) {
                rows.add(new PopulationRows.Row(line, customer, text(signal, "time"), null, null, null, type));
            }
        }
    }

    private static Iterable<JsonNode> list(long line, JsonNode request, String name, PopulationRows rows)
            throws BadPopulationException {
        JsonNode list = request.path(name);
        if (list.isArray()) {
            return list;
        }
        if (!list.isMissingNode() && !list.isNull()) {
            rows.problem(line, "\"" + name + "\" must be a list.");
        }
        return List.of();
    }

    /** Reads the value of a metric such as {@code account.lifetimeValue}: its name is its place in the request. */
    private static void readValue(long line, JsonNode request, PopulationRows rows, Metric metric)
            throws BadPopulationException {
        JsonNode value = request;
        for (String name : metric.path()) {
            value = value.path(name);
        }
        String kind = metric.kind().word();
        JsonNode subject = request.path(kind);
        if (!subject.path("id").isTextual()) {
            rows.problem(line, "The request names no " + kind + ": \"" + kind + "\" with an \"id\" is missing.");
            return;
        }
        if (metric.isField() && !value.isNumber() && !value.isMissingNode() && !value.isNull()) {
            rows.problem(line, "The field \"" + metric.name() + "\" must be a number.");
            return;
        }
        String currency = subject.path("currency").asText(Account.DEFAULT_CURRENCY);
        rows.add(new PopulationRows.Row(
                line,
                subject.path("id").textValue(),
                null,
                value.isNumber() ? value.asText() : null,
                kind.equals("account") ? currency : Account.DEFAULT_CURRENCY,
                null,
                null));
    }

    private static @Nullable String text(JsonNode purchase, String field) {
        JsonNode value = purchase.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString();
    }
}

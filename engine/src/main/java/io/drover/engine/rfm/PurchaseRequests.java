package io.drover.engine.rfm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads purchases from decision requests, one a line; of each, the customer's id and the purchases are of interest. */
final class PurchaseRequests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PurchaseRequests() {}

    /** Reads {@code ndjson} to its end into {@code population}. */
    static void read(InputStream ndjson, Population population) throws IOException, BadPopulationException {
        long line = 0;
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(ndjson, StandardCharsets.UTF_8.newDecoder()))) {
            for (String json = text.readLine(); json != null; json = text.readLine()) {
                line++;
                population.lineRead(line);
                if (!json.isBlank()) {
                    readLine(line, json, population);
                }
            }
        } catch (CharacterCodingException e) {
            population.problem(line + 1, "In or after this line the file is not text in UTF-8; save it as UTF-8.");
        }
    }

    private static void readLine(long line, String json, Population population) throws BadPopulationException {
        JsonNode request;
        try {
            request = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            population.problem(line, "The line is not one JSON object.");
            return;
        }
        JsonNode purchases = request.path("purchases");
        if (!request.path("customer").path("id").isTextual()) {
            population.problem(line, "The request names no customer: \"customer\" with an \"id\" is missing.");
        } else if (!purchases.isMissingNode() && !purchases.isNull() && !purchases.isArray()) {
            population.problem(line, "\"purchases\" must be a list.");
        } else {
            for (JsonNode purchase : purchases) {
                population.add(new Population.Row(
                        line,
                        request.path("customer").path("id").textValue(),
                        text(purchase, "time"),
                        text(purchase, "amount"),
                        text(purchase, "currency"),
                        text(purchase, "status")));
            }
        }
    }

    private static @Nullable String text(JsonNode purchase, String field) {
        JsonNode value = purchase.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString();
    }
}

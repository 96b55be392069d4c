package io.drover.engine.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.Preview;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Decisions and requests as JSON; the one place that configures Jackson. Reading is strict: no unknown or repeated names,
 * no conversions from one type to another, exact numbers, limits on everything that can be long.
 */
public final class DecisionJson {

    /** How many objects and lists may be open at once. */
    static final int MAX_DEPTH = 32;

    /** Characters of a text. */
    static final int MAX_TEXT = 64 * 1024;

    /** Characters of a name. */
    static final int MAX_NAME = 200;

    /** Digits of a number, as posted and written out. */
    static final int MAX_DIGITS = 100;

    private static final JsonMapper MAPPER = builder().build();

    /** In requests a missing value is left out; in decisions it is said. */
    private static final JsonMapper REQUEST_MAPPER = builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .withConfigOverride(List.class, list -> list.setIncludeAsProperty(notEmpty()))
            .withConfigOverride(Map.class, map -> map.setIncludeAsProperty(notEmpty()))
            .addModule(new SimpleModule("requests").addSerializer(new RequestSerializer()))
            .build();

    private static final ObjectWriter DECISIONS = MAPPER.writerFor(Decision.class);
    private static final ObjectWriter PREVIEWS = MAPPER.writer();
    private static final ObjectWriter REQUESTS = REQUEST_MAPPER.writerFor(DecisionRequest.class);
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private DecisionJson() {}

    /** The mapper, shared: callers must not configure it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** The decision in its canonical form: equal decisions give equal bytes. */
    public static byte[] write(Decision decision) {
        return bytes(DECISIONS, decision);
    }

    /** The decision with line breaks and indentation, for people. */
    public static String writePretty(Decision decision) {
        return text(DECISIONS.with(PRETTY), decision);
    }

    /** The answer {@code decision}, which {@code preview} stands before. */
    public static byte[] write(Preview preview, Decision decision) {
        byte[] before = bytes(PREVIEWS, Map.of("preview", preview));
        byte[] answer = write(decision);
        before[before.length - 1] = ',';
        byte[] whole = Arrays.copyOf(before, before.length + answer.length - 1);
        System.arraycopy(answer, 1, whole, before.length, answer.length - 1);
        return whole;
    }

    /** The answer {@code decision} after {@code preview}, with line breaks and indentation, for people. */
    public static String writePretty(Preview preview, Decision decision) {
        try {
            return text(MAPPER.writer(PRETTY), MAPPER.readTree(write(preview, decision)));
        } catch (IOException e) {
            throw new IllegalStateException("what was written as JSON cannot be read", e);
        }
    }

    /** The request without what is missing or empty; reading it gives the request back. */
    public static byte[] write(DecisionRequest request) {
        return bytes(REQUESTS, request);
    }

    /** The request with line breaks and indentation, for people. */
    public static String writePretty(DecisionRequest request) {
        return text(REQUESTS.with(PRETTY), request);
    }

    /** A factory of strict parsers that still let repeated names pass, for the reader that collects them. */
    static JsonFactory lenientAboutRepeatedNames() {
        return factory(false);
    }

    private static JsonMapper.Builder builder() {
        JsonMapper.Builder builder = JsonMapper.builder(factory(true))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .addModule(new StrictModule())
                .addModule(new BlackbirdModule()); // records are read and written without reflection
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            builder.withCoercionConfigDefaults(all -> all.setCoercion(shape, CoercionAction.Fail));
        }
        return builder;
    }

    private static JsonFactory factory(boolean strictAboutRepeatedNames) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_TEXT)
                        .maxNumberLength(MAX_DIGITS)
                        .maxNameLength(MAX_NAME)
                        .build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strictAboutRepeatedNames)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    private static JsonInclude.Value notEmpty() {
        return JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS);
    }

    private static byte[] bytes(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    private static String text(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }
}

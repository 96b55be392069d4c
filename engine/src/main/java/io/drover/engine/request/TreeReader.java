package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.rfm.Decimals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON as a tree, and collects the names that an object has more than once; the first of them counts. */
final class TreeReader {

    /** Said where Jackson refuses what {@link JsonSyntax} accepts, which no request is known to achieve. */
    static final String UNEXPLAINED = "The JSON cannot be read from here on.";

    private static final JsonFactory FACTORY = DecisionJson.lenientAboutRepeatedNames();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Pointer> repeated = new ArrayList<>();

    /** A tree, and the places of names that were there already. */
    record Reading(JsonNode tree, List<Pointer> repeated) {}

    private TreeReader() {}

    /**
     * The tree that {@code json} is.
     *
     * @throws MalformedRequestException if it is not one JSON object within the limits
     */
    static Reading read(byte[] json) {
        JsonSyntax.check(json);
        int mark = Encoding.byteOrderMark(json);
        try (JsonParser parser = FACTORY.createParser(json, mark, json.length - mark)) {
            parser.nextToken();
            TreeReader reader = new TreeReader();
            return new Reading(reader.value(parser, Pointer.ROOT), reader.repeated);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new MalformedRequestException(
                    UNEXPLAINED, mark + place.getByteOffset(), place.getLineNr(), place.getColumnNr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode value(JsonParser parser, Pointer at) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, at);
            case START_ARRAY -> list(parser, at);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(Decimals.read(parser));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonParser parser, Pointer at) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            Pointer place = at.member(name);
            if (object.has(name)) {
                repeated.add(place);
                parser.skipChildren();
            } else {
                object.set(name, value(parser, place));
            }
        }
        return object;
    }

    private ArrayNode list(JsonParser parser, Pointer at) throws IOException {
        ArrayNode list = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, at.item(list.size())));
        }
        return list;
    }
}

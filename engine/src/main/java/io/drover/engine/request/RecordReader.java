package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;

/** Reads small JSON documents other than requests for decisions into records, as strictly as those. */
public final class RecordReader {

    private RecordReader() {}

    /**
     * The record of {@code type} that {@code json} is, in UTF-8.
     *
     * @throws MalformedRequestException if {@code json} is not one JSON object within the limits
     * @throws InvalidRequestException with everything that is wrong with it otherwise
     */
    public static <T extends Record> T read(byte[] json, Class<T> type) {
        TreeReader.Reading reading = TreeReader.read(json);
        Violations found = new Violations();
        for (Pointer place : reading.repeated()) {
            found.add(place, "duplicate-key", place.subject() + " occurs more than once.", "keep one of them");
        }
        RequestSchema.recordShape(type).check(reading.tree(), Pointer.ROOT, found);
        if (!found.isEmpty()) {
            throw new InvalidRequestException(found.inOrderOf(reading.tree()));
        }
        try {
            return DecisionJson.mapper().treeToValue(reading.tree(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that has the shape of " + type + " cannot be read", e);
        }
    }
}

package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;

/** What stands at a place of a request: the type of a value, and what it must be beyond that. */
sealed interface Shape
        permits ScalarShape, TextShape, CutTableShape, WholeShape, OpenValueShape, ListShape, MapShape, RecordShape {

    /** Adds to {@code found} whatever is wrong with {@code value}, which is not null, and with what it holds. */
    void check(JsonNode value, Pointer at, Violations found);

    /** The type, as the end of the sentence "it must be …". */
    String type();

    /** How to write such a value. */
    String example();

    /** Says that {@code value} is of another type than this shape. */
    default void refuseType(JsonNode value, Pointer at, Violations found) {
        found.add(at, "wrong-type", at.subject() + " must be " + type() + ", but is " + typeOf(value) + ".", example());
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "text";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NUMBER -> value.isIntegralNumber() ? "a number" : "a number with a decimal point or an exponent";
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "of a type that JSON does not have";
        };
    }
}

package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/**
 * A value that is not divided further.
 *
 * @param form what a value of the right type must be, as the end of the sentence "it must be …"
 * @param code of the violation where it is not of that form
 */
record ScalarShape(
        String type, Predicate<JsonNode> hasType, String form, Predicate<JsonNode> hasForm, String code, String example)
        implements Shape {

    static final ScalarShape DECIMAL = new ScalarShape(
            "a number",
            ScalarShape::isNumber,
            "a number of at most " + DecisionJson.MAX_DIGITS + " digits",
            value -> ExactNumbers.isShort(value.decimalValue()),
            "out-of-range",
            "a number without quotes, such as 12.5");

    static final ScalarShape TRUTH = new ScalarShape(
            "true or false",
            JsonNode::isBoolean,
            "true or false",
            value -> true,
            "wrong-type",
            "true or false, without quotes");

    static final ScalarShape INSTANT = new ScalarShape(
            "an instant, written as text",
            JsonNode::isTextual,
            "an instant of the years 0000 to 9999, with Z or an offset",
            value -> IsoTime.instant(value.textValue()) != null,
            "bad-instant",
            "2026-05-15T12:00:00Z");

    static final ScalarShape DATE = new ScalarShape(
            "a date, written as text",
            JsonNode::isTextual,
            "a date of the years 0000 to 9999, without a time",
            value -> IsoTime.date(value.textValue()) != null,
            "bad-date",
            "2026-05-15");

    @Override
    public void check(JsonNode value, Pointer at, Violations found) {
        if (!hasType.test(value)) {
            refuseType(value, at, found);
        } else if (!hasForm.test(value)) {
            found.add(at, code, at.subject() + " must be " + form + ".", example);
        }
    }

    /** Whether {@code value} is a number that JSON has; trees read from other formats may hold infinities. */
    private static boolean isNumber(JsonNode value) {
        return value.isNumber() && !((value.isDouble() || value.isFloat()) && !Double.isFinite(value.doubleValue()));
    }
}

package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;

/** A whole number from {@code min} to {@code max}. */
record WholeShape(long min, long max) implements Shape {

    @Override
    public void check(JsonNode value, Pointer at, Violations found) {
        if (!value.isIntegralNumber()) {
            refuseType(value, at, found);
        } else if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            found.add(
                    at,
                    "out-of-range",
                    at.subject() + " must be from " + min + " to " + max + ".",
                    "a whole number from " + min + " to " + max);
        }
    }

    @Override
    public String type() {
        return "a whole number";
    }

    @Override
    public String example() {
        return "a whole number without quotes, such as 5";
    }
}

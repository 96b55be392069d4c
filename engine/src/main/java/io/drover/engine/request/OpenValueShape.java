package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;

/** A value of an open map: text, a number, true or false, or, where {@code mayBeList}, a list of these. */
record OpenValueShape(boolean mayBeList) implements Shape {

    private static final ListShape LIST = new ListShape(new OpenValueShape(false));

    @Override
    public void check(JsonNode value, Pointer at, Violations found) {
        if (value.isNumber()) {
            ScalarShape.DECIMAL.check(value, at, found);
        } else if (value.isArray() && mayBeList) {
            LIST.check(value, at, found);
        } else if (!value.isTextual() && !value.isBoolean()) {
            refuseType(value, at, found);
        }
    }

    @Override
    public String type() {
        return "text, a number, true or false" + (mayBeList ? ", or a list of these" : "");
    }

    @Override
    public String example() {
        return "several members with simple values instead of one with members or lists of its own";
    }
}

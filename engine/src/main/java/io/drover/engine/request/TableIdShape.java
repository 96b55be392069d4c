package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;

/** The id of a cut table; a whole table in its place is not accepted. */
record TableIdShape(TextShape id) implements Shape {

    @Override
    public void check(JsonNode value, Pointer at, Violations found) {
        if (value.isObject()) {
            found.add(
                    at,
                    "unsupported",
                    "Inline cut tables are not accepted; name one by its id.",
                    "the id of a cut table, in double quotes");
        } else {
            id.check(value, at, found);
        }
    }

    @Override
    public String type() {
        return id.type();
    }

    @Override
    public String example() {
        return id.example();
    }
}

package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;

/** An object with members of any names, whose values all have one shape; null is a missing value. */
record MapShape(Shape value) implements Shape {

    @Override
    public void check(JsonNode object, Pointer at, Violations found) {
        if (!object.isObject()) {
            refuseType(object, at, found);
            return;
        }
        object.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                value.check(member.getValue(), at.member(member.getKey()), found);
            }
        });
    }

    @Override
    public String type() {
        return "an object";
    }

    @Override
    public String example() {
        return "an object: { … }";
    }
}

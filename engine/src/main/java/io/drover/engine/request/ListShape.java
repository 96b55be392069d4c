package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;

/** A list whose items all have one shape, and none of which is null. */
record ListShape(Shape item) implements Shape {

    @Override
    public void check(JsonNode value, Pointer at, Violations found) {
        if (!value.isArray()) {
            refuseType(value, at, found);
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            Pointer place = at.item(i);
            if (value.get(i).isNull()) {
                found.add(place, "null-item", place.subject() + " is null.", "leave the item out");
            } else {
                item.check(value.get(i), place, found);
            }
        }
    }

    @Override
    public String type() {
        return "a list";
    }

    @Override
    public String example() {
        return "a list: [ … ]";
    }
}

package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.failure.Violation;

/** Text that keeps a rule. */
record TextShape(TextRule rule) implements Shape {

    @Override
    public void check(JsonNode value, Pointer at, Violations found) {
        if (!value.isTextual()) {
            refuseType(value, at, found);
        } else if (!rule.accepts().test(value.textValue())) {
            found.add(
                    at,
                    rule.code(),
                    () -> new Violation(
                            at.toString(),
                            rule.code(),
                            at.subject() + " " + rule.must() + ".",
                            rule.suggestion().apply(value.textValue())));
        }
    }

    @Override
    public String type() {
        return "text";
    }

    @Override
    public String example() {
        return rule.suggestion().apply("");
    }
}

package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.failure.Violation;
import java.util.Map;
import java.util.Set;

/**
 * An object with known members.
 *
 * @param name of the whole, as in "a field of Account"
 * @param members by name, in their order
 * @param passedOver names of members that may be there and are not read
 * @param unposted names of members that may not be there, even where unknown ones may
 * @param ignoresUnknown whether all other members may be there too
 */
record RecordShape(
        String name, Map<String, Member> members, Set<String> passedOver, Set<String> unposted, boolean ignoresUnknown)
        implements Shape {

    /** One member; a required one is neither absent nor null. */
    record Member(boolean required, Shape shape) {}

    @Override
    public void check(JsonNode object, Pointer at, Violations found) {
        if (!object.isObject()) {
            refuseType(object, at, found);
            return;
        }
        object.properties().forEach(posted -> {
            Member member = members.get(posted.getKey());
            if (member == null) {
                checkUnknown(posted.getKey(), at.member(posted.getKey()), found);
            } else if (!posted.getValue().isNull()) {
                member.shape().check(posted.getValue(), at.member(posted.getKey()), found);
            }
        });
        members.forEach((memberName, member) -> {
            if (member.required() && !object.hasNonNull(memberName)) {
                Pointer place = at.member(memberName);
                found.add(
                        place,
                        "missing-field",
                        place.subject() + " is missing, and has to be there.",
                        member.shape().example());
            }
        });
    }

    private void checkUnknown(String posted, Pointer at, Violations found) {
        if ((!ignoresUnknown || unposted.contains(posted)) && !passedOver.contains(posted)) {
            found.add(
                    at,
                    "unknown-field",
                    () -> new Violation(
                            at.toString(),
                            "unknown-field",
                            Pointer.shown(posted) + " is not a field of " + name + ".",
                            TextRule.nearest(
                                    posted, members.keySet(), "one of " + String.join(", ", members.keySet()))));
        }
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

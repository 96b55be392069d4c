package io.drover.engine.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes stubs as YAML: a member of a request a line, and of lists an item a line. */
final class StubText {

    /** Texts that mean themselves without quotes: words, dates and instants. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?");

    private static final Set<String> WORDS = Set.of("true", "false", "null");

    private StubText() {}

    static String of(Stub stub) {
        StringBuilder yaml = new StringBuilder();
        String what = stub.fires() ? " fires" : " stays silent in a near miss";
        yaml.append("- name: ").append(text(stub.rule() + what)).append('\n');
        stub.comments().forEach(comment -> yaml.append("  # ").append(comment).append('\n'));
        yaml.append("  asOf: ").append(stub.asOf()).append('\n');
        yaml.append("  given:\n");
        stub.given().properties().forEach(member -> {
            yaml.append("    ").append(member.getKey()).append(':');
            if (member.getValue() instanceof ArrayNode list && !list.isEmpty()) {
                yaml.append('\n');
                list.forEach(item -> yaml.append("      - ").append(flow(item)).append('\n'));
            } else {
                yaml.append(' ').append(flow(member.getValue())).append('\n');
            }
        });
        yaml.append("  expect:\n    ").append(stub.fires() ? "fired" : "silent");
        return yaml.append(": [").append(text(stub.rule())).append("]\n").toString();
    }

    private static String flow(JsonNode node) {
        List<String> parts = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> parts.add(text(member.getKey()) + ": " + flow(member.getValue())));
            return "{" + String.join(", ", parts) + "}";
        }
        if (node instanceof ArrayNode array) {
            array.forEach(item -> parts.add(flow(item)));
            return "[" + String.join(", ", parts) + "]";
        }
        if (node.isNumber()) {
            return node.decimalValue().stripTrailingZeros().toPlainString();
        }
        return node.isTextual() ? text(node.textValue()) : node.asText();
    }

    private static String text(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text)
                ? text
                : TextNode.valueOf(text).toString();
    }
}

package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests with some things changed, at random; what comes out may be valid still. */
final class Mutations {

    /** Stands before a name that is to occur twice, until the tree is written. */
    private static final String TWICE = "twice:";

    private static final List<String> NAMES = List.of(
            ("id,Id,asOf,packs,account,customer,subject,open,isOpen,prospect,engagement,completed,decisionTime,flips,r,time,"
                            + "factId,factDate,specversion,dataschema,type,previous,facts,cutTables,contactId,attributes,x")
                    .split(","));

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "5",
            "6",
            "-1",
            "1.5",
            "1e3",
            "1E-3",
            "5.0",
            "1e400",
            "3000000000",
            "9223372036854775808",
            "\"\"",
            "\" \"",
            "\"850\"",
            "\"c1\"",
            "\"USD\"",
            "\"usd\"",
            "\"active\"",
            "\"email\"",
            "\"*\"",
            "\"granted\"",
            "\"NPS\"",
            "\"2026-05-15\"",
            "\"2026-02-30\"",
            "\"2026-05-15T12:00:00Z\"",
            "\"2026-05-15T12:00:00.1234567+02:00\"",
            "\"2026-05-15T12:00\"",
            "\"9999-12-31T23:59:59-01:00\"",
            "\"Europe/Berlin\"",
            "\"+02:00\"",
            "[]",
            "{}",
            "[null]",
            "[[1]]",
            "[{}]",
            "{\"a\":{}}",
            "{\"a\":[1,\"b\",true,null]}",
            "[\"a\"]",
            "{\"id\":\"x\"}",
            "{\"Renewal\":[{\"a\":null}]}");

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** The request with one to four values or names changed. */
    byte[] ofTree(byte[] json) {
        JsonNode tree = parse(new String(json, StandardCharsets.UTF_8));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            List<JsonNode> holders = holders(tree);
            JsonNode holder = oneOf(holders);
            if (holder instanceof ObjectNode object) {
                change(object, holders);
            } else if (holder instanceof ArrayNode list) {
                change(list);
            }
        }
        return tree.toString().replace(TWICE, "").getBytes(StandardCharsets.UTF_8);
    }

    /** The request with one to three bytes changed, inserted or removed, or cut off. */
    byte[] ofBytes(byte[] json) {
        byte[] mutated = json;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutated.length);
            byte[] inserted = oneOf(List.of(
                            "",
                            "\"",
                            ",",
                            ":",
                            "{",
                            "}",
                            "[",
                            "]",
                            "\\",
                            "\\u12",
                            "\\ud800",
                            "\\ud83d\\ude00",
                            "0",
                            "-",
                            ".",
                            "e9",
                            "é",
                            " ",
                            "\n",
                            "\t",
                            "null",
                            "//",
                            "a",
                            "\u0001",
                            "\u00ff"))
                    .getBytes(random.nextInt(8) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            int removed = random.nextInt(3);
            mutated = spliced(mutated, at, removed, inserted);
        }
        return random.nextInt(10) == 0
                ? spliced(mutated, random.nextInt(mutated.length), mutated.length, new byte[0])
                : mutated;
    }

    private static byte[] spliced(byte[] json, int at, int removed, byte[] inserted) {
        int rest = Math.min(json.length, at + removed);
        byte[] result = new byte[at + inserted.length + json.length - rest];
        System.arraycopy(json, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(json, rest, result, at + inserted.length, json.length - rest);
        return result.length == 0 ? new byte[] {' '} : result;
    }

    private void change(ObjectNode object, List<JsonNode> holders) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? oneOf(NAMES) : oneOf(names);
        switch (random.nextInt(7)) {
            case 0 -> object.remove(name);
            case 1 ->
                object.set(oneOf(NAMES), object.has(name) ? object.get(name).deepCopy() : parse(oneOf(VALUES)));
            case 2 -> object.set(oneOf(NAMES), parse(oneOf(VALUES)));
            case 3 -> object.set(TWICE + name, parse(oneOf(VALUES)));
            case 4 -> object.set(name, oneOf(holders).deepCopy());
            default -> object.set(name, parse(oneOf(VALUES)));
        }
    }

    private void change(ArrayNode list) {
        int at = list.isEmpty() ? 0 : random.nextInt(list.size());
        switch (random.nextInt(4)) {
            case 0 -> list.insert(at, parse(oneOf(VALUES)));
            case 1 -> list.add(list.isEmpty() ? parse("null") : list.get(at).deepCopy());
            case 2 -> list.remove(at);
            default -> list.insertNull(at);
        }
    }

    /** All objects and lists in {@code tree}, itself included. */
    private static List<JsonNode> holders(JsonNode tree) {
        List<JsonNode> holders = new ArrayList<>();
        if (tree.isContainerNode()) {
            holders.add(tree);
            tree.forEach(member -> holders.addAll(holders(member)));
        }
        return holders;
    }

    private static JsonNode parse(String json) {
        try {
            return DecisionJson.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}

package io.drover.engine.diff;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a pack defines, as what can be compared: texts, numbers, flags, lists of texts.
 *
 * @param members by what a sentence calls them, such as {@code default} or {@code minimum size}, in the order of their telling;
 *     null: not stated
 * @param unit of the member {@code value}; null: it has none
 */
record Item(
        Kind kind,
        String name,
        Map<String, @Nullable Object> members,
        @Nullable String unit) implements Comparable<Item> {

    /** What it is, in the order of their telling. */
    enum Kind {
        PACK("pack"),
        TAXONOMY("taxonomy"),
        SCORE("score"),
        SEGMENT("segment"),
        TREATMENT("treatment"),
        POLICY("policy"),
        CUT_TABLE("cut table"),
        THRESHOLD("threshold"),
        FACT_TYPE("fact type"),
        RULE("rule"),
        SCENARIOS("scenarios");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private static final Comparator<Item> ORDER =
            Comparator.comparing(Item::kind).thenComparing(Item::name);

    Item(Kind kind, String name) {
        this(kind, name, new LinkedHashMap<>(), null);
    }

    /** Has the member {@code name}; a list of texts is a list, all else its text unless it is a number or flag. */
    Item with(String member, @Nullable Object value) {
        boolean plain = value == null || value instanceof Number || value instanceof Boolean || value instanceof List;
        members.put(member, plain ? value : String.valueOf(value));
        return this;
    }

    /** What it is and which, as the middle of a sentence has it. */
    String called() {
        return switch (kind) {
            case PACK, POLICY -> "the " + kind.word() + (kind == Kind.PACK ? " " + name : " of the pack " + name);
            case SCENARIOS -> "the scenarios in " + name;
            case TAXONOMY, SCORE, SEGMENT, TREATMENT, CUT_TABLE, THRESHOLD, FACT_TYPE, RULE ->
                "the " + kind.word() + " " + name;
        };
    }

    @Override
    public int compareTo(Item other) {
        return ORDER.compare(this, other);
    }
}

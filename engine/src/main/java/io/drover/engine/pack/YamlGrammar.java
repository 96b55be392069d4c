package io.drover.engine.pack;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Errors of YAML's grammar in the words of those who write such files. The parser speaks of tokens and blocks; what it says is
 * known by a part of its text, and never shown.
 */
final class YamlGrammar {

    /**
     * What is wrong.
     *
     * @param mark where; null: nobody knows
     */
    record Fault(@Nullable Mark mark, String message, String remedy) {}

    /**
     * A kind of error.
     *
     * @param context a part of what the parser says it was doing
     * @param problem a part of what it says is wrong
     * @param begins whether the mistake is where that began, and not where the parser noticed it
     */
    private record Kind(String context, String problem, boolean begins, String message, String remedy) {

        boolean is(MarkedYAMLException e) {
            return says(e.getContext(), context) && says(e.getProblem(), problem);
        }

        private static boolean says(@Nullable String text, String part) {
            return part.isEmpty() || (text != null && text.contains(part));
        }
    }

    private static final Kind BEHIND_A_QUOTE = new Kind(
            "",
            "<scalar>",
            false,
            "Text stands behind the closing quote.",
            "Close the text at its end; write a quote inside it as \\\" between double quotes, and twice between single ones.");

    private static final List<Kind> KINDS = List.of(
            new Kind("", "(TAB)", false, "A tab stands where the line is indented.", "Indent with spaces."),
            new Kind(
                    "scanning a quoted scalar",
                    "",
                    true,
                    "The quote that opens here is not closed.",
                    "Close it; a quote inside a text is written twice, or with \\ before it between double quotes."),
            new Kind(
                    "scanning a double-quoted scalar",
                    "unknown escape",
                    false,
                    "This \\ stands before a character that it cannot stand before.",
                    "Write \\\\ for a single \\, or put the text in single quotes."),
            new Kind(
                    "scanning a simple key",
                    "':'",
                    true,
                    "A key has no colon after it.",
                    "Write \"key: value\"; a text of several lines needs quotes."),
            new Kind(
                    "",
                    "mapping values are not allowed",
                    false,
                    "A colon stands where no key can stand.",
                    "Put a text that holds a colon in quotes, or indent the line like the others of its list or mapping."),
            new Kind(
                    "flow sequence",
                    "",
                    true,
                    "The list that opens here with [ is not closed.",
                    "Close it with ], and" + " put commas between its items."),
            new Kind(
                    "flow mapping",
                    "",
                    true,
                    "The mapping that opens here with { is not closed.",
                    "Close it with }," + " and put commas between its entries."),
            new Kind(
                    "block collection",
                    "",
                    false,
                    "The line is not indented like the other items of its list.",
                    "Begin" + " each item of a list with - in the same column."),
            new Kind(
                    "block mapping",
                    "",
                    false,
                    "The line is not indented like the other keys of its mapping.",
                    "Begin"
                            + " all keys of a mapping in the same column, and what belongs to a key further to the right."),
            new Kind(
                    "",
                    "<document start>",
                    false,
                    "The line belongs to nothing above it.",
                    "Indent it like the lines it" + " belongs to, and write \"key: value\"."),
            new Kind(
                    "",
                    "sequence entries are not allowed",
                    false,
                    "An item of a list stands where none can stand.",
                    "Begin it on a line of its own, below its key."),
            new Kind(
                    "",
                    "that cannot start any token",
                    false,
                    "A text cannot begin with this character.",
                    "Put the text" + " in quotes."),
            new Kind(
                    "block scalar",
                    "",
                    false,
                    "After | or > the text begins on the next line, indented.",
                    "Begin a new" + " line after it, and indent the text."));

    private YamlGrammar() {}

    /** What is wrong where the parser throws {@code e}. */
    static Fault faultOf(MarkedYAMLException e) {
        Mark noticed = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        if (noticed != null && BEHIND_A_QUOTE.is(e) && isBehindAQuote(noticed)) {
            return new Fault(noticed, BEHIND_A_QUOTE.message(), BEHIND_A_QUOTE.remedy());
        }
        for (Kind kind : KINDS) {
            if (kind.is(e)) {
                boolean atBegin = kind.begins() && e.getContextMark() != null;
                return new Fault(atBegin ? e.getContextMark() : noticed, kind.message(), kind.remedy());
            }
        }
        return new Fault(
                noticed,
                "The file cannot be read as YAML from here on.",
                "Check indentation, colons, brackets and quotes here and in the line above.");
    }

    /** Whether a quote is the last in the line before {@code mark} that is not a space. */
    private static boolean isBehindAQuote(Mark mark) {
        int[] text = mark.getBuffer();
        int at = mark.getPointer() - 1;
        while (at >= 0 && (text[at] == ' ' || text[at] == '\t')) {
            at--;
        }
        return at >= 0 && (text[at] == '"' || text[at] == '\'');
    }
}

package io.drover.engine.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.util.StringUtils;
import org.jspecify.annotations.Nullable;

/**
 * The code at the head of a column of a decision table, and the places in it where the content of a cell is put: {@code $param}
 * for the whole cell, or {@code $1}, {@code $2}… for its parts between commas.
 *
 * <p>A cell is data. Within a string literal it may not hold what would end the literal, and elsewhere it may only be a literal
 * itself, so that no cell can change what the code says.
 */
record TableCode(String text, List<Parameter> parameters) {

    /** Where a cell, or its part {@code index} (from 1; 0: the whole), goes; {@code quote} is 0 outside string literals. */
    record Parameter(int index, char quote) {}

    private static final Pattern PARAMETER = Pattern.compile("\\$(param|\\d{1,2})");
    private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{M}\\p{N} .,_|'&/+%()<>=-]*");
    private static final Pattern LITERAL = Pattern.compile(
            "(==|!=|<=?|>=?)?+ ?(-?\\d{1,18}(\\.\\d{1,18})?|true|false|null|T\\.[A-Z][A-Z0-9_]*)|==|!=|<=?|>=?");

    TableCode {
        parameters = List.copyOf(parameters);
    }

    /** The code in {@code text}, or an objection to it. */
    static TableCode parse(String text) throws BadTableCodeException {
        List<Parameter> parameters = new ArrayList<>();
        char quote = 0;
        Matcher matcher = PARAMETER.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0 && c == '\\') {
                i++;
            } else if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
                quote = quote == 0 ? c : 0;
            } else if (c == '$' && matcher.region(i, text.length()).lookingAt()) {
                String name = matcher.group(1);
                parameters.add(new Parameter(name.equals("param") ? 0 : Integer.parseInt(name), quote));
            }
        }
        if (quote != 0) {
            throw new BadTableCodeException("a quotation mark in it is not closed", "Close it");
        }
        if (Pattern.compile("\\bforall *\\(.*\\) *\\{").matcher(text).find()) {
            throw new BadTableCodeException("forall is not supported", "Write one column for each value");
        }
        TableCode code = new TableCode(text, parameters);
        code.checkIndexes();
        return code;
    }

    private void checkIndexes() throws BadTableCodeException {
        TreeSet<Integer> indexes = new TreeSet<>();
        parameters.forEach(parameter -> indexes.add(parameter.index()));
        boolean whole = indexes.remove(0);
        if (whole && !indexes.isEmpty()) {
            throw new BadTableCodeException("it has both $param and $1", "Use $param, or $1, $2 and so on");
        }
        if (!indexes.isEmpty() && indexes.last() != indexes.size()) {
            throw new BadTableCodeException(
                    "it has $" + indexes.last() + ", but not all that come before it",
                    "Number them $1, $2 and so on, without gaps");
        }
    }

    /** How many parts a cell must have; 0: the cell is taken as a whole. */
    private int parts() {
        return parameters.stream().mapToInt(Parameter::index).max().orElse(0);
    }

    /** What speaks against {@code cell} under this code; null: nothing. */
    @Nullable
    String objection(String cell) {
        if (cell.endsWith("...")) {
            return "it ends in \"...\", which in tables marks merged columns";
        }
        if (cell.contains("//")) {
            return "it holds \"//\", which begins a comment";
        }
        List<String> parts = parts() == 0 ? List.of() : StringUtils.splitArgumentsList(cell, false);
        if (parts.size() != parts()) {
            return "it must hold " + parts() + " values with commas between them, but holds " + parts.size();
        }
        if (parameters.isEmpty()) {
            return textObjection(cell, '"');
        }
        for (Parameter parameter : parameters) {
            String value = parameter.index() == 0
                    ? cell
                    : parts.get(parameter.index() - 1).strip();
            String objection =
                    parameter.quote() == 0 ? literalObjection(value) : textObjection(value, parameter.quote());
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    static @Nullable String textObjection(String value, char quote) {
        for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
            String character = Character.toString(value.codePointAt(i));
            if (!TEXT.matcher(character).matches() || (character.equals("'") && quote == '\'')) {
                String shown = character.isBlank() || Character.isISOControl(character.codePointAt(0))
                        ? String.format("U+%04X", character.codePointAt(0))
                        : character;
                return "the character " + shown + " is not allowed"
                        + (character.equals("\u2019") && quote != '\'' ? ", but ' is" : "");
            }
        }
        return null;
    }

    private static @Nullable String literalObjection(String value) {
        return LITERAL.matcher(value).matches()
                ? null
                : "\"" + value
                        + "\" is neither a number, true, false, null nor a threshold, and the code has no quotation marks"
                        + " around it";
    }

    /** Code that cannot head a column; the message goes on after "The code … cannot be used: ". */
    static final class BadTableCodeException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String remedy;

        BadTableCodeException(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }
}

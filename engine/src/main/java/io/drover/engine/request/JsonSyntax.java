package io.drover.engine.request;

import io.drover.engine.failure.MalformedRequestException;
import java.nio.charset.StandardCharsets;

/**
 * Finds the place where bytes stop being one JSON object within the limits (RFC 8259), and says why. Only requests that
 * Jackson refused come here: its own messages quote the request, and its places are off by one or more.
 */
final class JsonSyntax {

    private static final String WORDS = "Only true, false and null stand without quotes; write text in double quotes.";

    private static final String COMMENT = "JSON has no comments; remove this one.";

    private final byte[] json;
    private final int[] opened = new int[DecisionJson.MAX_DEPTH];
    private int depth;
    private int at;

    private JsonSyntax(byte[] json) {
        this.json = json;
    }

    /** Returns if {@code json} is an object; its members may be anything, and repeat. */
    static void check(byte[] json) {
        new JsonSyntax(json).request();
    }

    private void request() {
        int fault = Encoding.faultIn(json);
        if (fault >= 0) {
            throw at(
                    fault,
                    json[fault] < 0
                            ? "The request is not encoded in UTF-8."
                            : "Half of a surrogate pair is escaped here; escape both halves, or write the character itself.");
        }
        at = Encoding.byteOrderMark(json);
        skipSpace();
        if (isAtEnd()) {
            throw here("The request is empty; send a JSON object.");
        }
        if (json[at] != '{') {
            throw here("The request is not a JSON object, which begins with {.");
        }
        value();
        skipSpace();
        if (!isAtEnd()) {
            throw here("More text follows the JSON object; send one object and nothing else.");
        }
    }

    private void value() {
        switch (current()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> text("text", DecisionJson.MAX_TEXT);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> throw here(noValue(json[at]));
        }
    }

    private static String noValue(byte found) {
        return switch (found) {
            case ',' -> "A value is missing before this comma.";
            case '}', ']' -> "A value is missing here; write one, or remove the comma before it.";
            case '\'' -> "Text must be in double quotes, not in single ones.";
            case '/', '#' -> COMMENT;
            case '+', '.' -> "A number must begin with a digit or a minus sign.";
            default ->
                Character.isLetter(found)
                        ? WORDS
                        : "A value must stand here: text in double quotes, a number, true, false, null, a list or an object.";
        };
    }

    private void object() {
        open();
        skipSpace();
        if (current() == '}') {
            close();
            return;
        }
        while (true) {
            if (current() != '"') {
                throw here(
                        json[at] == '}'
                                ? "No field follows the comma before this }; remove the comma."
                                : "The name of a field must stand here, in double quotes.");
            }
            text("name", DecisionJson.MAX_NAME);
            skipSpace();
            if (current() != ':') {
                throw here("A colon is missing here, between the name of a field and its value.");
            }
            at++;
            skipSpace();
            value();
            if (isClosed('}', "The value of a field must be followed by a comma and the next field, or by }.")) {
                return;
            }
        }
    }

    private void list() {
        open();
        skipSpace();
        if (current() == ']') {
            close();
            return;
        }
        do {
            value();
        } while (!isClosed(']', "An item of a list must be followed by a comma and the next item, or by ]."));
    }

    /** Whether what is open ends here; if it goes on, moves to what follows the comma. */
    private boolean isClosed(char closing, String otherwise) {
        skipSpace();
        byte found = current();
        if (found == closing) {
            close();
            return true;
        }
        if (found != ',') {
            throw here(found == '/' || found == '#' ? COMMENT : otherwise);
        }
        at++;
        skipSpace();
        return false;
    }

    private void open() {
        if (depth == opened.length) {
            throw here("Objects and lists are nested more than " + DecisionJson.MAX_DEPTH + " levels deep here.");
        }
        opened[depth++] = at++;
    }

    private void close() {
        depth--;
        at++;
    }

    private void text(String what, int longest) {
        int start = at++;
        int length = 0;
        while (current() != '"') {
            if (json[at] >= 0 && json[at] < ' ') {
                throw here("A " + what
                        + " may not hold line breaks and other control characters; escape them, as in \\n.");
            }
            length += json[at] == '\\' ? escape() : character();
        }
        at++;
        if (length > longest) {
            throw at(start, "The " + what + " that begins here has more than " + longest + " characters.");
        }
    }

    /** Moves behind an escape, and says of how many characters it is. */
    private int escape() {
        int start = at++;
        if (current() == 'u') {
            for (int i = 0; i < 4; i++) {
                at++;
                if (Character.digit(current(), 16) < 0) {
                    throw at(start, "\\u must be followed by four hexadecimal digits.");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(json[at]) < 0) {
            throw at(start, "A backslash must be followed by one of \" \\ / b f n r t u.");
        }
        at++;
        return 1;
    }

    /** Moves behind a byte, and says how many characters (UTF-16) begin with it. */
    private int character() {
        int b = json[at++] & 0xFF;
        return b >= 0xF0 ? 2 : b < 0x80 || b >= 0xC0 ? 1 : 0;
    }

    private void number() {
        int start = at;
        if (json[at] == '-') {
            at++;
        }
        boolean leadingZero = current() == '0';
        int whole = digits();
        if (leadingZero && whole > 1) {
            throw at(start, "A number may not begin with a 0 before other digits.");
        }
        if (whole + fraction() + exponent() > DecisionJson.MAX_DIGITS) {
            throw at(start, "The number that begins here has more than " + DecisionJson.MAX_DIGITS + " digits.");
        }
    }

    private int fraction() {
        if (isAtEnd() || json[at] != '.') {
            return 0;
        }
        at++;
        return digits();
    }

    private int exponent() {
        if (isAtEnd() || (json[at] != 'e' && json[at] != 'E')) {
            return 0;
        }
        at++;
        if (current() == '+' || current() == '-') {
            at++;
        }
        return digits();
    }

    private int digits() {
        int start = at;
        while (current() >= '0' && current() <= '9') {
            at++;
        }
        if (at == start) {
            throw here("A digit is missing here in a number.");
        }
        return at - start;
    }

    private void word(String word) {
        int start = at;
        for (int i = 0; i < word.length(); i++, at++) {
            if (current() != word.charAt(i)) {
                throw at(start, WORDS);
            }
        }
    }

    private void skipSpace() {
        while (!isAtEnd() && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    private boolean isAtEnd() {
        return at >= json.length;
    }

    /** The byte here; the end of the request is an error, since something is still open. */
    private byte current() {
        if (isAtEnd()) {
            int start = opened[depth - 1];
            throw here("The JSON ends before the " + (json[start] == '{' ? "object" : "list") + " that begins at line "
                    + line(start) + ", column " + column(start) + " is closed.");
        }
        return json[at];
    }

    private MalformedRequestException here(String detail) {
        return at(at, detail);
    }

    private MalformedRequestException at(int offset, String detail) {
        return new MalformedRequestException(detail, offset, line(offset), column(offset));
    }

    private int line(int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            if (json[i] == '\n' || (json[i] == '\r' && (i + 1 == json.length || json[i + 1] != '\n'))) {
                line++;
            }
        }
        return line;
    }

    /** Counted in characters, as editors do. */
    private int column(int offset) {
        int start = offset;
        while (start > 0 && json[start - 1] != '\n' && json[start - 1] != '\r') {
            start--;
        }
        if (start == 0) {
            start = Encoding.byteOrderMark(json);
        }
        String before = new String(json, start, Math.max(0, offset - start), StandardCharsets.UTF_8);
        return before.codePointCount(0, before.length()) + 1;
    }
}

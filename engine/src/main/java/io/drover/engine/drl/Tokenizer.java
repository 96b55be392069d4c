package io.drover.engine.drl;

import io.drover.engine.drl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts rule text into tokens. It is stricter than the lexer of Drools, so that both read the same: texts stand in double
 * quotes on one line and know two escapes, names are ASCII, and a backslash before a u is refused even in comments, since a
 * Java compiler would turn it into any character at all.
 */
final class Tokenizer {

    /** What was read; with faults, the tokens are a best guess. */
    record Tokens(List<Token> tokens, List<Fault> faults) {}

    private static final Set<String> LONG_SYMBOLS = Set.of("==", "!=", ">=", "<=", "&&", "||");
    private static final String SYMBOLS = "()[]{},;:.@=<>!&|+-*/%?#^~";

    private final String text;
    private final int offset;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int at;

    private Tokenizer(String text, int offset) {
        this.text = text;
        this.offset = offset;
    }

    /** The tokens of {@code text}, which begins at {@code offset} of its file; the last one is of kind END. */
    static Tokens read(String text, int offset) {
        Tokenizer tokenizer = new Tokenizer(text, offset);
        tokenizer.readAll();
        return new Tokens(List.copyOf(tokenizer.tokens), List.copyOf(tokenizer.faults));
    }

    private void readAll() {
        findUnicodeEscapes();
        findHiddenCharacters();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\f' || isLineEnd(c)) {
                at++;
            } else if (text.startsWith("//", at)) {
                at = endOfLine(at);
            } else if (text.startsWith("/*", at)) {
                readComment();
            } else if (c == '"') {
                readText();
            } else if (isDigit(c)) {
                readNumber();
            } else if (isWordPart(c)) {
                readWhile(Kind.WORD);
            } else {
                readSymbol(c);
            }
        }
        tokens.add(new Token(Kind.END, "", offset + text.length(), offset + text.length()));
    }

    /** Control characters, and those that turn the direction of writing so that text looks different from what it is. */
    private void findHiddenCharacters() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' && c != '\t' && c != '\f' && !isLineEnd(c);
            boolean turning = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
            if (control || turning) {
                fault(
                        i,
                        "forbidden-character",
                        "The invisible character " + name(c) + " stands here.",
                        "Remove it; typing the line anew is the easiest way.");
                return;
            }
        }
    }

    private void findUnicodeEscapes() {
        int escape = text.indexOf("\\u");
        if (escape >= 0) {
            fault(
                    escape,
                    "forbidden-escape",
                    "A backslash followed by the letter u stands here; it can hide any other character.",
                    "Write the character itself.");
        }
    }

    private void readComment() {
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
            fault(at, Fault.SYNTAX, "The comment that begins here is never closed.", "Close it with */.");
            at = text.length();
        } else {
            at = close + 2;
        }
    }

    private void readText() {
        int start = at;
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"' && !isLineEnd(text.charAt(at))) {
            if (text.charAt(at) == '\\') {
                readEscape(content);
            } else {
                content.append(text.charAt(at));
                at++;
            }
        }
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
        } else {
            fault(
                    start,
                    Fault.SYNTAX,
                    "The text that begins here has no closing quote on its line.",
                    "Put the missing double quote where the text ends.");
        }
        add(Kind.TEXT, content.toString(), start);
    }

    private void readEscape(StringBuilder content) {
        char escaped = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
        if (escaped == '"' || escaped == '\\') {
            content.append(escaped);
        } else if (escaped != 'u') {
            fault(
                    at,
                    "forbidden-escape",
                    "A text may escape only the double quote and the backslash.",
                    "Leave this backslash out, or write it twice where a backslash is meant.");
        }
        at += isLineEnd(escaped) ? 1 : 2;
    }

    private void readNumber() {
        int start = at;
        while (at < text.length() && (isWordPart(text.charAt(at)) || isDecimalPoint())) {
            at++;
        }
        add(Kind.NUMBER, text.substring(start, at), start);
    }

    private boolean isDecimalPoint() {
        return text.charAt(at) == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
    }

    private void readWhile(Kind kind) {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        add(kind, text.substring(start, at), start);
    }

    private void readSymbol(char c) {
        int start = at;
        if (at + 2 <= text.length() && LONG_SYMBOLS.contains(text.substring(at, at + 2))) {
            at += 2;
        } else {
            at++;
            if (SYMBOLS.indexOf(c) < 0) {
                strangeCharacter(c, start);
                return;
            }
        }
        add(Kind.SYMBOL, text.substring(start, at), start);
    }

    private void strangeCharacter(char c, int start) {
        switch (c) {
            case '\'' -> {
                int close = text.indexOf('\'', at);
                boolean closed = close >= 0 && close < endOfLine(at);
                String content = closed ? text.substring(at, close) : "";
                at = closed ? close + 1 : at;
                add(Kind.TEXT, content, start);
                fault(start, Fault.SYNTAX, "A single quote stands here.", "Put texts in double quotes.");
            }
            case '“', '”', '„', '‘', '’', '«', '»' ->
                fault(
                        start,
                        Fault.SYNTAX,
                        "A typographic quote stands here, as word processors make them.",
                        "Replace it by the plain double quote.");
            default ->
                fault(
                        start,
                        Fault.SYNTAX,
                        "The character " + name(c) + " means nothing in a rule.",
                        "Remove it, or put it between double quotes where it belongs to a text.");
        }
    }

    private static String name(char c) {
        return c > ' ' && c < 127 ? String.valueOf(c) : String.format(Locale.ROOT, "U+%04X", (int) c);
    }

    private void add(Kind kind, String content, int start) {
        tokens.add(new Token(kind, content, offset + start, offset + at));
    }

    private void fault(int where, String code, String message, String remedy) {
        faults.add(new Fault(offset + where, code, message, remedy));
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '$';
    }
}

package io.drover.engine.drl;

/**
 * A word, text, number or symbol of rule text; blanks and comments are none.
 *
 * @param text as written, but of a text what stands between its quotes
 * @param start offset of its first character
 * @param end offset behind its last character
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        SYMBOL,
        /** Behind the last token. */
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** As a message quotes it. */
    String quoted() {
        return switch (kind) {
            case TEXT -> "\"" + text + "\"";
            case END -> "the end";
            case WORD, NUMBER, SYMBOL -> "'" + text + "'";
        };
    }
}

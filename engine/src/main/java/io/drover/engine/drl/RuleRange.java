package io.drover.engine.drl;

import java.util.List;

/**
 * Finds where parts of a rule begin and end in its text: of what the parse tree has only the beginnings.
 *
 * @param tokens of the whole file
 */
record RuleRange(String text, List<Token> tokens) {

    /** A stretch of the text, from the first offset to the one behind its last character. */
    record Range(int start, int end) {

        String in(String text) {
            return text.substring(start, end);
        }
    }

    RuleRange {
        tokens = List.copyOf(tokens);
    }

    /** The constraint that begins at {@code at}: up to the comma, semicolon or parenthesis that ends it. */
    Range constraint(int at) {
        int first = indexAt(at);
        int depth = 0;
        int i = first;
        while (depth > 0 || !endsConstraint(tokens.get(i))) {
            depth += nesting(tokens.get(i));
            i++;
        }
        return new Range(at, tokens.get(i - 1).end());
    }

    private static boolean endsConstraint(Token token) {
        return token.isSymbol(",") || token.isSymbol(";") || token.isSymbol(")") || token.kind() == Token.Kind.END;
    }

    private static int nesting(Token token) {
        if (token.isSymbol("(") || token.isSymbol("[")) {
            return 1;
        }
        return token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
    }

    /** What stands between the parentheses of the pattern that begins at {@code at}. */
    Range inParentheses(int at) {
        int open = next("(", indexAt(at));
        int first = tokens.get(open).end();
        int behind = tokens.get(closing(open)).start();
        return new Range(first, behind);
    }

    /** The pattern or group that begins at {@code at}, a variable or quantifier before it and the parentheses behind it included. */
    Range element(int at) {
        int first = indexAt(at);
        int start = first;
        if (first >= 2 && tokens.get(first - 1).isSymbol(":")) {
            start = first - 2;
        } else if (first >= 1 && isQuantifier(tokens.get(first - 1))) {
            start = first - 1;
        }
        return new Range(
                tokens.get(start).start(), tokens.get(closing(next("(", first))).end());
    }

    private static boolean isQuantifier(Token token) {
        return token.isWord("not") || token.isWord("exists") || token.isWord("forall");
    }

    /** What stands between {@code when} and {@code then} of the rule that begins at {@code at}. */
    Range conditions(int at) {
        int when = nextWord("when", indexAt(at));
        int first = tokens.get(when).end();
        int behind = tokens.get(nextWord("then", when)).start();
        return new Range(first, behind);
    }

    /** The whole rule that begins at {@code at}. */
    Range rule(int at) {
        return new Range(
                at, tokens.get(nextWord("end", nextWord("then", indexAt(at)))).end());
    }

    private int indexAt(int offset) {
        int low = 0;
        int high = tokens.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (tokens.get(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int next(String symbol, int from) {
        int i = from;
        while (!tokens.get(i).isSymbol(symbol)) {
            i++;
        }
        return i;
    }

    private int nextWord(String word, int from) {
        int i = from;
        while (!tokens.get(i).isWord(word)) {
            i++;
        }
        return i;
    }

    private int closing(int open) {
        int depth = 1;
        int i = open;
        while (depth > 0) {
            i++;
            depth += nesting(tokens.get(i));
        }
        return i;
    }
}

package io.drover.engine.drl;

import io.drover.engine.drl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a rule file that begins with a statement such as {@code rule} at the start of a line, up to the next one. The
 * parser of Drools may swallow a whole rule when the one before lacks its {@code end}; blocks keep them apart, so that what
 * is wrong with one rule does not hide what is wrong with the next.
 *
 * @param tokens without the one of kind END; not empty
 * @param end offset behind the block
 */
record Block(List<Token> tokens, int end) {

    private static final Set<String> STATEMENTS =
            Set.of("package", "unit", "import", "global", "function", "declare", "rule", "query");

    Block {
        tokens = List.copyOf(tokens);
    }

    int start() {
        return tokens.get(0).start();
    }

    boolean isRule() {
        return tokens.get(0).isWord("rule");
    }

    boolean isDeclaration() {
        return tokens.get(0).isWord("declare");
    }

    /** The rule's name; null where it is no rule or has no name. */
    @Nullable
    String ruleName() {
        if (!isRule() || tokens.size() < 2) {
            return null;
        }
        Token name = tokens.get(1);
        boolean keyword = name.isWord("when") || name.isWord("then") || name.isWord("end");
        return (name.kind() == Kind.TEXT || name.kind() == Kind.WORD) && !keyword ? name.text() : null;
    }

    /** The blocks of {@code source}, whose tokens are {@code tokens}. */
    static List<Block> split(SourceText source, List<Token> tokens) {
        List<Block> blocks = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean last = token.kind() == Kind.END;
            if ((last || begins(source, tokens, i)) && !current.isEmpty()) {
                blocks.add(new Block(current, token.start()));
                current = new ArrayList<>();
            }
            current.add(token);
        }
        return blocks;
    }

    private static boolean begins(SourceText source, List<Token> tokens, int index) {
        Token token = tokens.get(index);
        if (token.kind() != Kind.WORD || !STATEMENTS.contains(token.text())) {
            return false;
        }
        boolean firstInLine = index == 0 || source.line(tokens.get(index - 1).start()) < source.line(token.start());
        Kind next = tokens.get(index + 1).kind();
        return firstInLine && (next == Kind.WORD || next == Kind.TEXT);
    }

    /** The file's text with everything outside this block blanked out, so that lines and offsets stay. */
    String alone(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            masked.append((i >= start() && i < end) || c == '\n' || c == '\r' ? c : ' ');
        }
        return masked.toString();
    }
}

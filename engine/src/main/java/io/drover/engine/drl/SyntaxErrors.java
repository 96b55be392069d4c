package io.drover.engine.drl;

import io.drover.engine.drl.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.drools.drl.parser.ParserError;

/**
 * Finds the sentence for the author where the parser of Drools cannot read a block: the pattern it stumbled in is read again,
 * condition by condition, by the reader that knows what conditions look like.
 */
final class SyntaxErrors {

    private final SourceText source;
    private final Block block;
    private final List<Token> tokens;

    private SyntaxErrors(SourceText source, Block block) {
        this.source = source;
        this.block = block;
        this.tokens = block.tokens();
    }

    /** The fault behind {@code errors}, the first of which is the cause of the others. */
    static Fault explain(SourceText source, Block block, List<ParserError> errors) {
        return new SyntaxErrors(source, block).explain(errors.get(0));
    }

    private Fault explain(ParserError error) {
        int at = error.getRow() < 1 ? block.start() : source.lineStart(error.getRow()) + Math.max(error.getCol(), 0);
        return inlineAccumulate()
                .or(() -> inPattern(at))
                .or(() -> withoutParentheses(at))
                .orElseGet(() -> anywhere(at));
    }

    /** An accumulate that is programmed where a function should stand. */
    private Optional<Fault> inlineAccumulate() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isWord("init") && tokens.get(i + 1).isSymbol("(")) {
                return Optional.of(new Fault(
                        tokens.get(i).start(),
                        "forbidden-accumulate",
                        "The accumulate is programmed with init, action and result.",
                        "Use one of the functions count, sum, min, max, average and countDistinct."));
            }
        }
        return Optional.empty();
    }

    /** A fault of a condition in the pattern around {@code at}, if it is one. */
    private Optional<Fault> inPattern(int at) {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isSymbol("(")) {
                open.push(i);
            } else if (tokens.get(i).isSymbol(")") && !open.isEmpty()) {
                int from = open.pop();
                boolean around =
                        tokens.get(from).start() <= at && at <= tokens.get(i).start();
                if (around && from > 0 && isType(tokens.get(from - 1))) {
                    return conditions(from + 1, i);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isType(Token token) {
        return token.kind() == Kind.WORD && Character.isUpperCase(token.text().charAt(0)) && !token.isWord("T");
    }

    /** The first fault of the conditions, separated by commas, among the tokens. */
    private Optional<Fault> conditions(int from, int to) {
        List<Token> condition = new ArrayList<>();
        int depth = 0;
        for (int i = from; i <= to; i++) {
            Token token = tokens.get(i);
            if (i == to || (depth == 0 && token.isSymbol(","))) {
                Optional<Fault> fault = condition(condition);
                if (fault.isPresent()) {
                    return fault;
                }
                condition.clear();
            } else {
                condition.add(token);
                depth += token.isSymbol("(") || token.isSymbol("[") ? 1 : 0;
                depth -= token.isSymbol(")") || token.isSymbol("]") ? 1 : 0;
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> condition(List<Token> condition) {
        if (condition.isEmpty()) {
            return Optional.empty();
        }
        int start = condition.get(0).start();
        String text = source.text()
                .substring(start, condition.get(condition.size() - 1).end());
        try {
            ExpressionReader.read(text, start);
            return Optional.empty();
        } catch (FaultException e) {
            return Optional.of(e.fault());
        }
    }

    /** A type before {@code at} behind which no parenthesis follows. */
    private Optional<Fault> withoutParentheses(int at) {
        for (int i = 0; i + 1 < tokens.size() && tokens.get(i).start() <= at; i++) {
            Token type = tokens.get(i);
            Token next = tokens.get(i + 1);
            boolean known = ModelTypes.READABLE.containsKey(type.text());
            if (known && type.kind() == Kind.WORD && !next.isSymbol("(") && next.end() > at) {
                return Optional.of(Fault.syntax(
                        type.start(),
                        "The conditions of " + type.text() + " are not in parentheses.",
                        "Write " + type.text() + "( … ) with the conditions between them."));
            }
        }
        return Optional.empty();
    }

    private Fault anywhere(int at) {
        Token found = tokens.stream()
                .filter(token -> token.end() > at)
                .findFirst()
                .orElse(new Token(Kind.END, "", block.end(), block.end()));
        String name = block.ruleName();
        return Fault.syntax(
                at,
                (name == null ? "The text" : "The rule " + name) + " cannot be read from " + found.quoted() + " on.",
                "Look for a missing or superfluous word, comma or bracket just before it.");
    }
}

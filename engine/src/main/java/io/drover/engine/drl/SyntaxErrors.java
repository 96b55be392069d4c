package io.drover.engine.drl;

import io.drover.engine.drl.Token.Kind;
import java.util.List;
import org.drools.drl.parser.ParserError;

/** Turns what the parser of Drools says about a block into a sentence for the author. */
final class SyntaxErrors {

    private SyntaxErrors() {}

    /** The fault behind {@code errors}, the first of which is the cause of the others. */
    static Fault explain(SourceText source, Block block, List<ParserError> errors) {
        ParserError error = errors.get(0);
        int at = error.getRow() < 1 ? block.start() : source.lineStart(error.getRow()) + Math.max(error.getCol(), 0);
        Token found = block.tokens().stream()
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

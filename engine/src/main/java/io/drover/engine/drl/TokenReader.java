package io.drover.engine.drl;

import io.drover.engine.drl.Token.Kind;
import java.util.List;

/** Goes through tokens one by one. */
final class TokenReader {

    private final List<Token> tokens;
    private int next;

    /** A reader of {@code tokens}, of which the last is of kind END. */
    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The next token, which stays the next one. */
    Token peek() {
        return tokens.get(next);
    }

    /** The token {@code distance} behind the next one. */
    Token peek(int distance) {
        return tokens.get(Math.min(next + distance, tokens.size() - 1));
    }

    /** The next token, which is then passed. */
    Token take() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    /** The token that was passed last; the next one if none was. */
    Token last() {
        return tokens.get(Math.max(next - 1, 0));
    }

    /** Passes the next token if it is {@code symbol}. */
    boolean passes(String symbol) {
        if (peek().isSymbol(symbol)) {
            take();
            return true;
        }
        return false;
    }

    /** Passes {@code symbol}, or fails with {@code message}. */
    void expect(String symbol, String message, String remedy) throws FaultException {
        if (!passes(symbol)) {
            throw fault(peek(), message, remedy);
        }
    }

    /** A syntax error at {@code token}. */
    static FaultException fault(Token token, String message, String remedy) {
        return new FaultException(Fault.syntax(token.start(), message, remedy));
    }
}

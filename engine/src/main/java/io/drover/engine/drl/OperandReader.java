package io.drover.engine.drl;

import io.drover.engine.drl.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the operands of conditions. */
final class OperandReader {

    private static final int MOST_PARTS = 50;
    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");

    /** What people write for what is meant. */
    private static final Map<String, String> MISTAKES = Map.of(
            "=", "Compare with ==.",
            "and", "Put a comma between two conditions, or && within one.",
            "or", "Write || between two comparisons, or make it two rules with two names.",
            "AND", "Put a comma between two conditions, or && within one.",
            "OR", "Write || between two comparisons, or make it two rules with two names.",
            "&", "Write && for and.",
            "|", "Write || for or.",
            "is", "Compare with ==.",
            ";", "Put a comma between two conditions.");

    private final TokenReader tokens;

    OperandReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** A sum of products of simple operands. */
    Operand read() throws FaultException {
        Operand first = product();
        if (!tokens.peek().isSymbol("+") && !tokens.peek().isSymbol("-")) {
            return first;
        }
        List<Operand> parts = new ArrayList<>(List.of(first));
        while (tokens.passes("+") || tokens.passes("-")) {
            refuseFurther(parts);
            parts.add(product());
        }
        return new Operand.Arithmetic(parts, first.at());
    }

    private void refuseFurther(List<Operand> parts) throws FaultException {
        if (parts.size() == MOST_PARTS) {
            throw TokenReader.fault(
                    tokens.peek(),
                    "More than " + MOST_PARTS + " numbers are reckoned with at once here.",
                    "Let a fact bring the result.");
        }
    }

    /** An operand without arithmetic, or a fault with {@code code}. */
    Operand readSimple(String code, String remedy) throws FaultException {
        Token token = tokens.peek();
        if (token.kind() == Kind.END || (token.kind() == Kind.SYMBOL && !token.isSymbol("-")) || token.isWord("new")) {
            throw new FaultException(
                    new Fault(token.start(), code, token.quoted() + " does not belong here in a consequence.", remedy));
        }
        return simple();
    }

    private Operand product() throws FaultException {
        Operand first = simple();
        if (!tokens.peek().isSymbol("*")) {
            return first;
        }
        List<Operand> parts = new ArrayList<>(List.of(first));
        while (tokens.passes("*")) {
            refuseFurther(parts);
            parts.add(simple());
        }
        return new Operand.Arithmetic(parts, first.at());
    }

    /** The operands between parentheses, at least one. */
    List<Operand> list() throws FaultException {
        tokens.expect("(", "After in stands no list.", "Write the values in parentheses, with commas between them.");
        List<Operand> list = new ArrayList<>();
        do {
            list.add(read());
        } while (tokens.passes(","));
        tokens.expect(")", "The list is not closed before " + tokens.peek().quoted() + ".", "Close it with ).");
        return list;
    }

    private Operand simple() throws FaultException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case TEXT -> new Operand.Text(tokens.take().text(), token.start());
            case NUMBER -> number("");
            case WORD -> word();
            case SYMBOL -> {
                if (token.isSymbol("-") && tokens.peek(1).kind() == Kind.NUMBER) {
                    tokens.take();
                    yield number("-");
                }
                throw unexpected(token);
            }
            case END -> throw unexpected(token);
        };
    }

    private Operand number(String sign) throws FaultException {
        Token token = tokens.take();
        if (!NUMBER.matcher(token.text()).matches()) {
            throw TokenReader.fault(
                    token,
                    "The number " + token.text() + " is not written in plain digits.",
                    "Write it like 1000 or 0.25; write durations as thresholds.");
        }
        return new Operand.Digits(sign + token.text(), token.start());
    }

    private Operand word() throws FaultException {
        Token word = tokens.take();
        return switch (word.text()) {
            case "true", "false" -> new Operand.Flag(word.isWord("true"), word.start());
            case "null" -> new Operand.Missing(word.start());
            case "T" -> threshold(word);
            case "this" -> tokens.passes(".") ? member(null, word) : new Operand.This(word.start());
            case "new", "instanceof", "eval" -> throw forbidden(word);
            default -> word.text().startsWith("$") ? variable(word) : named(null, word, word);
        };
    }

    private Operand threshold(Token word) throws FaultException {
        tokens.expect(".", "After T stands no threshold.", "Write T. and the threshold's name in capitals.");
        Token constant = tokens.take();
        if (constant.kind() != Kind.WORD
                || tokens.peek().isSymbol(".")
                || tokens.peek().isSymbol("(")) {
            throw TokenReader.fault(
                    constant,
                    "T." + constant.text() + " is not used as a plain threshold here.",
                    "Write T. and the threshold's name in capitals, and nothing behind it.");
        }
        return new Operand.ThresholdName(constant.text(), word.start());
    }

    private Operand variable(Token word) throws FaultException {
        return tokens.passes(".") ? member(word.text(), word) : new Operand.Variable(word.text(), word.start());
    }

    private Operand member(@Nullable String variable, Token first) throws FaultException {
        Token name = tokens.take();
        if (name.kind() != Kind.WORD) {
            throw unexpected(name);
        }
        return named(variable, name, first);
    }

    private Operand named(@Nullable String variable, Token name, Token first) throws FaultException {
        if (tokens.passes("(")) {
            List<Operand> arguments = new ArrayList<>();
            if (!tokens.passes(")")) {
                do {
                    arguments.add(read());
                } while (tokens.passes(","));
                tokens.expect(
                        ")", "The question " + name.text() + "( … is not closed.", "Close it with a parenthesis.");
            }
            refuseFurtherMember(name);
            return new Operand.Call(variable, name.text(), arguments, first.start());
        }
        String key = null;
        if (tokens.passes("[")) {
            Token entry = tokens.take();
            if (entry.kind() != Kind.TEXT || !tokens.passes("]")) {
                throw TokenReader.fault(
                        entry,
                        "Between the brackets behind " + name.text() + " stands no text.",
                        "Write the name of the entry, as in " + name.text() + "[\"pageType\"].");
            }
            key = entry.text();
        }
        refuseFurtherMember(name);
        return new Operand.Field(variable, name.text(), key, first.start());
    }

    private void refuseFurtherMember(Token name) throws FaultException {
        if (tokens.peek().isSymbol(".") || tokens.peek().isSymbol("[")) {
            throw new FaultException(new Fault(
                    name.start(),
                    "forbidden-call",
                    "What stands behind " + name.text() + " reaches beyond the facts a rule may look at.",
                    "Use the fields and questions of facts, and thresholds as T.NAME, and nothing behind them."));
        }
    }

    /** What to say of a token that does not belong here. */
    FaultException unexpected(Token token) {
        if (token.kind() == Kind.END) {
            return TokenReader.fault(token, "The condition breaks off here.", "Complete it, or remove it.");
        }
        if (token.isWord("new") || token.isWord("instanceof") || "?#[{~^%/".contains(token.text())) {
            return forbidden(token);
        }
        Token behind = tokens.peek(tokens.peek().equals(token) ? 1 : 0);
        String remedy = token.isSymbol("=") && (behind.isSymbol(">") || behind.isSymbol("<"))
                ? "Write " + behind.text() + "=, with the equals sign behind."
                : MISTAKES.getOrDefault(token.text(), "Look for a missing comma, operator or quote before it.");
        return TokenReader.fault(token, token.quoted() + " does not belong here in a condition.", remedy);
    }

    private static FaultException forbidden(Token token) {
        return new FaultException(new Fault(
                token.start(),
                token.isWord("eval") ? "forbidden-eval" : "forbidden-expression",
                "A condition may not contain " + token.quoted() + ".",
                "Compare fields with literals, thresholds or variables; what needs more is a question of a fact."));
    }
}

package io.drover.engine.drl;

import io.drover.engine.drl.Condition.All;
import io.drover.engine.drl.Condition.Any;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.Condition.Negation;
import io.drover.engine.drl.Condition.Operator;
import io.drover.engine.drl.Condition.Truth;
import io.drover.engine.drl.Token.Kind;
import io.drover.engine.drl.Tokenizer.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads constraints: comparisons of fields, variables, literals and thresholds, and questions to facts, joined by
 * {@code &&}, {@code ||} and {@code !}. What it accepts means the same to both compilers of Drools; all else the expression
 * language of Drools offers is refused here, so that no rule text can reach beyond facts and thresholds.
 */
final class ExpressionReader {

    /** How variables are named, so that they are never mistaken for fields. */
    static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z][A-Za-z0-9_]*");

    private static final int MOST_PARTS = 200;

    private final TokenReader tokens;
    private final OperandReader operands;

    private ExpressionReader(TokenReader tokens) {
        this.tokens = tokens;
        this.operands = new OperandReader(tokens);
    }

    /** Reads one constraint that begins at {@code offset} of its file. */
    static Constraint read(String text, int offset) throws FaultException {
        Tokens tokens = Tokenizer.read(text, offset);
        if (!tokens.faults().isEmpty()) {
            throw new FaultException(tokens.faults().get(0));
        }
        return new ExpressionReader(new TokenReader(tokens.tokens())).constraint();
    }

    private Constraint constraint() throws FaultException {
        int at = tokens.peek().start();
        String variable = binding();
        Condition condition = any();
        Token rest = tokens.peek();
        if (rest.kind() != Kind.END) {
            throw operands.unexpected(rest);
        }
        Constraint constraint = new Constraint(variable, condition, at);
        if (variable != null && constraint.bound() == null) {
            throw new FaultException(Fault.syntax(
                    at,
                    "The variable " + variable + " is bound to several conditions at once.",
                    "Bind it to a single field, in a condition of its own between commas."));
        }
        return constraint;
    }

    private @Nullable String binding() throws FaultException {
        Token word = tokens.peek();
        if (word.kind() != Kind.WORD || !tokens.peek(1).isSymbol(":")) {
            return null;
        }
        if (!VARIABLE.matcher(word.text()).matches()) {
            throw TokenReader.fault(
                    word,
                    "The variable " + word.text() + " does not begin with a dollar sign.",
                    "Name it $" + word.text().replace("$", "") + ".");
        }
        tokens.take();
        tokens.take();
        return word.text();
    }

    private Condition any() throws FaultException {
        Condition first = all();
        if (!tokens.peek().isSymbol("||")) {
            return first;
        }
        List<Condition> parts = new ArrayList<>(List.of(first));
        while (tokens.passes("||")) {
            refuseFurther(parts);
            parts.add(all());
        }
        return new Any(parts);
    }

    private Condition all() throws FaultException {
        Condition first = single();
        if (!tokens.peek().isSymbol("&&")) {
            return first;
        }
        List<Condition> parts = new ArrayList<>(List.of(first));
        while (tokens.passes("&&")) {
            refuseFurther(parts);
            parts.add(single());
        }
        return new All(parts);
    }

    /** The compilers read such a chain by going deeper with each part, and have only so much room for that. */
    private void refuseFurther(List<Condition> parts) throws FaultException {
        if (parts.size() == MOST_PARTS) {
            throw TokenReader.fault(
                    tokens.peek(),
                    "More than " + MOST_PARTS + " conditions are joined to one here.",
                    "Write in or memberOf with a list, or several rules.");
        }
    }

    private Condition single() throws FaultException {
        if (tokens.passes("!")) {
            return new Negation(negated());
        }
        if (tokens.passes("(")) {
            return group();
        }
        return comparison(operands.read());
    }

    private Condition negated() throws FaultException {
        if (tokens.passes("(")) {
            return group();
        }
        Operand operand = operands.read();
        if (operator() != null) {
            throw TokenReader.fault(
                    tokens.peek(),
                    "It is not clear what the exclamation mark negates here.",
                    "Put the whole comparison behind it in parentheses.");
        }
        return new Truth(operand);
    }

    private Condition group() throws FaultException {
        Condition inner = any();
        tokens.expect(
                ")", "A closing parenthesis is missing before " + tokens.peek().quoted() + ".", "Add it.");
        return inner;
    }

    private Condition comparison(Operand left) throws FaultException {
        Token first = tokens.peek();
        Operator operator = operator();
        if (operator == null) {
            return new Truth(left);
        }
        takeOperator(operator);
        List<Operand> right =
                operator == Operator.IN || operator == Operator.NOT_IN ? operands.list() : List.of(operands.read());
        if (operator() != null) {
            throw TokenReader.fault(
                    tokens.peek(),
                    "Two comparisons follow each other without a word between them.",
                    "Write them as two conditions with a comma between them.");
        }
        return new Comparison(left, operator, right, first.start());
    }

    /** The operator that comes next, which is not passed; null if none does. */
    private @Nullable Operator operator() {
        Token token = tokens.peek();
        boolean negated = token.isWord("not");
        Token word = negated ? tokens.peek(1) : token;
        if (negated && word.kind() != Kind.WORD) {
            return null;
        }
        for (Operator operator : Operator.values()) {
            if (operator.text().equals((negated ? "not " : "") + word.text())
                    && (word.kind() == Kind.WORD || word.kind() == Kind.SYMBOL)) {
                return operator;
            }
        }
        return null;
    }

    private void takeOperator(Operator operator) throws FaultException {
        tokens.take();
        if (operator.text().startsWith("not ")) {
            tokens.take();
        }
        if (operator == Operator.AFFIX) {
            Token kind = tokens.peek(1);
            boolean known = tokens.passes("[") && (kind.isWord("startsWith") || kind.isWord("endsWith"));
            if (known) {
                tokens.take();
            }
            if (!known || !tokens.passes("]")) {
                throw TokenReader.fault(
                        kind,
                        "After str stands neither [startsWith] nor [endsWith].",
                        "Write title str[startsWith] \"VP\", for instance.");
            }
        }
    }
}

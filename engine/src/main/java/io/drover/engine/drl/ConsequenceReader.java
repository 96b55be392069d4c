package io.drover.engine.drl;

import io.drover.engine.drl.Conclusion.Addition;
import io.drover.engine.drl.Token.Kind;
import io.drover.engine.drl.Tokenizer.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads consequences. The compilers paste this text into Java source, so that nothing is accepted but statements of the one
 * form {@code insertLogical( new Type(arguments).addition(arguments) );}, whose arguments are literals, thresholds, variables
 * and accessors of variables.
 */
final class ConsequenceReader {

    private static final String CODE = "forbidden-consequence";
    private static final String REMEDY =
            "A consequence is one to three lines like insertLogical( new Candidate(\"fit\","
                    + " \"high\") ); what needs more is a question of a fact.";

    /** The compilers take ever longer over each further call in a chain. */
    private static final int MOST_ADDITIONS = 20;

    private final TokenReader tokens;

    private ConsequenceReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Reads the consequence that begins at {@code offset} of its file. */
    static List<Conclusion> read(String text, int offset) throws FaultException {
        Tokens tokens = Tokenizer.read(text, offset);
        if (!tokens.faults().isEmpty()) {
            throw new FaultException(tokens.faults().get(0));
        }
        return new ConsequenceReader(new TokenReader(tokens.tokens())).statements();
    }

    private List<Conclusion> statements() throws FaultException {
        List<Conclusion> conclusions = new ArrayList<>();
        while (tokens.peek().kind() != Kind.END) {
            Token first = tokens.peek();
            if (conclusions.size() == 3) {
                throw forbidden(first, "The consequence has more than three statements.");
            }
            conclusions.add(statement());
        }
        if (conclusions.isEmpty()) {
            throw forbidden(tokens.peek(), "The rule concludes nothing.");
        }
        return conclusions;
    }

    private Conclusion statement() throws FaultException {
        Token first = tokens.take();
        if (!first.isWord("insertLogical")) {
            throw forbidden(
                    first, "A consequence may only conclude with insertLogical, but here stands " + call(first));
        }
        expect("(");
        Token keyword = tokens.take();
        if (!keyword.isWord("new")) {
            throw forbidden(keyword, "A consequence may only conclude something new, but here stands " + call(keyword));
        }
        Token type = tokens.take();
        if (type.kind() != Kind.WORD) {
            throw forbidden(type, "After new stands no conclusion but " + type.quoted() + ".");
        }
        expect("(");
        List<Operand> arguments = arguments();
        List<Addition> additions = new ArrayList<>();
        while (tokens.passes(".")) {
            if (additions.size() == MOST_ADDITIONS) {
                throw forbidden(
                        tokens.peek(), "More than " + MOST_ADDITIONS + " additions stand behind the conclusion.");
            }
            additions.add(addition());
        }
        expect(")");
        expectEndOfStatement();
        return new Conclusion(type.text(), arguments, additions, type.start());
    }

    private Addition addition() throws FaultException {
        Token name = tokens.take();
        if (name.kind() != Kind.WORD) {
            throw forbidden(name, name.quoted() + " does not belong here in a consequence.");
        }
        expect("(");
        return new Addition(name.text(), arguments(), name.start());
    }

    /** The arguments behind an opening parenthesis, up to and with the closing one. */
    private List<Operand> arguments() throws FaultException {
        List<Operand> arguments = new ArrayList<>();
        if (tokens.passes(")")) {
            return arguments;
        }
        do {
            arguments.add(argument());
        } while (tokens.passes(","));
        expect(")");
        return arguments;
    }

    private Operand argument() throws FaultException {
        Operand argument = new OperandReader(tokens).readSimple(CODE, REMEDY);
        if (argument instanceof Operand.Field field) {
            String variable = field.variable();
            throw new FaultException(new Fault(
                    argument.at(),
                    CODE,
                    "A consequence cannot read " + field.text() + ".",
                    variable == null || field.key() != null
                            ? "Bind it to a variable in the conditions, as in $country : country, and write the variable."
                            : "Write " + variable + "." + field.name() + "(), or bind the field to a variable."));
        }
        return argument;
    }

    private void expect(String symbol) throws FaultException {
        if (!tokens.passes(symbol)) {
            Token found = tokens.peek();
            throw forbidden(
                    found,
                    "Here " + found.quoted() + " stands where a '" + symbol + "' was expected in a consequence.");
        }
    }

    private void expectEndOfStatement() throws FaultException {
        if (!tokens.passes(";")) {
            throw TokenReader.fault(
                    tokens.last(), "The semicolon behind insertLogical( … ) is missing.", "Write insertLogical( … );");
        }
    }

    /** The words up to a parenthesis, for instance {@code System.exit}. */
    private String call(Token first) {
        StringBuilder words = new StringBuilder(first.text());
        while (tokens.peek().kind() == Kind.WORD || tokens.peek().isSymbol(".")) {
            boolean joined = tokens.peek().isSymbol(".") || words.toString().endsWith(".");
            words.append(joined ? "" : " ").append(tokens.take().text());
        }
        return "'" + words + "'.";
    }

    private static FaultException forbidden(Token token, String message) {
        return new FaultException(new Fault(token.start(), CODE, message, REMEDY));
    }
}

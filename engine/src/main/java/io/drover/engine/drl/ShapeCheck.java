package io.drover.engine.drl;

import io.drover.engine.drl.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a block lacks of the shape of a rule or a declaration, before any parser gets confused by it. */
final class ShapeCheck {

    private static final Map<String, String> CLOSERS = Map.of("(", ")", "[", "]", "{", "}");
    private static final int MOST_NESTED = 10;
    private static final int MOST_TOKENS = 5_000;

    private final SourceText source;
    private final Block block;
    private final List<Token> tokens;
    private final Consumer<Fault> faults;

    private ShapeCheck(SourceText source, Block block, Consumer<Fault> faults) {
        this.source = source;
        this.block = block;
        this.tokens = block.tokens();
        this.faults = faults;
    }

    /** Reports what {@code block} lacks. */
    static void check(SourceText source, Block block, Consumer<Fault> faults) {
        new ShapeCheck(source, block, faults).check();
    }

    private void check() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (isMiswrittenRule(token, tokens.get(i + 1))) {
                faults.accept(Fault.syntax(
                        token.start(),
                        "A rule begins with the word rule, but here stands " + token.quoted() + ".",
                        "Write rule in small letters."));
                return;
            }
        }
        if (tokens.size() > MOST_TOKENS) {
            faults.accept(Fault.syntax(
                    block.start(),
                    "What begins here is too long.",
                    "Make several rules of it, and thresholds of lists."));
        } else if (block.isRule()) {
            checkRule();
        } else if (block.isDeclaration()) {
            int end = endWord(0);
            if (end < 0) {
                missing(
                        "end",
                        tokens.get(0),
                        "The declaration",
                        "Write end in a line of its own behind the last field.");
            } else {
                checkBehind(end);
            }
            checkBrackets(0, tokens.size());
        } else {
            checkBrackets(0, tokens.size());
        }
    }

    private boolean isMiswrittenRule(Token word, Token name) {
        return word.kind() == Kind.WORD
                && name.kind() == Kind.TEXT
                && !word.isWord("rule")
                && word.text().equalsIgnoreCase("rule")
                && isFirstInLine(word);
    }

    private void checkRule() {
        String name = block.ruleName();
        if (name == null) {
            String remedy = "Write rule \"taxonomy.value-by-reason\".";
            faults.accept(Fault.syntax(block.start(), "The rule has no name.", remedy));
            return;
        }
        String rule = "The rule " + name;
        int when = word("when", 2);
        int then = word("then", Math.max(when, 2));
        int end = endWord(Math.max(then, 2));
        if (when < 0) {
            missing("when", tokens.get(0), rule, "Write when in a line of its own before the conditions.");
        } else if (then < 0) {
            Token conclusion = firstConclusion(when).orElse(tokens.get(0));
            missing("then", conclusion, rule, "Write then in a line of its own before insertLogical.");
        } else if (end < 0) {
            missing("end", tokens.get(0), rule, "Write end in a line of its own behind the last insertLogical.");
        } else {
            checkBehind(end);
            checkOneRule(end);
            if (then == when + 1) {
                String remedy = "Write at least one pattern, such as Account( ).";
                String message = "Between when and then stands no condition.";
                faults.accept(new Fault(tokens.get(when).start(), "no-condition", message, remedy));
            }
            checkBrackets(2, when);
            checkBrackets(when + 1, then);
            checkBrackets(then + 1, end);
        }
    }

    /** A rule that begins behind another on the same line is part of its block, which would be two rules. */
    private void checkOneRule(int end) {
        for (int i = 1; i < end; i++) {
            if (tokens.get(i).isWord("rule") && tokens.get(i - 1).isWord("end")) {
                faults.accept(Fault.syntax(
                        tokens.get(i).start(),
                        "A rule begins here on the line in which another ends.",
                        "Begin every rule on a line of its own."));
                return;
            }
        }
    }

    private void missing(String keyword, Token where, String subject, String remedy) {
        Optional<Token> misspelt = tokens.stream()
                .skip(2)
                .filter(token -> token.kind() == Kind.WORD && isFirstInLine(token) && resembles(token.text(), keyword))
                .findFirst();
        if (misspelt.isPresent()) {
            Token word = misspelt.get();
            faults.accept(Fault.syntax(
                    word.start(),
                    subject + " has no " + keyword + ", but here stands the word " + word.text() + ".",
                    "Did you mean \"" + keyword + "\"?"));
        } else {
            faults.accept(Fault.syntax(where.start(), subject + " has no " + keyword + ".", remedy));
        }
    }

    private static boolean resembles(String word, String keyword) {
        String lower = word.toLowerCase(Locale.ROOT);
        return !word.equals("when")
                && !word.equals("then")
                && !word.equals("end")
                && LevenshteinDistance.getDefaultInstance().apply(lower, keyword) <= (keyword.length() > 3 ? 2 : 1);
    }

    private void checkBehind(int end) {
        int behind = end + 1;
        while (behind < tokens.size() && tokens.get(behind).isSymbol(";")) {
            behind++;
        }
        if (behind < tokens.size()) {
            Token stray = tokens.get(behind);
            faults.accept(Fault.syntax(
                    stray.start(),
                    "Behind the word end stands " + stray.quoted() + ", which belongs to no rule.",
                    "Remove it, or begin a rule with rule \"name\"."));
        }
    }

    private void checkBrackets(int from, int to) {
        Deque<Token> open = new ArrayDeque<>();
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            if (token.kind() != Kind.SYMBOL) {
                continue;
            }
            if (CLOSERS.containsKey(token.text())) {
                open.push(token);
                if (open.size() > MOST_NESTED) {
                    faults.accept(Fault.syntax(
                            token.start(), "Too many brackets stand within each other.", "Make several rules of it."));
                    return;
                }
            } else if (CLOSERS.containsValue(token.text()) && !closes(open, token)) {
                return;
            }
        }
        if (!open.isEmpty()) {
            Token first = open.getLast();
            faults.accept(Fault.syntax(
                    first.start(),
                    "The bracket " + first.text() + " that is opened here is never closed.",
                    "Add the missing " + CLOSERS.get(first.text()) + "."));
        }
    }

    private boolean closes(Deque<Token> open, Token token) {
        if (!open.isEmpty() && token.text().equals(CLOSERS.get(open.peek().text()))) {
            open.pop();
            return true;
        }
        String expected = open.isEmpty()
                ? "Remove it, or add the bracket that it should close."
                : "The bracket " + open.peek().text() + " of line "
                        + source.line(open.peek().start()) + " must be closed first.";
        faults.accept(Fault.syntax(token.start(), "The bracket " + token.text() + " closes nothing here.", expected));
        return false;
    }

    private Optional<Token> firstConclusion(int from) {
        return tokens.stream()
                .skip(from)
                .filter(token -> token.isWord("insertLogical"))
                .findFirst();
    }

    private int word(String word, int from) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).isWord(word)) {
                return i;
            }
        }
        return -1;
    }

    /** The last word end that is not part of something else. */
    private int endWord(int from) {
        for (int i = tokens.size() - 1; i > from; i--) {
            boolean part = tokens.get(i - 1).isSymbol(".")
                    || (i + 1 < tokens.size()
                            && (tokens.get(i + 1).isSymbol(":")
                                    || tokens.get(i + 1).isSymbol("(")));
            if (tokens.get(i).isWord("end") && !part) {
                return i;
            }
        }
        return -1;
    }

    private boolean isFirstInLine(Token token) {
        int lineStart = source.lineStart(source.line(token.start()));
        return source.text().substring(lineStart, token.start()).isBlank();
    }
}

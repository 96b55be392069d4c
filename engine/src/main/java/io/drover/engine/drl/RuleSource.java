package io.drover.engine.drl;

import io.drover.engine.pack.RuleFile;
import io.drover.engine.pack.RulePack;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands in a rule, blanks, line ends and comments aside: equal for rules that only look different.
 *
 * @param conditions between {@code when} and {@code then}
 * @param consequence between {@code then} and {@code end}
 */
public record RuleSource(String conditions, String consequence) {

    /** Of each rule of {@code pack}, by its name; the rule text has no error. */
    public static Map<String, RuleSource> of(RulePack pack) {
        Map<String, RuleSource> sources = new TreeMap<>();
        for (RuleFile file : pack.ruleFiles()) {
            List<Token> tokens = Tokenizer.read(file.drl(), 0).tokens();
            RuleRange ranges = new RuleRange(file.drl(), tokens);
            for (RuleText rule : RuleFileReader.read(file, pack.packageName(), new Problems())
                    .rules()) {
                RuleRange.Range conditions = ranges.conditions(rule.at());
                int end = ranges.rule(rule.at()).end() - "end".length();
                sources.put(
                        rule.name(),
                        new RuleSource(
                                text(file.drl(), tokens, conditions.start(), conditions.end()),
                                text(file.drl(), tokens, conditions.end() + "then".length(), end)));
            }
        }
        return sources;
    }

    private static String text(String drl, List<Token> tokens, int start, int end) {
        StringBuilder text = new StringBuilder();
        Token before = null;
        for (Token token : tokens) {
            if (token.start() >= start && token.end() <= end && token.kind() != Token.Kind.END) {
                if (before != null && areApart(before, token)) {
                    text.append(' ');
                }
                text.append(drl, token.start(), token.end());
                before = token;
            }
        }
        return text.toString();
    }

    private static boolean areApart(Token before, Token token) {
        boolean closes = token.kind() == Token.Kind.SYMBOL && ")],;.".contains(token.text());
        boolean opened = before.kind() == Token.Kind.SYMBOL && "([.".contains(before.text());
        boolean called = before.kind() == Token.Kind.WORD && (token.isSymbol("(") || token.isSymbol("["));
        return !closes && !opened && !called;
    }
}

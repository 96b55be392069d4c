package io.drover.engine.compile;

import io.drover.engine.drl.ParsedRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts each rule of a DRL text into the agenda group of its stratum. The mark goes before the word {@code when}, on the
 * same line, so that the lines of compiler messages stay those of the author.
 */
final class StratumMarker {

    private static final Pattern WHEN = Pattern.compile("\\bwhen\\b");
    private static final Pattern STRINGS_AND_COMMENTS = Pattern.compile(
            "\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|'[^'\\\\\\n]*+(?:\\\\.[^'\\\\\\n]*+)*+'|//[^\\n]*+|/\\*.*?\\*/",
            Pattern.DOTALL);

    private StratumMarker() {}

    /** The agenda group of a stratum. */
    static String group(int stratum) {
        return "stratum-" + stratum;
    }

    /** {@code drl} with the rules among {@code rules} marked; those of stratum 0 stay as they are. */
    static String mark(String drl, List<ParsedRule> rules, Strata strata) {
        String masked = mask(drl);
        List<Integer> lineStarts = lineStarts(drl);
        StringBuilder marked = new StringBuilder(drl);
        rules.stream()
                .sorted(Comparator.comparingInt(ParsedRule::line).reversed())
                .forEach(rule -> {
                    int stratum = strata.of(rule.name());
                    Matcher when = WHEN.matcher(masked);
                    if (stratum > 0 && when.find(lineStarts.get(rule.line() - 1))) {
                        marked.insert(when.start(), "agenda-group \"" + group(stratum) + "\" ");
                    }
                });
        return marked.toString();
    }

    /** The text with strings and comments blanked out, every other character at its place. */
    private static String mask(String drl) {
        return STRINGS_AND_COMMENTS
                .matcher(drl)
                .replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
    }

    private static List<Integer> lineStarts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        return starts;
    }
}

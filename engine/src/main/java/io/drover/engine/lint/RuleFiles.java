package io.drover.engine.lint;

import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.RuleFile;

/** Judges files of rules: one topic each, said in a comment at the head. Decision tables have a form of their own. */
final class RuleFiles {

    private static final int MOST_RULES = 12;
    private static final int MOST_LINES = 150;

    private RuleFiles() {}

    static void judge(PackFindings findings) {
        findings.pack().source().ruleFiles().stream()
                .filter(file -> !file.isDecisionTable())
                .forEach(file -> judge(file, findings));
    }

    private static void judge(RuleFile file, PackFindings findings) {
        Place head = Place.at(file.path(), 1, 1);
        String text = file.drl().stripLeading();
        if (!text.startsWith("//") && !text.startsWith("/*")) {
            findings.add(
                    FindingCode.MISSING_HEADER,
                    head,
                    file.path(),
                    "The file does not begin with a comment that says what it decides.",
                    "Write one or two sentences at its head, each line after //.");
        }
        long lines = file.drl().lines().count();
        if (lines > MOST_LINES) {
            findings.add(
                    FindingCode.FILE_TOO_LONG,
                    head,
                    file.path(),
                    "The file has " + lines + " lines, more than " + MOST_LINES + ".",
                    "Divide it by topics, or make a decision table of rules that are alike.");
        }
        long rules = findings.rules().stream()
                .filter(rule -> rule.file().equals(file.path()))
                .count();
        if (rules > MOST_RULES) {
            findings.add(
                    FindingCode.TOO_MANY_RULES,
                    head,
                    file.path(),
                    "The file has " + rules + " rules, more than " + MOST_RULES + ".",
                    "Divide it by topics, or make a decision table of rules that are alike.");
        }
    }
}

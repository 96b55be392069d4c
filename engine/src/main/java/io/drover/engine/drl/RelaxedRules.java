package io.drover.engine.drl;

import io.drover.engine.drl.RuleRange.Range;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.RuleFile;
import io.drover.engine.pack.RulePack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a pack, each as often as it has conditions and each time without one of them. What fires such a relaxed rule,
 * but not the rule itself, is a near miss of the rule: all of its conditions hold but one.
 *
 * @param conditions of all rules, in the order of files and lines
 * @param drl for each rule file, the same file with the relaxed rules in place of the rules; a relaxed rule is named after
 *     the place of its condition in {@code conditions}, counted from 0, and concludes nothing
 */
public record RelaxedRules(List<Condition> conditions, Map<String, String> drl) {

    /**
     * One condition of a rule.
     *
     * @param text as it is written, blanks aside
     */
    public record Condition(String rule, String text, Place place) {}

    public RelaxedRules {
        conditions = List.copyOf(conditions);
        drl = Map.copyOf(drl);
    }

    /** The relaxed rules of {@code pack}, whose rule text has no error. */
    public static RelaxedRules of(RulePack pack) {
        List<Condition> conditions = new ArrayList<>();
        Map<String, String> drl = new HashMap<>();
        for (RuleFile file : pack.ruleFiles()) {
            List<RuleText> rules = RuleFileReader.read(file, pack.packageName(), new Problems()).rules().stream()
                    .sorted(Comparator.comparingInt(RuleText::at))
                    .toList();
            drl.put(file.path(), relaxed(file.drl(), rules, conditions));
        }
        return new RelaxedRules(conditions, drl);
    }

    private static String relaxed(String text, List<RuleText> rules, List<Condition> conditions) {
        RuleRange ranges = new RuleRange(text, Tokenizer.read(text, 0).tokens());
        StringBuilder relaxed = new StringBuilder();
        int done = 0;
        for (RuleText rule : rules) {
            Range whole = ranges.rule(rule.at());
            relaxed.append(text, done, whole.start());
            for (RuleRelaxer.Relaxation relaxation : new RuleRelaxer(ranges).relax(rule)) {
                String name = String.valueOf(conditions.size());
                conditions.add(new Condition(
                        rule.name(), relaxation.text(), rule.source().place(relaxation.at())));
                for (int i = 0; i < relaxation.alternatives().size(); i++) {
                    relaxed.append("rule \"").append(name).append(i == 0 ? "" : "/" + i);
                    relaxed.append("\"\nwhen\n");
                    relaxed.append(relaxation.alternatives().get(i)).append("\nthen\nend\n");
                }
            }
            done = whole.end();
        }
        return relaxed.append(text, done, text.length()).toString();
    }
}

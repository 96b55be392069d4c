package io.drover.engine.drl;

import io.drover.engine.drl.RuleFileReader.Declaration;
import io.drover.engine.drl.RuleFileReader.Reading;
import io.drover.engine.pack.RuleFile;
import io.drover.engine.pack.RulePack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the rule text of a pack without running any of it: the parser of Drools gives its tree, the tree is held against the
 * allow-list of what rules may say, and what is allowed is checked against the facts, thresholds and names of the pack. Only
 * text that passes without an error may be given to a compiler.
 */
public final class RuleParser {

    /** What ten thousand rules have; a compiler takes minutes for these, and others wait for it. */
    private static final int MOST_TEXT = 4_000_000;

    private RuleParser() {}

    /** Parses all rule files of {@code pack}. Whatever they contain, this reports and does not throw. */
    public static RuleParsing parse(RulePack pack) {
        Problems problems = new Problems();
        List<RuleText> rules = new ArrayList<>();
        List<Declaration> declarations = new ArrayList<>();
        long length = 0;
        for (RuleFile file : pack.ruleFiles()) {
            length += file.drl().length();
            if (length > MOST_TEXT) {
                problems.add(new SourceText(file), null, tooLarge());
                break;
            }
            Reading reading = RuleFileReader.read(file, pack.packageName(), problems);
            rules.addAll(reading.rules());
            declarations.addAll(reading.declarations());
        }
        Map<String, DeclaredType> declared = new LinkedHashMap<>();
        declarations.forEach(declaration -> declared.put(declaration.type().name(), declaration.type()));
        DuplicateCheck.check(rules, declarations, problems);
        Vocabulary vocabulary = new Vocabulary(pack, declared.values());
        check(rules, vocabulary, problems);
        ParsedRules parsed = new ParsedRules(
                rules.stream().map(rule -> parsed(rule, vocabulary)).toList(), declared);
        return new RuleParsing(parsed, problems.sorted());
    }

    /** The qualified names of all types that rules can name: what compiled rules are linked to. */
    public static Set<String> importableTypes() {
        return Set.copyOf(ModelTypes.IMPORTABLE.values());
    }

    /** What rules can do with each of those types, by its internal name: members, and new, cast, ldc or extends. */
    public static Map<String, Set<String>> usableMembers() {
        return ModelMembers.USABLE;
    }

    private static Fault tooLarge() {
        return new Fault(
                0,
                "file-too-large",
                "With this file the rules of the pack, tables written out, have more than " + MOST_TEXT
                        + " characters.",
                "Make several packs of it.");
    }

    private static void check(List<RuleText> rules, Vocabulary vocabulary, Problems problems) {
        for (RuleText rule : rules) {
            Consumer<Fault> faults = fault -> problems.add(rule, fault);
            Scope scope = ConditionWalk.check(rule, vocabulary, faults);
            new ConclusionCheck(rule, scope, vocabulary, faults).check();
            SubjectCheck.check(rule, vocabulary, faults);
            CrossProductCheck.check(rule, vocabulary, faults);
            BareNumberCheck.check(rule, faults);
        }
        CycleCheck.check(rules, problems);
    }

    private static ParsedRule parsed(RuleText rule, Vocabulary vocabulary) {
        SourceText source = rule.source();
        return new ParsedRule(
                rule.name(),
                source.file().path(),
                source.line(rule.at()),
                source.place(rule.at()),
                rule.says(),
                RuleNames.reads(rule),
                RuleNames.concludes(rule),
                RuleNames.thresholds(rule),
                RuleUseReader.read(rule, vocabulary),
                new RuleBody(rule.conditions(), rule.conclusions(), rule.annotations(), source::place));
    }
}

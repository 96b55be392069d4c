package io.drover.engine.drl;

import io.drover.engine.drl.RuleFileReader.Declaration;
import io.drover.engine.pack.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds rules and declared types of the same name, in one file or in several. */
final class DuplicateCheck {

    private DuplicateCheck() {}

    static void check(List<RuleText> rules, List<Declaration> declarations, Problems problems) {
        Map<String, RuleText> byIdentifier = new HashMap<>();
        for (RuleText rule : rules) {
            RuleText first = byIdentifier.putIfAbsent(identifier(rule.name()), rule);
            if (first != null) {
                problems.add(rule, duplicate(rule, first));
            }
        }
        Map<String, Declaration> byName = new HashMap<>();
        for (Declaration declaration : declarations) {
            String name = declaration.type().name();
            Declaration first = byName.putIfAbsent(name, declaration);
            if (first != null) {
                String message =
                        "The type " + name + " is declared in " + first.source().place(first.at()) + " too.";
                Fault fault = new Fault(declaration.at(), "duplicate-type", message, "Declare it once.");
                problems.add(declaration.source(), null, fault);
            }
        }
    }

    private static Fault duplicate(RuleText rule, RuleText first) {
        Place place = first.source().place(first.at());
        String message = first.name().equals(rule.name())
                ? "The rule \"" + rule.name() + "\" stands in " + place + " too."
                : "The rule \"" + rule.name() + "\" is named almost like \"" + first.name() + "\" in " + place + ".";
        return new Fault(rule.at(), "duplicate-rule", message, "Give one of the two another name.");
    }

    /** The name of the method that the compiler makes of a rule, by which two rules may clash. */
    private static String identifier(String name) {
        boolean starts = !name.isEmpty() && Character.isJavaIdentifierStart(name.charAt(0));
        return (starts ? name : "_" + name).replace("_", "__");
    }
}

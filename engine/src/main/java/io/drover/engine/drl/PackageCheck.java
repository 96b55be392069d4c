package io.drover.engine.drl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;

/** The allow-list for what stands outside rules: package, imports, and much that is refused altogether. */
final class PackageCheck {

    private final Consumer<Fault> faults;
    private boolean importsKnown = true;

    PackageCheck(Consumer<Fault> faults) {
        this.faults = faults;
    }

    /** Checks that the file's package, empty if it names none, is {@code packageName}. */
    void checkPackage(String found, String packageName, int at) {
        if (!packageName.equals(found)) {
            faults.accept(new Fault(
                    at,
                    "wrong-package",
                    found.isEmpty() ? "The file names no package." : "The file is of package " + found + ".",
                    "Write package " + packageName + " in its first line: the pack's name with _ for -."));
        }
    }

    /** Checks all that stands outside rules but package and imports. */
    void check(PackageDescr descr) {
        checkStatements(descr);
        for (AttributeDescr attribute : descr.getAttributes()) {
            faults.accept(attribute(attribute, Math.max(attribute.getStartCharacter(), 0)));
        }
    }

    private void checkStatements(PackageDescr descr) {
        if (descr.getUnit() != null) {
            String remedy = "Remove the line with unit.";
            refuse(List.of(descr.getUnit()), "forbidden-unit", "The file belongs to a rule unit.", remedy);
        }
        String ask = "Remove it; what conditions cannot say is a question of a fact.";
        refuse(descr.getFunctionImports(), "forbidden-import", "A function is imported.", ask);
        refuse(descr.getFunctions(), "forbidden-function", "A function is defined.", ask);
        String functions = "Remove it and use count, sum, min, max, average or countDistinct.";
        refuse(descr.getAccumulateImports(), "forbidden-import", "An accumulate function is imported.", functions);
        String facts = "Remove it; what rules need comes as facts and thresholds.";
        refuse(descr.getGlobals(), "forbidden-global", "A global is defined.", facts);
        refuse(descr.getEntryPointDeclarations(), "forbidden-from", "An entry point is declared.", facts);
        String window = "Remove it and ask within(T.SOME_WINDOW) in the pattern.";
        refuse(descr.getWindowDeclarations(), "forbidden-window", "A window is declared.", window);
        String texts = "Remove it and use texts.";
        refuse(descr.getEnumDeclarations(), "forbidden-enum", "An enumeration is declared.", texts);
    }

    private void refuse(Iterable<? extends BaseDescr> found, String code, String message, String remedy) {
        for (BaseDescr descr : found) {
            faults.accept(new Fault(Math.max(descr.getStartCharacter(), 0), code, message, remedy));
        }
    }

    /** The names that the imports make known; an import that is not allowed is reported. */
    Set<String> imports(PackageDescr descr) {
        Set<String> names = new HashSet<>();
        for (ImportDescr imported : descr.getImports()) {
            Set<String> known = Imports.namesOf(imported.getTarget());
            names.addAll(known);
            if (known.isEmpty()) {
                importsKnown = false;
                faults.accept(badImport(imported));
            }
        }
        return names;
    }

    /** Whether every import so far could be resolved. */
    boolean areImportsKnown() {
        return importsKnown;
    }

    private static Fault badImport(ImportDescr imported) {
        String target = imported.getTarget();
        int at = Math.max(imported.getStartCharacter(), 0);
        String simple = target.substring(target.lastIndexOf('.') + 1);
        if (target.equals(Imports.FACTS + "." + simple) || target.equals(Imports.CONCLUSIONS + "." + simple)) {
            String actual = ModelTypes.IMPORTABLE.get(simple);
            return new Fault(
                    at,
                    "unknown-type",
                    "There is no type \"" + target + "\" for rules to import.",
                    actual != null
                            ? "Import " + actual + "."
                            : Nearest.didYouMean(
                                    simple,
                                    ModelTypes.IMPORTABLE.keySet(),
                                    "Import one of " + String.join(", ", ModelTypes.IMPORTABLE.keySet()) + "."));
        }
        return new Fault(
                at,
                "forbidden-import",
                "Rules may not import " + target + ".",
                "Import only types of " + Imports.FACTS + " and " + Imports.CONCLUSIONS
                        + ", and for fields of declared types BigDecimal, Instant and LocalDate.");
    }

    /** What is wrong with an attribute, wherever it stands. */
    static Fault attribute(AttributeDescr attribute, int at) {
        String name = attribute.getName();
        if (name.equals("dialect")) {
            return new Fault(at, "forbidden-dialect", "A dialect is chosen.", "Remove the attribute dialect.");
        }
        return new Fault(
                at,
                "forbidden-attribute",
                "The attribute " + name + " is not allowed.",
                name.equals("salience")
                        ? "Remove it; the order of a taxonomy's values in pack.yaml decides which candidate wins."
                        : "Remove it; no rule needs attributes.");
    }
}

package io.drover.engine.drl;

import io.drover.engine.drl.FactType.FieldType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.drools.drl.ast.descr.AnnotatedBaseDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.QualifiedName;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;

/** Reads the fact types that a pack declares: plain fields of a few types, and at most {@code extends TimedFact}. */
final class DeclarationReader {

    private static final String CODE = "forbidden-declaration";
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,79}");
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,79}");

    /** The types a field may have, by the ways to write them. */
    private static final Map<String, ValueType> TYPES = Map.of(
            "String", ValueType.TEXT,
            "Integer", ValueType.WHOLE,
            "Long", ValueType.WHOLE,
            "BigDecimal", ValueType.DECIMAL,
            "Boolean", ValueType.BOOLEAN,
            "Instant", ValueType.INSTANT,
            "LocalDate", ValueType.DATE);

    private static final Set<String> PRIMITIVES =
            Set.of("int", "long", "boolean", "double", "float", "short", "byte", "char");

    /** Methods of every object; a field of the same name would clash with some of them. */
    private static final Set<String> OF_OBJECTS =
            Arrays.stream(Object.class.getMethods()).map(Method::getName).collect(Collectors.toUnmodifiableSet());

    private final Consumer<Fault> faults;
    private final Imports imports;

    DeclarationReader(Consumer<Fault> faults, Imports imports) {
        this.faults = faults;
        this.imports = imports;
    }

    /** The type that {@code descr} declares, without the fields that are refused. */
    DeclaredType read(TypeDeclarationDescr descr) {
        checkName(descr);
        refuseAnnotations(descr, descr.getStartCharacter());
        if (descr.isTrait()) {
            report(
                    descr.getStartCharacter(),
                    CODE,
                    descr.getTypeName() + " is declared as a trait.",
                    "Write declare without trait.");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (TypeFieldDescr field : descr.getFields().values()) {
            String type = fieldType(field);
            if (!type.isEmpty()) {
                fields.put(field.getFieldName(), type);
            }
        }
        return new DeclaredType(descr.getTypeName(), isTimed(descr), fields);
    }

    private void checkName(TypeDeclarationDescr descr) {
        String name = descr.getTypeName();
        if (!TYPE_NAME.matcher(name).matches() || !descr.getNamespace().isEmpty() || isTaken(name)) {
            report(
                    descr.getStartCharacter(),
                    CODE,
                    "The name " + name + " is taken, or is no name for a declared type.",
                    "Use another name of letters and digits that begins with a capital.");
        }
    }

    private static boolean isTaken(String name) {
        if (name.equals("T") || ModelTypes.IMPORTABLE.containsKey(name) || TYPES.containsKey(name)) {
            return true;
        }
        try {
            Class.forName("java.lang." + name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private boolean isTimed(TypeDeclarationDescr descr) {
        boolean timed = false;
        for (QualifiedName parent : descr.getSuperTypes()) {
            String name = parent.getFullName();
            if (name.equals("Object") || name.equals("java.lang.Object")) {
                continue;
            }
            if (name.equals("TimedFact") && imports.lacks(name)) {
                report(
                        descr.getStartCharacter(),
                        "missing-import",
                        "The file uses TimedFact without importing it.",
                        "Add import " + ModelTypes.IMPORTABLE.get(name) + " at its top.");
            } else if (!name.equals("TimedFact") && !name.equals(ModelTypes.IMPORTABLE.get("TimedFact"))) {
                report(
                        descr.getStartCharacter(),
                        CODE,
                        descr.getTypeName() + " extends " + name + ".",
                        "A declared type may extend TimedFact and nothing else.");
            }
            timed = true;
        }
        return timed;
    }

    /** The simple name of the field's type; empty where it is refused. */
    private String fieldType(TypeFieldDescr field) {
        int at = field.getStartCharacter();
        String name = field.getFieldName();
        refuseAnnotations(field, at);
        if (field.getInitExpr() != null) {
            String remedy = "Remove it; a value that is not posted is missing.";
            report(at, CODE, "The field " + name + " has an initial value.", remedy);
        }
        if (!FIELD_NAME.matcher(name).matches() || SourceVersion.isKeyword(name) || OF_OBJECTS.contains(name)) {
            String remedy = "Use letters and digits, a small letter first, and no name of Java's own such as hashCode.";
            report(at, CODE, "The field " + name + " has no proper name.", remedy);
            return "";
        }
        return knownType(field.getPattern().getObjectType(), name, at);
    }

    private String knownType(String written, String name, int at) {
        String simple = written.substring(written.lastIndexOf('.') + 1);
        String message = "The field " + name + " is of type " + written;
        if (PRIMITIVES.contains(written)) {
            report(at, CODE, message + ", which cannot be missing.", "Use one of " + typeNames() + ".");
            return "";
        }
        boolean qualified = written.equals(Imports.FIELD_TYPES.get(simple));
        if (!TYPES.containsKey(simple) || (!qualified && !written.equals(simple))) {
            String remedy = Nearest.didYouMean(simple, TYPES.keySet(), "Use one of " + typeNames() + ".");
            report(at, CODE, message + ", which declared types cannot have.", remedy);
            return "";
        }
        if (!qualified && Imports.FIELD_TYPES.containsKey(simple) && imports.lacks(simple)) {
            String remedy = "Add import " + Imports.FIELD_TYPES.get(simple) + " at its top.";
            report(at, "missing-import", "The file uses " + simple + " without importing it.", remedy);
        }
        return simple;
    }

    private static String typeNames() {
        return String.join(", ", new TreeSet<>(TYPES.keySet()));
    }

    private void refuseAnnotations(AnnotatedBaseDescr descr, int at) {
        for (AnnotationDescr annotation : descr.getAnnotations()) {
            report(
                    at,
                    "forbidden-annotation",
                    "The annotation @" + annotation.getName() + " stands in a declared type.",
                    "Remove it.");
        }
    }

    private void report(int at, String code, String message, String remedy) {
        faults.accept(new Fault(Math.max(at, 0), code, message, remedy));
    }

    /** The type as patterns see it. */
    static FactType factType(DeclaredType type) {
        Map<String, FieldType> fields = new HashMap<>();
        type.fields().forEach((name, simple) -> {
            String accessor = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            ValueType valueType = Objects.requireNonNull(TYPES.get(simple), simple);
            fields.put(name, new FieldType(name, valueType, true, List.of(), accessor));
        });
        return new FactType(type.name(), false, false, fields, type.timed() ? ModelTypes.timedQuestions() : Map.of());
    }
}

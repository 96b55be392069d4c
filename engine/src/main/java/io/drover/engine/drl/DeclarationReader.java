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
        if (!FIELD_NAME.matcher(name).matches() || SourceVersion.isKeyword(name) || OF_OBJECTS.contains(name)) {
            report(
                    at,
                    CODE,
                    "The field " + name + " has no proper name.",
                    "Use letters and digits, a small letter first, and no word that Java keeps for itself, such as class or hashCode.");
            return "";
        }
        if (field.getInitExpr() != null) {
            report(
                    at,
                    CODE,
                    "The field " + name + " has an initial value.",
                    "Remove it; a value that is not posted is missing.");
        }
        String written = field.getPattern().getObjectType();
        String simple = written.substring(written.lastIndexOf('.') + 1);
        if (PRIMITIVES.contains(written)) {
            report(
                    at,
                    CODE,
                    "The field " + name + " is of type " + written + ", which cannot be missing.",
                    "Use one of " + typeNames() + ".");
            return "";
        }
        if (!TYPES.containsKey(simple)
                || (!written.equals(simple) && !written.equals(Imports.FIELD_TYPES.get(simple)))) {
            report(
                    at,
                    CODE,
                    "The field " + name + " is of type " + written + ", which declared types cannot have.",
                    Nearest.didYouMean(simple, TYPES.keySet(), "Use one of " + typeNames() + "."));
            return "";
        }
        if (written.equals(simple) && Imports.FIELD_TYPES.containsKey(simple) && imports.lacks(simple)) {
            report(
                    at,
                    "missing-import",
                    "The file uses " + simple + " without importing it.",
                    "Add import " + Imports.FIELD_TYPES.get(simple) + " at its top.");
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

package io.drover.engine.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * What every compiled pack passes before any of it is loaded, be it fresh from the compiler or kept from before: its code is
 * held against an allow-list, and what passes is made to count its work.
 */
public final class Sandbox {

    private static final String CLASS = ".class";
    private static final String ABOUT_MODEL = "META-INF/kie/";
    private static final Set<String> KEPT = Set.of("drools-model", "generated-class-names");

    /** What generated code calls → what it gets. */
    private static final Map<String, String> REPLACED = Map.of(
            "java/util/regex/Pattern", internalName(FuelledPattern.class),
            "java/util/regex/Matcher", internalName(FuelledMatcher.class),
            "org/drools/model/operators/MatchesOperator", internalName(FuelledMatches.class),
            "org/drools/model/operators/ContainsOperator", internalName(FuelledContains.class),
            "org/drools/model/operators/ExcludesOperator", internalName(FuelledExcludes.class));

    private final String packageName;
    private final AllowList allowed;

    /**
     * A sandbox for one pack.
     *
     * @param packageName of the pack
     * @param model the members of facts and conclusions that rules may use, by internal names of these; as the allow-list
     *     writes them
     */
    public Sandbox(String packageName, Map<String, Set<String>> model) {
        this.packageName = packageName;
        this.allowed = new AllowList(model);
    }

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    /** What in the compiled pack {@code files}, by path, no honest rule has; none where it may be loaded. */
    public List<Violation> scan(Map<String, byte[]> files) {
        List<Violation> violations = new ArrayList<>();
        Map<String, ClassReader> classes = classes(files, violations);
        PackClasses pack = new PackClasses(packageName + "/T");
        classes.values().forEach(pack::add);
        classes.forEach((name, reader) -> scan(name, reader, pack, violations));
        files.forEach((path, bytes) -> {
            if (isAboutModel(path) && !namesOnly(bytes, pack)) {
                violations.add(new Violation(path, null, "names a class that is not its own."));
            }
        });
        return List.copyOf(violations);
    }

    /** The compiled pack {@code files}, which has passed the scan, made to count its work; without what nothing needs. */
    public Map<String, byte[]> fuel(Map<String, byte[]> files) {
        Map<String, byte[]> fuelled = new HashMap<>();
        files.forEach((path, bytes) -> {
            if (path.endsWith(CLASS)) {
                fuelled.put(path, fuel(new ClassReader(bytes)));
            } else if (isAboutModel(path)) {
                fuelled.put(path, bytes);
            }
        });
        return fuelled;
    }

    /** The classes that can be read and are of a known kind, by their names. */
    private Map<String, ClassReader> classes(Map<String, byte[]> files, List<Violation> violations) {
        Map<String, ClassReader> classes = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.endsWith(CLASS)) {
                Optional<ClassReader> reader = read(path, bytes);
                reader.ifPresent(found -> classes.put(found.getClassName(), found));
                if (reader.isEmpty()) {
                    violations.add(new Violation(path, null, "is no class of a pack."));
                }
            }
        });
        return classes;
    }

    private Optional<ClassReader> read(String path, byte[] bytes) {
        try {
            ClassReader reader = new ClassReader(bytes);
            boolean expected = path.equals(reader.getClassName() + CLASS)
                    && ClassKind.of(reader.getClassName(), packageName).isPresent();
            return expected ? Optional.of(reader) : Optional.empty();
        } catch (RuntimeException e) {
            // The reader of class files throws whatever it runs into.
            return Optional.empty();
        }
    }

    private ClassKind kind(String className) {
        return ClassKind.of(className, packageName).orElseThrow();
    }

    private void scan(String className, ClassReader reader, PackClasses pack, List<Violation> violations) {
        Set<Violation> found = new LinkedHashSet<>();
        try {
            reader.accept(
                    new ClassScan(className, kind(className), pack, allowed, found::add),
                    ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (RuntimeException e) {
            found.add(new Violation(className, null, "is no class of a pack."));
        }
        violations.addAll(found);
    }

    private static boolean isAboutModel(String path) {
        return path.startsWith(ABOUT_MODEL) && KEPT.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    private static boolean namesOnly(byte[] text, PackClasses pack) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("Drools-Model-Version:"))
                .allMatch(line -> pack.contains(line.strip().replace('.', '/')));
    }

    private byte[] fuel(ClassReader reader) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        ClassVisitor fuel = new FuelWriter(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, REPLACED)));
        boolean lambda = kind(reader.getClassName()) == ClassKind.LAMBDA;
        reader.accept(lambda ? new EnumMethods(fuel) : fuel, 0);
        return writer.toByteArray();
    }
}

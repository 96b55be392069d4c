package io.drover.engine.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes of one compiled pack: what each declares, and of which rule it was generated. */
final class PackClasses {

    private static final String DSL = "org/drools/modelcompiler/dsl/pattern/D";

    private final String thresholds;
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, Set<String>> rules = new HashMap<>();

    /** Classes of a pack whose constants are in the class {@code thresholds}, which is not one of them. */
    PackClasses(String thresholds) {
        this.thresholds = thresholds;
    }

    void add(ClassReader reader) {
        members.put(reader.getClassName(), new HashSet<>());
        parents.put(reader.getClassName(), String.valueOf(reader.getSuperName()));
        reader.accept(new Declarations(reader.getClassName()), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    boolean contains(String className) {
        return members.containsKey(className);
    }

    /** Whether {@code owner} is the class of the thresholds, and the member, written as in the allow-list, a field. */
    boolean isThreshold(String owner, String member) {
        return owner.equals(thresholds) && member.startsWith(".");
    }

    /** The class outside of the pack that {@code owner} has the member of; empty where it is its own. */
    Optional<String> inheritedFrom(String owner, String member) {
        String declaring = owner;
        for (int depth = 0; depth < members.size() + 1; depth++) {
            Set<String> declared = members.get(declaring);
            if (declared == null) {
                return Optional.of(declaring);
            }
            if (declared.contains(member)) {
                return Optional.empty();
            }
            declaring = parents.getOrDefault(declaring, "");
        }
        return Optional.of(owner);
    }

    /** The rule that alone has something to do with {@code className}; null if none has, or several have. */
    @Nullable
    String rule(String className) {
        Set<String> names = rules.getOrDefault(className, Set.of());
        return names.size() == 1 ? names.iterator().next() : null;
    }

    /** The same, or else the rule that this method of the class puts together. */
    @Nullable
    String rule(String className, String method) {
        String whole = rule(className);
        return whole == null ? rule(className + "." + method) : whole;
    }

    /** Takes note of what a class declares, and, if it puts rules together, of which classes they are made. */
    private final class Declarations extends ClassVisitor {

        private final String className;

        Declarations(String className) {
            super(Opcodes.ASM9);
            this.className = className;
        }

        private void declare(String member) {
            members.computeIfAbsent(className, absent -> new HashSet<>()).add(member);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            declare("." + name);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            declare(name);
            return new RuleFinder(className, name);
        }
    }

    /** Relates the rules that a method puts together with the classes it names. */
    private final class RuleFinder extends MethodVisitor {

        private final Set<String> used = new HashSet<>();
        private final Set<String> names = new HashSet<>();
        private final Deque<String> texts = new ArrayDeque<>();

        RuleFinder(String className, String method) {
            super(Opcodes.ASM9);
            used.add(className);
            used.add(className + "." + method);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof String text) {
                texts.push(text);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            used.add(owner);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(DSL) && name.equals("rule") && !texts.isEmpty()) {
                names.add(texts.peek());
            }
        }

        @Override
        public void visitEnd() {
            if (!names.isEmpty()) {
                used.forEach(owner ->
                        rules.computeIfAbsent(owner, absent -> new HashSet<>()).addAll(names));
            }
        }
    }
}

package io.drover.engine.compile;

import io.drover.engine.pack.Threshold;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes the class {@code T} of a pack, whose constants are the pack's thresholds. It is made of bytecode, not of source
 * text, so that no value can turn into code, and lies in the pack's own package, so that rules need no import.
 *
 * <p>Every constant gets its value when the class is initialised, numbers and texts too. A compiler would copy those that are
 * constants to the Java language into the rules; as it is, no compiled rule knows a value, and one compiled form serves with
 * all of them. At run time it costs nothing: what is final and static is a constant to the JVM.
 *
 * <p>Integers become {@code int}, decimals {@code BigDecimal}, texts and durations {@code String}, lists a {@code Set} of
 * texts that answers false for null.
 */
final class ThresholdClass {

    private static final int CONSTANT = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    private static final String SET = Type.getDescriptor(java.util.Set.class);
    private static final String BIG_DECIMAL = Type.getInternalName(BigDecimal.class);

    private static final String STRING = Type.getInternalName(String.class);

    /** Stands in no text of a list: a line of a table cannot hold it. */
    private static final String SEPARATOR = "\u0000";

    /** In characters, each of which takes up to three bytes of the 65,535 that a constant may have. */
    private static final int LONGEST_CONSTANT = 20_000;

    private ThresholdClass() {}

    /** The bytes of the class {@code packageName.T}. */
    static byte[] bytes(String packageName, Collection<Threshold> thresholds) {
        String self = packageName.replace('.', '/') + "/T";
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, self, null, "java/lang/Object", null);
        MethodVisitor initializer = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        initializer.visitCode();
        for (Threshold threshold : thresholds) {
            addConstant(writer, initializer, self, threshold);
        }
        initializer.visitInsn(Opcodes.RETURN);
        initializer.visitMaxs(0, 0);
        initializer.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void addConstant(ClassWriter writer, MethodVisitor initializer, String self, Threshold threshold) {
        String name = threshold.constantName();
        switch (threshold.type()) {
            case INTEGER -> addPlain(writer, initializer, self, threshold, "I");
            case TEXT, DURATION -> addPlain(writer, initializer, self, threshold, "Ljava/lang/String;");
            case DECIMAL -> {
                writer.visitField(CONSTANT, name, "L" + BIG_DECIMAL + ";", null, null);
                initializer.visitTypeInsn(Opcodes.NEW, BIG_DECIMAL);
                initializer.visitInsn(Opcodes.DUP);
                initializer.visitLdcInsn(((BigDecimal) threshold.value()).toPlainString());
                initializer.visitMethodInsn(
                        Opcodes.INVOKESPECIAL, BIG_DECIMAL, "<init>", "(Ljava/lang/String;)V", false);
                initializer.visitFieldInsn(Opcodes.PUTSTATIC, self, name, "L" + BIG_DECIMAL + ";");
            }
            case LIST -> {
                writer.visitField(CONSTANT, name, SET, "Ljava/util/Set<Ljava/lang/String;>;", null);
                pushSet(initializer, (List<?>) threshold.value());
                initializer.visitFieldInsn(Opcodes.PUTSTATIC, self, name, SET);
            }
        }
    }

    private static void addPlain(
            ClassWriter writer, MethodVisitor initializer, String self, Threshold threshold, String type) {
        writer.visitField(CONSTANT, threshold.constantName(), type, null, null);
        initializer.visitLdcInsn(threshold.value());
        initializer.visitFieldInsn(Opcodes.PUTSTATIC, self, threshold.constantName(), type);
    }

    /**
     * Leaves {@code Collections.unmodifiableSet(new LinkedHashSet(Arrays.asList(texts)))} on the stack. The texts come out of
     * one long text, in pieces as long as a class file can hold, since a method has no room for thousands of constants.
     */
    private static void pushSet(MethodVisitor code, List<?> texts) {
        String joined = texts.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
        code.visitTypeInsn(Opcodes.NEW, "java/util/LinkedHashSet");
        code.visitInsn(Opcodes.DUP);
        code.visitLdcInsn("");
        for (int begin = 0; begin < joined.length(); begin += LONGEST_CONSTANT) {
            code.visitLdcInsn(joined.substring(begin, Math.min(begin + LONGEST_CONSTANT, joined.length())));
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, STRING, "concat", "(Ljava/lang/String;)Ljava/lang/String;", false);
        }
        code.visitLdcInsn(SEPARATOR);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STRING, "split", "(Ljava/lang/String;)[Ljava/lang/String;", false);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "java/util/Arrays", "asList", "([Ljava/lang/Object;)Ljava/util/List;", false);
        code.visitMethodInsn(
                Opcodes.INVOKESPECIAL, "java/util/LinkedHashSet", "<init>", "(Ljava/util/Collection;)V", false);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/util/Collections",
                "unmodifiableSet",
                "(Ljava/util/Set;)Ljava/util/Set;",
                false);
    }
}

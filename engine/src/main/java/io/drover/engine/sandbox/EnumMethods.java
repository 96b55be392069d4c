package io.drover.engine.sandbox;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Leaves out the methods that the Java compiler adds to every enumeration, as which Drools writes its lambdas. Nothing calls
 * them, and they do what nothing else may: make an array of a length that is computed.
 */
final class EnumMethods extends ClassVisitor {

    EnumMethods(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** Whether a method of a lambda is one of these. */
    static boolean drops(int access, String name) {
        return (access & Opcodes.ACC_STATIC) != 0 && (name.equals("values") || name.equals("valueOf"));
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return drops(access, name) ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
    }
}

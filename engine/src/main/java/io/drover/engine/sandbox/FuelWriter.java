package io.drover.engine.sandbox;

import java.lang.invoke.StringConcatFactory;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts calls of {@link Fuel} at the beginning of each method but bridges, before each jump backwards, before each array and behind each
 * answer to whether a fact joins others. None of this needs a local variable or changes the stack, so that the frames of the
 * class stay right.
 */
final class FuelWriter extends ClassVisitor {

    private static final String FUEL = Type.getInternalName(Fuel.class);
    private static final String QUESTIONS = Type.getInternalName(FuelledQuestions.class);
    private static final Set<String> PAID_IN_ADVANCE = Arrays.stream(FuelledQuestions.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(method -> method.getName() + Type.getMethodDescriptor(method))
            .collect(Collectors.toUnmodifiableSet());
    private static final String CONCATENATION = Type.getInternalName(StringConcatFactory.class);

    FuelWriter(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (next == null || (access & Opcodes.ACC_BRIDGE) != 0) {
            return next; // what it passes on to counts, and it does nothing else: the scan has seen to that
        }
        return new Instructions(next, name.equals("test") && Type.getArgumentTypes(descriptor).length > 1);
    }

    private static final class Instructions extends MethodVisitor {

        private final boolean joins;
        private final Set<Label> passed = new HashSet<>();

        Instructions(MethodVisitor next, boolean joins) {
            super(Opcodes.ASM9, next);
            this.joins = joins;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            call("burn", "()V");
        }

        private void call(String name, String descriptor) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, FUEL, name, descriptor, false);
        }

        private void burnArray() {
            super.visitInsn(Opcodes.DUP);
            call("burn", "(I)V");
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        private void burnIfBackwards(Label... labels) {
            for (Label label : labels) {
                if (passed.contains(label)) {
                    call("burn", "()V");
                    return;
                }
            }
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            burnIfBackwards(label);
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label defaultLabel, Label... labels) {
            burnIfBackwards(defaultLabel);
            burnIfBackwards(labels);
            super.visitTableSwitchInsn(min, max, defaultLabel, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label defaultLabel, int[] keys, Label[] labels) {
            burnIfBackwards(defaultLabel);
            burnIfBackwards(labels);
            super.visitLookupSwitchInsn(defaultLabel, keys, labels);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
            if (bootstrap.getOwner().equals(CONCATENATION)) {
                super.visitInsn(Opcodes.DUP);
                call("burn", "(Ljava/lang/String;)V");
            }
        }

        /** A question that costs by the length of the fact is asked where it is paid for. */
        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            String withFact = "(L" + owner + ";" + descriptor.substring(1);
            if (opcode == Opcodes.INVOKEVIRTUAL && PAID_IN_ADVANCE.contains(name + withFact)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, QUESTIONS, name, withFact, false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.ANEWARRAY) {
                burnArray();
            }
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                burnArray();
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitInsn(int opcode) {
            if (joins && opcode == Opcodes.IRETURN) {
                super.visitInsn(Opcodes.DUP);
                call("burnJoined", "(Z)V");
            }
            super.visitInsn(opcode);
        }
    }
}

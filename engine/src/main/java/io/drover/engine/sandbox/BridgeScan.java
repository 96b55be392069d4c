package io.drover.engine.sandbox;

import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Holds a method that a compiler adds for the sake of types to what such methods do: one call of the method of the same name
 * in the same class, and nothing that could be done over and over. It costs no fuel; what it calls does.
 */
final class BridgeScan extends MethodVisitor {

    private final String className;
    private final String method;
    private final Consumer<String> faults;
    private int calls;

    BridgeScan(String className, String method, MethodVisitor next, Consumer<String> faults) {
        super(Opcodes.ASM9, next);
        this.className = className;
        this.method = method;
        this.faults = faults;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        calls++;
        if (calls > 1 || !owner.equals(className) || !name.equals(method)) {
            faults.accept("does more than pass on a call.");
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        faults.accept("does more than pass on a call.");
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label defaultLabel, Label... labels) {
        faults.accept("does more than pass on a call.");
        super.visitTableSwitchInsn(min, max, defaultLabel, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label defaultLabel, int[] keys, Label[] labels) {
        faults.accept("does more than pass on a call.");
        super.visitLookupSwitchInsn(defaultLabel, keys, labels);
    }
}

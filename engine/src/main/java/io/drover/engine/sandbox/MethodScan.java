package io.drover.engine.sandbox;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Holds the instructions of one generated method against the allow-list. */
final class MethodScan extends MethodVisitor {

    /** No rule can be written that needs a longer list. */
    private static final int LONGEST_ARRAY = 5_000;

    private static final int NONE = -1;

    private static final String DECIMAL = Type.getInternalName(BigDecimal.class);
    private static final String PRECISION = Type.getDescriptor(MathContext.class);

    /** Without a precision, the sum of a very large and a very small decimal takes all the memory there is. */
    private static final Set<String> REACHING_FAR = Set.of("add", "subtract", "multiply");

    private final References references;
    private final Consumer<String> faults;

    /** The number that the instruction before this one puts on the stack. */
    private int constant = NONE;

    MethodScan(References references, Consumer<String> faults) {
        super(Opcodes.ASM9);
        this.references = references;
        this.faults = faults;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        faults.accept("has the annotation " + descriptor + ".");
        return null;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        faults.accept("catches exceptions.");
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
            faults.accept("waits for other threads.");
        }
        constant = opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5 ? opcode - Opcodes.ICONST_0 : NONE;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            checkLength();
            constant = NONE;
        } else {
            constant = operand;
        }
    }

    @Override
    public void visitVarInsn(int opcode, int varIndex) {
        constant = NONE;
        if (opcode == Opcodes.RET) {
            faults.accept("jumps in a way that no compiler here makes.");
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.ANEWARRAY) {
            checkLength();
        }
        checkType(
                type,
                switch (opcode) {
                    case Opcodes.NEW -> "new";
                    case Opcodes.ANEWARRAY -> "array";
                    default -> "cast";
                });
        constant = NONE;
    }

    private void checkType(String type, String use) {
        if (type.startsWith("[")) {
            Type element = Type.getObjectType(type).getElementType();
            if (element.getSort() == Type.OBJECT) {
                references.check(element.getInternalName(), "array");
            }
        } else {
            references.check(type, use);
        }
    }

    private void checkLength() {
        if (constant < 0 || constant > LONGEST_ARRAY) {
            faults.accept("makes an array of a length that is not written in it, or a very long one.");
        }
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        faults.accept("makes an array of arrays.");
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        references.checkMember(owner, "." + name);
        constant = NONE;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        references.checkMember(owner, name);
        if (owner.equals(DECIMAL) && REACHING_FAR.contains(name) && !descriptor.contains(PRECISION)) {
            faults.accept("reckons with decimals of any length.");
        }
        constant = NONE;
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        checkHandle(bootstrap);
        for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
                checkHandle(handle);
            } else if (!(argument instanceof Type || argument instanceof String || argument instanceof Integer)) {
                faults.accept("computes a constant.");
            }
        }
        constant = NONE;
    }

    private void checkHandle(Handle handle) {
        references.checkMember(handle.getOwner(), "&" + handle.getName());
    }

    @Override
    public void visitLdcInsn(Object value) {
        constant = NONE;
        if (value instanceof Integer number) {
            constant = number;
        } else if (value instanceof Type type && type.getSort() == Type.OBJECT) {
            references.check(type.getInternalName(), "ldc");
        } else if (!(value instanceof String || value instanceof Number)) {
            faults.accept("computes a constant.");
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        constant = NONE;
        if (opcode == Opcodes.JSR) {
            faults.accept("jumps in a way that no compiler here makes.");
        }
    }

    @Override
    public void visitLabel(Label label) {
        constant = NONE;
    }

    @Override
    public void visitIincInsn(int varIndex, int increment) {
        constant = NONE;
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label defaultLabel, Label... labels) {
        constant = NONE;
    }

    @Override
    public void visitLookupSwitchInsn(Label defaultLabel, int[] keys, Label[] labels) {
        constant = NONE;
    }
}

package io.drover.engine.sandbox;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** Holds one generated class against the allow-list; tells whatever is not on it. */
final class ClassScan extends ClassVisitor {

    private static final Set<String> LAMBDA_METHODS =
            Set.of("<init>", "<clinit>", "test", "apply", "execute", "getExpressionHash", "predicateInformation");
    private static final Set<String> ANNOTATIONS =
            Set.of("Lorg/drools/compiler/kie/builder/MaterializedLambda;", "Lorg/kie/api/definition/type/Position;");
    private static final int NEVER_IN_CLASSES =
            Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION | Opcodes.ACC_MODULE | Opcodes.ACC_ABSTRACT;
    private static final int NEVER_IN_METHODS = Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_ABSTRACT;

    private final String className;
    private final ClassKind kind;
    private final PackClasses pack;
    private final AllowList allowed;
    private final Consumer<Violation> violations;
    private final Consumer<String> faults;

    /** A scan of the class {@code className} of {@code pack}, which is of {@code kind}. */
    ClassScan(String className, ClassKind kind, PackClasses pack, AllowList allowed, Consumer<Violation> violations) {
        super(Opcodes.ASM9);
        this.className = className;
        this.kind = kind;
        this.pack = pack;
        this.allowed = allowed;
        this.violations = violations;
        this.faults = fault -> violations.accept(new Violation(className, pack.rule(className), fault));
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        if ((version & 0xFFFF) > Opcodes.V17) {
            faults.accept("is of a version that no compiler here makes.");
        }
        if ((access & NEVER_IN_CLASSES) != 0) {
            faults.accept("is of a form that no rule has.");
        }
        References references = new References(kind, pack, allowed, faults);
        references.check(String.valueOf(superName), "extends");
        for (String each : interfaces == null ? new String[0] : interfaces) {
            references.check(each, "implements");
        }
    }

    @Override
    public @Nullable ModuleVisitor visitModule(String name, int access, @Nullable String version) {
        faults.accept("declares a module.");
        return null;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        checkAnnotation(descriptor);
        return null;
    }

    private void checkAnnotation(String descriptor) {
        if (!ANNOTATIONS.contains(descriptor)) {
            faults.accept("has the annotation " + descriptor + ".");
        }
    }

    @Override
    public void visitAttribute(Attribute attribute) {
        faults.accept("has the attribute " + attribute.type + ".");
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        return new FieldVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                checkAnnotation(annotation);
                return null;
            }
        };
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if (kind == ClassKind.LAMBDA && EnumMethods.drops(access, name)) {
            return null;
        }
        if ((access & NEVER_IN_METHODS) != 0) {
            faults.accept("has the method " + name + ", which is native, synchronized or abstract.");
        }
        if ((kind == ClassKind.LAMBDA && !LAMBDA_METHODS.contains(name)) || name.equals("finalize")) {
            faults.accept("has the method " + name + ", which no rule has.");
        }
        String rule = pack.rule(className, name);
        Consumer<String> ofMethod = fault -> violations.accept(new Violation(className, rule, fault));
        MethodScan scan = new MethodScan(new References(kind, pack, allowed, ofMethod), ofMethod);
        return (access & Opcodes.ACC_BRIDGE) == 0 ? scan : new BridgeScan(className, name, scan, ofMethod);
    }
}

package io.drover.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers of model and engine, and what neither may touch. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.drover.model", "io.drover.engine");

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.drover.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void model_knowsNothingButItselfAndAnnotations() {
        classes()
                .that()
                .resideInAPackage("io.drover.model..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.drover.model..",
                        "java..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify.annotations.."))
                .check(CLASSES);
    }

    @Test
    void lint_isSeenByNothingElseInTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.drover.engine.lint..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.drover.engine.lint.."))
                .check(CLASSES);
    }

    @Test
    void engine_knowsNeitherHttpNorSqlNorServer() {
        noClasses()
                .that()
                .resideInAPackage("io.drover.engine..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.drover.server..", "io.undertow..", "java.sql..", "java.net.http.."))
                .check(CLASSES);
    }

    @Test
    void engine_readsNoClockNoRandomnessNoEnvironment() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, Random.class)
                .check(CLASSES);
    }

    @Test
    void rulesEngine_isSeenByTheEngineOnlyAndNotInItsSignatures() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.drover.engine..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.drools..", "org.kie.."))
                .check(CLASSES);
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(PUBLIC_API)
                .should(new HaveNoDroolsInTheirSignatures())
                .check(CLASSES);
    }

    /** Public classes, but for those that Drools itself, or code that it generates, calls. */
    private static final DescribedPredicate<JavaClass> PUBLIC_API = DescribedPredicate.describe(
            "are public",
            type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                    && type.getPackageName().startsWith("io.drover.engine")
                    && !type.getName().startsWith("io.drover.engine.compile.CountDistinctFunction")
                    && !type.getName().startsWith("io.drover.engine.sandbox.Fuelled"));

    private static final class HaveNoDroolsInTheirSignatures extends ArchCondition<JavaMethod> {

        HaveNoDroolsInTheirSignatures() {
            super("have no type of Drools in their signatures");
        }

        @Override
        public void check(JavaMethod method, ConditionEvents events) {
            Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                    .map(JavaClass::getPackageName)
                    .filter(name -> name.startsWith("org.drools") || name.startsWith("org.kie"))
                    .forEach(name ->
                            events.add(SimpleConditionEvent.violated(method, method.getFullName() + ": " + name)));
        }
    }
}

package io.drover.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The layers of the server, and where the libraries it stands on may be seen. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.drover");

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.drover.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void undertow_isSeenByHttpOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.drover.server.http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.undertow..", "org.xnio.."))
                .check(CLASSES);
    }

    @Test
    void commandLine_isSeenByItselfAndMainOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.drover.server.cli..", "io.drover.server")
                .should()
                .dependOnClassesThat(resideInAnyPackage("picocli..", "io.drover.server.cli.."))
                .check(CLASSES);
    }

    @Test
    void rulesEngine_isSeenByTheEngineOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.drover.server..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.drools..", "org.kie.."))
                .check(CLASSES);
    }

    @Test
    void git_isSeenByItsPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.drover.server.git..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.eclipse.jgit.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.drover.server.git..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.drover.server.activation..", "io.drover.server.http.."))
                .check(CLASSES);
    }
}

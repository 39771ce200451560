package dev.varve.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** How thin the command is. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.varve");

    @Test
    void libraryAndCommandWereSeen() {
        assertThat(ALL.size()).isGreaterThan(300);
        assertThat(ALL.stream().filter(type -> type.getPackageName().equals("dev.varve.cli")))
                .hasSizeGreaterThan(40);
    }

    @Test
    void nobodySeesTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.varve.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.varve.cli..")
                .check(ALL);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(ALL);
    }

    @Test
    void onlyMainKnowsTheProcesssStreams() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    @Test
    void picocliStaysWithTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.varve.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(ALL);
    }

    @Test
    void aCommandIsAClassNamedForItsVerb() {
        classes()
                .that()
                .areAnnotatedWith(picocli.CommandLine.Command.class)
                .should()
                .haveSimpleNameEndingWith("Command")
                .check(ALL);
    }
}

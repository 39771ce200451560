package dev.varve.formats;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.varve.plan.ChunkRule;
import org.junit.jupiter.api.Test;

/** What formats may see of the library; ARCHITECTURE.md draws the same. */
class ArchitectureTest {
    private static final JavaClasses FORMATS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.varve.formats");

    @Test
    void allFormatsWereSeen() {
        assertThat(FORMATS.size()).isGreaterThan(100);
        assertThat(FORMATS.stream().map(JavaClass::getPackageName).distinct())
                .contains(
                        "dev.varve.formats",
                        "dev.varve.formats.hdf5",
                        "dev.varve.formats.netcdf3",
                        "dev.varve.formats.netcdf4");
    }

    /** A sink that is left to choose its chunks asks the rule that everyone asks. */
    @Test
    void formatsSeeDatasetsCodecsGridsAndStores() {
        classes()
                .that()
                .resideInAPackage("dev.varve.formats..")
                .and()
                .doNotBelongToAnyOf(Sources.class)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "dev.varve",
                                "dev.varve.formats..",
                                "dev.varve.array..",
                                "dev.varve.grid..",
                                "dev.varve.store..",
                                "dev.varve.codec..",
                                "dev.varve.dataset..")
                        .or(describe("the rule for chunks", type -> type.isEquivalentTo(ChunkRule.class)))
                        .or(describe(
                                "not of Varve", type -> !type.getPackageName().startsWith("dev.varve"))))
                .check(FORMATS);
    }

    @Test
    void onlyWhatOpensEverythingSeesZarr() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Sources.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.varve.zarr..")
                .check(FORMATS);
    }

    @Test
    void noPackagesSeeEachOtherInACircle() {
        slices().matching("dev.varve.formats.(**)").should().beFreeOfCycles().check(FORMATS);
    }
}

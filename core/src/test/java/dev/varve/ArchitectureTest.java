package dev.varve;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.ByteRange;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the library and who may see whom; ARCHITECTURE.md draws the same. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.varve");

    /** Every room, in the order in which they build on each other. */
    private static final List<String> ROOMS = List.of(
            "array",
            "grid",
            "store",
            "codec",
            "shard",
            "metadata",
            "pipeline",
            "dataset",
            "zarr",
            "measure",
            "plan",
            "run",
            "report");

    /** A room sees the JDK, itself and the rooms named here: of ours nothing else, of others' nothing but their jars. */
    private static void sees(String room, String... others) {
        String[] ours = Stream.concat(Stream.of(room), Arrays.stream(others))
                .map(name -> "dev.varve." + name + "..")
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage("dev.varve." + room + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ours).or(isNotOurs()))
                .check(CORE);
    }

    private static DescribedPredicate<JavaClass> isNotOurs() {
        return DescribedPredicate.describe(
                "not of Varve", type -> !type.getPackageName().startsWith("dev.varve"));
    }

    @Test
    void allRoomsWereSeen() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : CORE) {
            String rest = type.getPackageName().substring("dev.varve".length());
            if (!rest.isEmpty()) {
                found.add(rest.substring(1).replaceAll("[.].*", ""));
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(ROOMS);
        assertThat(CORE.size()).isGreaterThan(150);
    }

    @Test
    void arraySeesNothing() {
        sees("array");
    }

    @Test
    void gridSeesArrays() {
        sees("grid", "array");
    }

    @Test
    void storeSeesArraysForTheirBytes() {
        sees("store", "array");
    }

    @Test
    void codecSeesArrays() {
        sees("codec", "array");
    }

    @Test
    void shardSeesCodecsGridsAndByteRanges() {
        sees("shard", "array", "grid", "codec", "store");
        noClasses()
                .that()
                .resideInAPackage("dev.varve.shard..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.varve.store..")
                        .and(DescribedPredicate.describe(
                                "no byte range", type -> !type.getName().startsWith(ByteRange.class.getName()))))
                .check(CORE);
    }

    @Test
    void metadataSeesCodecsAndShardsButNoStore() {
        sees("metadata", "array", "grid", "codec", "shard");
    }

    @Test
    void pipelineSeesShardsCodecsGridsAndStores() {
        sees("pipeline", "array", "grid", "store", "codec", "shard");
    }

    /** It asks codecs what they can do, never which they are. */
    @Test
    void pipelineKnowsNoCodecByItsClass() {
        noClasses()
                .that()
                .resideInAPackage("dev.varve.pipeline..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.varve.codec.*..").or(type(ShardingCodec.class)))
                .check(CORE);
    }

    @Test
    void datasetSeesCodecsAndGrids() {
        sees("dataset", "array", "grid", "codec");
    }

    @Test
    void zarrSeesPipelineMetadataAndDataset() {
        sees("zarr", "array", "grid", "store", "codec", "shard", "metadata", "pipeline", "dataset");
    }

    @Test
    void planSeesDatasetsButNoStore() {
        sees("plan", "array", "grid", "codec", "shard", "metadata", "dataset", "measure");
    }

    @Test
    void measureSeesArrays() {
        sees("measure", "array");
    }

    @Test
    void runSeesAll() {
        sees(
                "run",
                "array",
                "grid",
                "store",
                "codec",
                "shard",
                "metadata",
                "pipeline",
                "dataset",
                "zarr",
                "measure",
                "plan");
    }

    @Test
    void reportSeesAll() {
        sees(
                "report",
                "array",
                "grid",
                "store",
                "codec",
                "shard",
                "metadata",
                "pipeline",
                "dataset",
                "zarr",
                "measure",
                "plan",
                "run");
    }

    @Test
    void noPackagesSeeEachOtherInACircle() {
        slices().matching("dev.varve.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void nothingButMetadataReadsJson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.varve.metadata..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CORE);
    }
}

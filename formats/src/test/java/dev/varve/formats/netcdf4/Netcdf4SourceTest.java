package dev.varve.formats.netcdf4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Group;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Netcdf4SourceTest {
    private static MemoryFile file(String folder, String name) throws IOException {
        return new MemoryFile(name, Files.readAllBytes(Truth.file(folder, name)));
    }

    private static Netcdf4Source open(String folder, String name) throws IOException {
        return Netcdf4Source.open(file(folder, name));
    }

    private static Variable variable(Netcdf4Source source, String path) {
        return source.describe().variable(path).orElseThrow();
    }

    private static NdArray whole(Netcdf4Source source, String path) throws IOException {
        Variable variable = variable(source, path);
        return source.read(variable, Region.whole(variable.shape()));
    }

    private static Map<String, String> reasons(Netcdf4Source source) {
        return source.describe().unsupported().stream()
                .collect(Collectors.toMap(Group.Unsupported::path, Group.Unsupported::reason));
    }

    /** Another reader gives zeros in files of HDF5 1.8, and fails in those of 1.10. */
    @ParameterizedTest
    @ValueSource(strings = {"fill_earliest.h5", "fill_v110.h5", "fill_v200.h5"})
    void chunksThatWereNeverWrittenAreTheFillValue(String name) throws IOException {
        try (Netcdf4Source source = open("hdf5", name)) {
            Variable variable = variable(source, "late_given_chunked_never");
            NdArray values = whole(source, variable.path());
            assertThat(values.isAll(variable.fill())).isTrue();
            assertThat(variable.fill().bits().getInt(0)).isNotZero();
            assertThat(source.reference(variable, new long[2])).isEmpty();
        }
    }

    /** Another reader cannot list a group that has a compound or a datatype of version 4 or 5 inside. */
    @ParameterizedTest
    @ValueSource(strings = {"structures_v112.h5", "structures_v200.h5"})
    void typesThatCannotBeReadHideNothingElse(String name) throws IOException {
        try (Netcdf4Source source = open("hdf5", name)) {
            assertThat(reasons(source))
                    .containsEntry("pair", "datatype compound {a: int16, b: float32} is not supported")
                    .containsEntry("references", "datatype object reference is not supported");
            Object target =
                    Truth.of(Truth.file("hdf5", name)).variables().get("target").get("sha256");
            assertThat(Digest.of(whole(source, "target"))).isEqualTo(target);
            assertThat(variable(source, "bool").type()).isEqualTo(NumericType.BOOL);
            assertThat(variable(source, "complex").type()).isEqualTo(NumericType.COMPLEX64);
        }
    }

    /** Another reader fails on chunk layouts of version 5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "index_fixed_array_v200.h5",
                "index_extensible_array_v200.h5",
                "index_btree2_v200.h5",
                "each_v200.h5"
            })
    void chunkIndexesOfHdf5TwoAreRead(String name) throws IOException {
        Truth truth = Truth.of(Truth.file("hdf5", name));
        try (Netcdf4Source source = open("hdf5", name)) {
            for (Map.Entry<String, Map<?, ?>> variable : truth.variables().entrySet()) {
                if (!variable.getValue().containsKey("may_refuse")) {
                    assertThat(Digest.of(whole(source, variable.getKey())))
                            .as(variable.getKey())
                            .isEqualTo(variable.getValue().get("sha256"));
                }
            }
        }
    }

    @Test
    void complexNumbersOfHdf5TwoAreComplexInBothOrders() throws IOException {
        try (Netcdf4Source source = open("hdf5", "structures_v200.h5")) {
            NdArray little = whole(source, "native_complex");
            NdArray big = whole(source, "native_complex_big");
            assertThat(little.type()).isIn(NumericType.COMPLEX64, NumericType.COMPLEX128);
            assertThat(little.shape()).isEqualTo(Shape.of(3));
            assertThat(big.shape()).isEqualTo(Shape.of(3));
        }
    }

    /** NetCDF-C 4.10 leaves memory as it was there: both axes are unlimited and the dataset is shorter on the inner one. */
    @Test
    void whatADatasetDoesNotReachIsTheFillValueOnEveryAxis() throws IOException {
        try (Netcdf4Source source = open("netcdf4", "unlimited_twice.nc")) {
            NdArray values = whole(source, "both_short");
            assertThat(values.shape()).isEqualTo(Shape.of(7, 5));
            int written = 0;
            for (int row = 0; row < 7; row++) {
                for (int column = 0; column < 5; column++) {
                    float value = Float.intBitsToFloat(values.data().getInt(4 * (5 * row + column)));
                    written += value == 9.96921e36f ? 0 : 1;
                    assertThat(value == 9.96921e36f || (row == 0 && column < 2)).isTrue();
                }
            }
            assertThat(written).isEqualTo(2);
            assertThat(whole(source, "both").slice(Region.between(new long[] {4, 0}, new long[] {7, 5})))
                    .satisfies(tail -> assertThat(
                                    tail.isAll(variable(source, "both").fill()))
                            .isTrue());
        }
    }

    @Test
    void groupsThatContainEachOtherAreListedOnce() throws IOException {
        try (Netcdf4Source source = open("hdf5", "links.h5")) {
            assertThat(reasons(source))
                    .containsEntry("data/up", "is another name of group '/'")
                    .containsEntry("data/self", "is another name of group 'data'")
                    .containsEntry("dangling", "a soft link to '/nowhere', which is not in the file")
                    .containsEntry("soft_loop", "a soft link to '/soft_loop', which is not in the file")
                    .containsEntry("external", "an external link to 'other.h5' is not followed");
            assertThat(whole(source, "soft").sameBits(whole(source, "data/v"))).isTrue();
        }
    }

    @Test
    void virtualAndExternalDatasetsAndUnknownFiltersAreRefusedByName() throws IOException {
        try (Netcdf4Source virtual = open("hdf5", "virtual.h5");
                Netcdf4Source external = open("hdf5", "external_storage.h5");
                Netcdf4Source filters = open("hdf5", "filters_other.h5");
                Netcdf4Source skipped = open("hdf5", "filters_unknown.h5")) {
            assertThat(reasons(virtual)).containsEntry("virtual", "virtual datasets are not supported");
            assertThat(reasons(external))
                    .containsEntry("external", "its elements lie in external files, which is not supported");
            assertThat(reasons(filters))
                    .containsEntry("zfp/v", "filter 32013 (H5Z-ZFP-1.1.1) is not supported")
                    .containsEntry("blosc2/v", "filter 32026 (blosc2) is not supported");
            assertThat(reasons(skipped)).isEmpty();
        }
    }

    @Test
    void enumerationsAreIntegersThatKnowTheirNames() throws IOException {
        try (Netcdf4Source source = open("netcdf4", "user_types.nc")) {
            Dataset dataset = source.describe();
            List<DeclaredType.Enumeration> enumerations = dataset.variables().stream()
                    .flatMap(v -> v.declared().stream())
                    .map(d -> (DeclaredType.Enumeration) d)
                    .toList();
            assertThat(enumerations).isNotEmpty().allSatisfy(e -> {
                assertThat(e.name()).isNotEmpty();
                assertThat(e.members()).isNotEmpty();
            });
        }
    }

    @Test
    void aWrongChecksumIsNamedWithFileVariableChunkAndByte() throws IOException {
        byte[] content = Files.readAllBytes(Truth.file("hdf5", "filters_deflate.h5"));
        long[] chunk = {1, 2};
        ChunkReference reference;
        try (Netcdf4Source source = Netcdf4Source.open(new MemoryFile("whole.h5", content))) {
            reference = source.reference(variable(source, "float64/fletcher32"), chunk)
                    .orElseThrow();
        }
        content[(int) reference.offset() + 40] ^= 1;
        try (Netcdf4Source source = Netcdf4Source.open(new MemoryFile("broken.h5", content))) {
            Variable variable = variable(source, "float64/fletcher32");
            assertThatExceptionOfType(SourceFormatException.class)
                    .isThrownBy(() -> source.read(variable, Region.whole(variable.shape())))
                    .withMessageStartingWith("broken.h5: variable 'float64/fletcher32': chunk (1, 2) at byte "
                            + reference.offset() + ": ")
                    .withMessageContaining("fletcher32: checksum");
            Region other = Region.of(new long[2], Shape.of(8, 9));
            assertThat(source.read(variable, other).shape()).isEqualTo(Shape.of(8, 9));
        }
    }

    /** Metadata of the newest format carries checksums; the neighbours of a damaged variable stay. */
    @Test
    void aDamagedHeaderIsListedWithItsByte() throws IOException {
        byte[] content = Files.readAllBytes(Truth.file("hdf5", "index_fixed_array_v110.h5"));
        int index = find(content, "FAHD".getBytes(StandardCharsets.US_ASCII));
        content[index + 8] ^= 1;
        try (Netcdf4Source source = Netcdf4Source.open(new MemoryFile("broken.h5", content))) {
            assertThat(source.describe().variables()).isNotEmpty();
            assertThat(source.describe().unsupported()).singleElement().satisfies(u -> {
                assertThat(u.reason()).startsWith("variable '" + u.path() + "': fixed array at byte ");
                assertThat(u.reason()).contains("checksum is ");
            });
        }
    }

    private static int find(byte[] content, byte[] pattern) {
        for (int i = 0; i <= content.length - pattern.length; i++) {
            if (Arrays.equals(content, i, i + pattern.length, pattern, 0, pattern.length)) {
                return i;
            }
        }
        throw new IllegalStateException("not there");
    }

    /** The root of a tree is made its own child; without checksums only the walk itself can notice. */
    @Test
    void anIndexThatLeadsBackToItselfEnds() throws IOException {
        byte[] content = Files.readAllBytes(Truth.file("hdf5", "index_btree1_levels.h5"));
        int roots = 0;
        for (int at = 0; at < content.length - 100; at++) {
            boolean isInner = content[at] == 'T'
                    && content[at + 1] == 'R'
                    && content[at + 2] == 'E'
                    && content[at + 3] == 'E'
                    && content[at + 4] == 1
                    && content[at + 5] > 0;
            if (isInner) {
                // Behind 24 bytes of head and a key of 32 stands the first child.
                ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(at + 56, at);
                roots++;
            }
        }
        assertThat(roots).isPositive();
        try (Netcdf4Source source = Netcdf4Source.open(new MemoryFile("loop.h5", content))) {
            assertThat(reasons(source).values()).anyMatch(r -> r.contains("B-tree node at byte"));
        }
    }

    @Test
    void chunkClaimsThatAreTooGoodToBeTrueAreRefusedBeforeMemoryIs() throws IOException {
        byte[] content = Files.readAllBytes(Truth.file("hdf5", "index_btree1_levels.h5"));
        // A layout message of version 3, chunked, with 2 + 1 axes: the chunks (4, 4) of 2 bytes of "deflated".
        int at = -1;
        for (int i = 0; i < content.length - 23; i++) {
            if (content[i] == 3
                    && content[i + 1] == 2
                    && content[i + 2] == 3
                    && content[i + 11] == 4
                    && content[i + 15] == 4
                    && content[i + 19] == 2) {
                at = i;
            }
        }
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 11, 200_000_000);
        try (Netcdf4Source source = Netcdf4Source.open(new MemoryFile("bomb.h5", content))) {
            Variable variable = variable(source, "deflated");
            Region one = Region.of(new long[2], Shape.of(1, 1));
            assertThatExceptionOfType(SourceFormatException.class)
                    .isThrownBy(() -> source.read(variable, one))
                    .withMessageContaining("variable 'deflated'");
        }
    }

    @Test
    void aChunkThatIsNotFilteredIsReadWithoutACopy() throws IOException {
        byte[] content = Files.readAllBytes(Truth.file("hdf5", "layouts.h5"));
        MemoryFile file = new MemoryFile("layouts.h5", content);
        try (Netcdf4Source source = Netcdf4Source.open(file)) {
            Variable variable = variable(source, "chunked/float32_2d");
            Region chunk = Region.of(new long[2], Shape.of(4, 5));
            source.read(variable, chunk);
            long before = file.reads();
            NdArray block = source.read(variable, chunk);
            assertThat(block.data().array()).isSameAs(content);
            assertThat(file.reads() - before).isEqualTo(1);
        }
    }

    @Test
    void anIndexIsReadOnceAndOnlyForItsVariable() throws IOException {
        MemoryFile file = file("hdf5", "index_extensible_array_paged.h5");
        try (Netcdf4Source source = Netcdf4Source.open(file)) {
            Variable variable = variable(source, "v");
            Region one = Region.of(new long[1], Shape.of(1));
            source.read(variable, one);
            long before = file.reads();
            source.read(variable, one);
            assertThat(file.reads() - before).isEqualTo(1);
        }
    }

    @Test
    void filesThatAreNoHdf5AreRefused() {
        byte[] text = "<html>not found</html>".repeat(100).getBytes(StandardCharsets.US_ASCII);
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> Netcdf4Source.open(new MemoryFile("page.nc", text)))
                .withMessage("page.nc: is no HDF5 file: it has no signature");
    }

    @Test
    void aFileThatIsCutShortSaysHowMuchIsMissing() throws IOException {
        byte[] content = Files.readAllBytes(Truth.file("netcdf4", "cf.nc"));
        byte[] part = Arrays.copyOf(content, content.length - 100);
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> Netcdf4Source.open(new MemoryFile("cut.nc", part)))
                .withMessageContaining("cut short: the last 100 of its " + content.length + " bytes are missing");
    }

    @Test
    void refusesVariablesOfOtherSources() throws IOException {
        try (Netcdf4Source source = open("netcdf4", "cf.nc");
                Netcdf4Source other = open("hdf5", "layouts.h5")) {
            Variable foreign = variable(other, "compact/int16_1d");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> source.read(foreign, Region.whole(foreign.shape())))
                    .withMessageContaining("cf.nc has no variable 'compact/int16_1d'");
        }
    }
}

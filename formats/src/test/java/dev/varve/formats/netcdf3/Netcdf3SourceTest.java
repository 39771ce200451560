package dev.varve.formats.netcdf3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Netcdf3SourceTest {
    private static final int BYTE = 1;
    private static final int CHAR = 2;
    private static final int INT = 4;
    private static final int DOUBLE = 6;

    /** Two record variables: one byte and one int per record, from byte 200. */
    private static ClassicFile twoRecordVariables(long records) {
        return ClassicFile.withRecords(records)
                .dimensions("time", 0)
                .nothing()
                .variables(2)
                .variable("flag", BYTE, 200, 0)
                .variable("count", INT, 204, 0)
                .zerosUpTo(200);
    }

    private static ClassicFile record(ClassicFile file, int value) {
        return file.raw((byte) value, (byte) 0, (byte) 0, (byte) 0).number(value);
    }

    private static NdArray whole(Netcdf3Source source, String name) throws IOException {
        Variable variable = source.describe().variable(name).orElseThrow();
        return source.read(variable, Region.whole(variable.shape()));
    }

    @Test
    void streamedRecordsAreCountedFromTheLengthOfTheFile() throws IOException {
        try (Netcdf3Source source = record(record(twoRecordVariables(-1), 7), 8).open()) {
            assertThat(whole(source, "flag").data().toArray()).containsExactly(7, 8);
            assertThat(whole(source, "count").data().getInt(4)).isEqualTo(8);
        }
    }

    @Test
    void aStreamThatEndsWithinARecordIsRefused() {
        assertThatThrownBy(
                        () -> record(twoRecordVariables(-1), 7).raw(new byte[6]).open())
                .isInstanceOf(SourceFormatException.class)
                .hasMessageContaining("ends 6 bytes into record 1");
    }

    @Test
    void aStreamWithoutRecordsIsEmpty() throws IOException {
        try (Netcdf3Source source = twoRecordVariables(-1).open()) {
            assertThat(whole(source, "flag").shape()).isEqualTo(Shape.of(0));
        }
    }

    @Test
    void paddingAfterTheLastValueMayBeMissing() throws IOException {
        try (Netcdf3Source source = ClassicFile.withRecords(0)
                .dimensions("x", 3)
                .nothing()
                .variables(1)
                .variable("v", BYTE, 100, 0)
                .zerosUpTo(100)
                .raw((byte) 1, (byte) 2, (byte) 3)
                .open()) {
            assertThat(whole(source, "v").data().toArray()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aFileShorterThanItsHeaderSaysIsRefusedWhenOpened() {
        assertThatThrownBy(
                        () -> record(twoRecordVariables(2), 7).raw(new byte[6]).open())
                .isInstanceOf(SourceFormatException.class)
                .hasMessageContaining("variable 'count' (4 bytes in each of 2 records from byte 204)")
                .hasMessageContaining("cut short");
    }

    @Test
    void lengthsWhoseProductOverflowsAreRefused() {
        ClassicFile file = ClassicFile.withRecords(0)
                .dimensions("x", 0x7fffffff)
                .nothing()
                .variables(1)
                .variable("v", DOUBLE, 100, 0, 0, 0, 0);
        assertThatThrownBy(file::open).hasMessageContaining("variable 'v' is larger than any file can be");
    }

    @Test
    void manyHugeRecordVariablesWithoutRecordsAreEmpty() throws IOException {
        ClassicFile file = ClassicFile.withRecords(0)
                .dimensions("t", 0, "x", 0x7fffffff)
                .nothing()
                .variables(3)
                .variable("a", BYTE, 1000, 0, 1, 1)
                .variable("b", BYTE, 1000, 0, 1, 1)
                .variable("c", BYTE, 1000, 0, 1, 1);
        try (Netcdf3Source source = file.open()) {
            assertThat(source.describe().variables())
                    .allMatch(v -> v.shape().extent(0) == 0)
                    .hasSize(3);
        }
    }

    @Test
    void aSecondUnlimitedDimensionIsRefused() {
        assertThatThrownBy(() -> ClassicFile.withRecords(0)
                        .dimensions("a", 0, "b", 0)
                        .nothing()
                        .nothing()
                        .open())
                .hasMessageContaining("'b' is a second unlimited one");
    }

    @Test
    void theUnlimitedDimensionMustBeTheFirstAxis() {
        assertThatThrownBy(() -> ClassicFile.withRecords(0)
                        .dimensions("x", 3, "t", 0)
                        .nothing()
                        .variables(1)
                        .variable("v", BYTE, 100, 0, 1)
                        .open())
                .hasMessageContaining("variable 'v' has the unlimited dimension as axis 1");
    }

    @Test
    void aVariableInsideTheHeaderIsRefused() {
        assertThatThrownBy(() -> ClassicFile.withRecords(0)
                        .dimensions("x", 3)
                        .nothing()
                        .variables(1)
                        .variable("v", BYTE, 8, 0)
                        .open())
                .hasMessageContaining("inside the header");
    }

    @Test
    void namesThatAreTwiceThereAreRefused() {
        assertThatThrownBy(() -> ClassicFile.withRecords(0)
                        .dimensions("x", 3, "x", 4)
                        .nothing()
                        .nothing()
                        .open())
                .hasMessageContaining("two dimensions are named 'x'");
    }

    @Test
    void anotherFileIsRefusedByItsFirstBytes() {
        assertThatThrownBy(() ->
                        Netcdf3Source.open(new InMemoryFile("CDF\3 and so on".getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(SourceFormatException.class)
                .hasMessageContaining("no classic netCDF file");
    }

    @Test
    void unsignedTypesAreRefusedInVersionsThatLackThem() {
        assertThatThrownBy(() -> ClassicFile.withRecords(0)
                        .nothing()
                        .nothing()
                        .variables(1)
                        .variable("v", 7, 100)
                        .open())
                .hasMessageContaining("type 7 of variable 'v'")
                .hasMessageContaining("CDF-1");
    }

    @Test
    void textThatIsNotUtf8IsReadAsLatin1AndLosesItsTrailingNuls() throws IOException {
        ClassicFile file = ClassicFile.withRecords(0)
                .nothing()
                .number(12)
                .number(2)
                .name("latin")
                .number(CHAR)
                .counted((byte) 0xb0, (byte) 'C')
                .name("terminated")
                .number(CHAR)
                .counted((byte) 'K', (byte) 0, (byte) 0)
                .nothing();
        try (Netcdf3Source source = file.open()) {
            assertThat(source.describe().root().attributes())
                    .extracting(Attribute::value)
                    .containsExactly(new Attribute.Text("°C"), new Attribute.Text("K"));
        }
    }

    @Test
    void charactersKeepEveryByteAndAllAxes() throws IOException {
        try (Netcdf3Source source = ClassicFile.withRecords(0)
                .dimensions("n", 2, "length", 2)
                .nothing()
                .variables(1)
                .variable("c", CHAR, 200, 0, 1)
                .zerosUpTo(200)
                .raw((byte) 0xff, (byte) 0, (byte) 'a', (byte) 'b')
                .open()) {
            NdArray values = whole(source, "c");
            assertThat(values.type()).isEqualTo(new NullTerminatedBytes(1));
            assertThat(values.data().toArray()).containsExactly(0xff, 0, 'a', 'b');
        }
    }

    @Test
    void recordsThatLieCloseTogetherAreFetchedAtOnce() throws IOException {
        ClassicFile bytes = twoRecordVariables(1000);
        for (int i = 0; i < 1000; i++) {
            record(bytes, i);
        }
        InMemoryFile file = new InMemoryFile(bytes.content());
        try (Netcdf3Source source = Netcdf3Source.open(file)) {
            int before = file.reads();
            assertThat(whole(source, "count").data().getInt(4 * 999)).isEqualTo(999);
            assertThat(file.reads() - before).isEqualTo(1);
        }
    }

    @Test
    void aRegionOutsideTheVariableIsABadCall() throws IOException {
        try (Netcdf3Source source = record(twoRecordVariables(1), 7).open()) {
            Variable variable = source.describe().variable("flag").orElseThrow();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> source.read(variable, Region.of(new long[] {1}, Shape.of(1))))
                    .withMessageContaining("not inside variable 'flag'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> source.reference(variable, new long[] {1}))
                    .withMessageContaining("chunk [1]");
        }
    }
}

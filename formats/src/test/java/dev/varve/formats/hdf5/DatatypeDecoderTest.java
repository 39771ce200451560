package dev.varve.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import dev.varve.array.NumericType;
import dev.varve.dataset.SourceFormatException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatatypeDecoderTest {
    private static final int[] FLOAT32 = {0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0};

    private static Cursor cursor(int[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int[] part : parts) {
            for (int value : part) {
                bytes.write(value);
            }
        }
        FileBytes file = FileBytes.of(new ByteFile(new byte[0]), 0, 8, 8);
        return new Cursor(file, "datatype", Bytes.wrap(bytes.toByteArray()), 100);
    }

    private static int[] head(int kind, int version, int bits, int size) {
        return new int[] {version << 4 | kind, bits, 0, 0, size, 0, 0, 0};
    }

    @Test
    void readsFloatsOfBothOrders() throws SourceFormatException {
        int[] big = FLOAT32.clone();
        big[1] |= 1;
        assertThat(StoredType.of(DatatypeDecoder.decode(cursor(FLOAT32))))
                .contains(new StoredType(NumericType.FLOAT32, false, NumericType.FLOAT32));
        assertThat(StoredType.of(DatatypeDecoder.decode(cursor(big))))
                .contains(new StoredType(NumericType.FLOAT32, true, NumericType.FLOAT32));
    }

    @Test
    void refusesVaxFloatsByName() throws SourceFormatException {
        int[] vax = FLOAT32.clone();
        vax[1] |= 0x41;
        Datatype type = DatatypeDecoder.decode(cursor(vax));
        assertThat(StoredType.of(type)).isEmpty();
        assertThat(type.toString()).contains("VAX");
    }

    @Test
    void seesBothKindsOfComplexNumbers() throws SourceFormatException {
        Datatype recent = DatatypeDecoder.decode(cursor(head(11, 5, 1, 8), FLOAT32));
        Datatype compound = DatatypeDecoder.decode(
                cursor(head(6, 3, 2, 8), new int[] {'r', 0, 0}, FLOAT32, new int[] {'i', 0, 4}, FLOAT32));
        StoredType expected = new StoredType(NumericType.COMPLEX64, false, NumericType.COMPLEX64);
        assertThat(StoredType.of(recent)).contains(expected);
        assertThat(StoredType.of(compound)).contains(expected);
    }

    @Test
    void readsMembersOfTheOldestVersionWithTheirAxes() throws SourceFormatException {
        int[] member = new int[8 + 4 + 12 + 16];
        member[0] = 'a';
        member[8] = 0;
        member[12] = 2;
        member[24] = 2;
        member[28] = 3;
        Datatype type = DatatypeDecoder.decode(cursor(head(6, 1, 1, 24), member, FLOAT32));
        assertThat(type.toString()).isEqualTo("compound {a: array (2, 3) of float32}");
    }

    @Test
    void whatIsNotKnownIsATypeOfItsOwn() throws SourceFormatException {
        assertThat(DatatypeDecoder.decode(cursor(head(12, 3, 0, 4)))).isInstanceOf(Datatype.Unknown.class);
        assertThat(DatatypeDecoder.decode(cursor(head(0, 9, 0, 4)))).isInstanceOf(Datatype.Unknown.class);
        Datatype inside = DatatypeDecoder.decode(cursor(head(6, 3, 1, 8), new int[] {'x', 0, 0}, head(12, 3, 0, 4)));
        assertThat(inside).isInstanceOf(Datatype.Unknown.class);
        assertThat(inside.toString()).contains("compound").contains("class 12");
    }

    @Test
    void readsSignedAndUnsignedEnumerations() throws SourceFormatException {
        int[] base = {0x10, 8, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0};
        Datatype type = DatatypeDecoder.decode(
                cursor(head(8, 3, 2, 1), base, new int[] {'n', 'o', 0, 'y', 0}, new int[] {0xff, 1}));
        assertThat(type).isInstanceOfSatisfying(Datatype.Enumeration.class, e -> {
            assertThat(e.names()).isEqualTo(List.of("no", "y"));
            assertThat(e.values()).isEqualTo(List.of(-1L, 1L));
            assertThat(e.isBoolean()).isFalse();
        });
    }

    @Test
    void endsWhenTypesAreNestedWithoutEnd() {
        int[][] parts = new int[100][];
        Arrays.fill(parts, head(9, 3, 0, 16));
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> DatatypeDecoder.decode(cursor(parts)))
                .withMessageContaining("nested")
                .withMessageContaining("memory.h5");
    }

    @Test
    void saysWhereATypeIsCutShort() {
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> DatatypeDecoder.decode(cursor(head(1, 1, 0x20, 4))))
                .withMessageContaining("datatype at byte 108");
    }

    @Test
    void refusesFieldsOutsideTheirCompound() {
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> DatatypeDecoder.decode(cursor(head(6, 3, 1, 8), new int[] {'x', 0, 6}, FLOAT32)))
                .withMessageContaining("field 'x'");
    }
}

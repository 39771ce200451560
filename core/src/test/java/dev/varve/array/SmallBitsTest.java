package dev.varve.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.StructType.Field;
import org.junit.jupiter.api.Test;

class SmallBitsTest {
    private static byte[] canonical(DataType type, int... bytes) {
        byte[] given = new byte[bytes.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = (byte) bytes[i];
        }
        return SmallBits.canonical(type, Bytes.wrap(given)).toArray();
    }

    @Test
    void signedIntegersAreExtendedWithTheirSign() {
        assertThat(canonical(SmallInteger.INT4, 0x0f, 0x78, 0xf7, 0x80)).containsExactly(-1, -8, 7, 0);
        assertThat(canonical(SmallInteger.INT2, 0x02, 0xfd, 0x04)).containsExactly(-2, 1, 0);
    }

    @Test
    void theRestIsZero() {
        assertThat(canonical(SmallInteger.UINT4, 0xff, 0x18)).containsExactly(15, 8);
        assertThat(canonical(SmallInteger.UINT2, 0xff)).containsExactly(3);
        assertThat(canonical(new SmallFloat(FloatFormat.FLOAT4_E2M1FN), 0xff)).containsExactly(0x0f);
        assertThat(canonical(new SmallComplex(FloatFormat.FLOAT6_E3M2FN), 0xff, 0xc1))
                .containsExactly(0x3f, 1);
    }

    @Test
    void fieldsOfStructsAreFound() {
        StructType inner = StructType.of(Field.of("a", NumericType.UINT8), Field.of("b", SmallInteger.INT4));
        StructType type = StructType.of(
                Field.of("h", NumericType.INT16),
                new Field("many", inner, Shape.of(2)),
                Field.of("u", SmallInteger.UINT2));
        assertThat(canonical(type, 0xff, 0xff, 0xff, 0x0f, 0xff, 0x07, 0xff, 1, 2, 3, 0x18, 5, 6, 4))
                .containsExactly(-1, -1, -1, -1, -1, 7, 3, 1, 2, 3, -8, 5, 6, 0);
    }

    @Test
    void whatHasNoSpareBitsIsNotCopied() {
        Bytes bytes = Bytes.wrap(new byte[] {-1, 3});
        for (DataType type : new DataType[] {
            NumericType.INT8, new SmallFloat(FloatFormat.FLOAT8_E5M2), new SmallFloat(FloatFormat.BFLOAT16)
        }) {
            assertThat(SmallBits.canonical(type, bytes)).isSameAs(bytes);
        }
    }
}

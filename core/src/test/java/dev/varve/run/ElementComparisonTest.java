package dev.varve.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FixedUtf32;
import dev.varve.array.FloatFormat;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.StructType;
import dev.varve.array.StructType.Field;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementComparisonTest {
    private static final StructType RECORD =
            StructType.of(Field.of("text", new FixedUtf32(1)), new Field("f", NumericType.FLOAT16, Shape.of(2)));

    private static DataType type(String name) {
        return switch (name) {
            case "small" -> new SmallFloat(FloatFormat.FLOAT8_E5M2);
            case "complex" -> new SmallComplex(FloatFormat.BFLOAT16);
            case "struct" -> RECORD;
            default -> NumericType.valueOf(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 0000c07f, 0100c0ff, true",
        "FLOAT32, 00000000, 00000080, false",
        "FLOAT32, 0000c07f, 0000803f, false",
        "FLOAT64, 000000000000f87f, 010000000000f8ff, true",
        "COMPLEX64, 0000c07f0000803f, 0100c07f0000803f, true",
        "COMPLEX64, 0000c07f0000803f, 0100c07f00000040, false",
        "INT16, ff7f, fe7f, false",
        "small, 7e, 7f, true",
        "small, 7c, fc, false",
        "complex, c07f803f, c1ff803f, true",
        "complex, c07f803f, c07f813f, false",
        "struct, 41000000007e003c, 41000000017e003c, true",
        "struct, 41000000007e003c, 42000000007e003c, false",
        "struct, 00001100007e003c, 00001200017e003c, false",
        "struct, 41000000007e003c, 41000000007e003d, false"
    })
    void elementsAreTheSameWhenTheirBitsAreOrBothAreNan(String type, String x, String y, boolean isSame) {
        assertThat(ElementComparison.isSame(one(type(type), x), one(type(type), y), 0))
                .isEqualTo(isSame);
        assertThat(ElementComparison.isSame(one(type(type), y), one(type(type), y), 0))
                .isTrue();
    }

    private static NdArray one(DataType type, String hex) {
        return NdArray.of(type, Shape.of(1), Bytes.wrap(HexFormat.of().parseHex(hex)));
    }
}

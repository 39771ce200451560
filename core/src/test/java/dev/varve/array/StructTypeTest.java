package dev.varve.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.StructType.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructTypeTest {
    private static final StructType POINT =
            StructType.of(Field.of("x", NumericType.FLOAT32), Field.of("y", NumericType.INT16));

    @Test
    void fieldsArePackedAndNested() {
        StructType type = StructType.of(
                Field.of("flag", NumericType.BOOL),
                Field.of("point", POINT),
                new Field("many", NumericType.FLOAT64, Shape.of(2, 3)));
        assertThat(type.sizeBytes()).isEqualTo(1 + 6 + 48);
        assertThat(type.unitBytes()).isEqualTo(8);
        assertThat(type).hasToString("struct[flag: bool, point: struct[x: float32, y: int16], many: float64 (2, 3)]");
    }

    @Test
    void whatIsNoStructIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StructType(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StructType.of(Field.of("a", NumericType.INT8), Field.of("a", NumericType.INT8)))
                .withMessageContaining("two fields 'a'");
        assertThatIllegalArgumentException().isThrownBy(() -> Field.of("", NumericType.INT8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.of("text", VariableType.STRING))
                .withMessageContaining("no fixed size");
    }

    @Test
    void anElementIsPrintedFieldByField() {
        StructType type = StructType.of(
                Field.of("point", POINT),
                Field.of("four", SmallInteger.INT4),
                new Field("two", new SmallFloat(FloatFormat.FLOAT8_E5M2), Shape.of(2)),
                Field.of("c", new SmallComplex(FloatFormat.BFLOAT16)));
        byte[] bits = {0, 0, (byte) 0xc0, 0x3f, -2, -1, -8, 0x3c, 0x7e, (byte) 0x80, 0x3f, (byte) 0x80, (byte) 0xff};
        assertThat(ElementText.of(type, Bytes.wrap(bits)))
                .isEqualTo("{point: {x: 1.5, y: -2}, four: -8, two: [1.0, NaN], c: 1.0-Infinityi}");
    }
}

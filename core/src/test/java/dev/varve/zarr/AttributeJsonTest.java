package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.dataset.Attribute;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.ZarrFormat;
import dev.varve.testing.Seeds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttributeJsonTest {
    private static Attribute numbers(String name, NumericType type, byte[] bits) {
        NdArray block = NdArray.of(type, Shape.of(bits.length / type.sizeBytes()), Bytes.wrap(bits));
        return new Attribute(name, new Attribute.Numbers(block));
    }

    private static void assertSurvives(List<Attribute> attributes, Optional<DataType> type) {
        try {
            JsonObject values = AttributeJson.values(attributes, type, ZarrFormat.V3);
            JsonObject types = AttributeJson.types(attributes, type, ZarrFormat.V3);
            assertThat(AttributeJson.read(values, types, type)).containsExactlyInAnyOrderElementsOf(attributes);
        } catch (MetadataException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(NumericType.class)
    void numbersOfEveryTypeKeepEveryBit(NumericType type) {
        Seeds.check(100, random -> {
            byte[] bits = new byte[random.nextInt(5) * type.sizeBytes()];
            random.nextBytes(bits);
            for (int i = 0; type == NumericType.BOOL && i < bits.length; i++) {
                bits[i] &= 1;
            }
            assertSurvives(List.of(numbers("a", type, bits)), Optional.empty());
            assertSurvives(List.of(numbers("_FillValue", type, bits)), Optional.of(type));
            assertSurvives(List.of(numbers("_FillValue", type, bits)), Optional.of(NumericType.FLOAT32));
            assertSurvives(List.of(numbers("_FillValue", type, bits)), Optional.of(NumericType.INT16));
            assertSurvives(List.of(numbers("_FillValue", type, bits)), Optional.of(VariableType.STRING));
        });
    }

    @Test
    void nansKeepTheirPayload() {
        byte[] quiet = {0x34, 0x12, (byte) 0xc0, 0x7f};
        byte[] negative = {0, 0, (byte) 0xc0, (byte) 0xff};
        assertSurvives(
                List.of(numbers("a", NumericType.FLOAT32, quiet), numbers("b", NumericType.FLOAT32, negative)),
                Optional.empty());
        assertSurvives(List.of(numbers("_FillValue", NumericType.FLOAT32, quiet)), Optional.of(NumericType.FLOAT32));
    }

    @Test
    void usualNumbersAreRecordedByTheirTypeAlone() throws MetadataException {
        byte[] one = {0, 0, (byte) 0x80, 0x3f};
        JsonObject types =
                AttributeJson.types(List.of(numbers("a", NumericType.FLOAT32, one)), Optional.empty(), ZarrFormat.V3);
        assertThat(types.toText()).isEqualTo("{\"a\":\"float32\"}");
    }
}

package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of less than 8 bits and small floats in Zarr v2, which tensorstore alone writes. */
class ZarrV2SmallNumbersTest {
    /** As tensorstore writes and reads them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "int4; -3; fd; -3",
                "int2; null; 00;",
                "bfloat16; 1.5; c03f; 1.5",
                "bfloat16; 'NaN'; c07f; 'NaN'",
                "float8_e5m2; 'Infinity'; 7c; 'Infinity'",
                "float8_e4m3fn; 64; 68; 64.0",
                "float4_e2m1fn; 'AQ=='; 01; 'AQ=='",
                "float8_e8m0fnu; 0.0; 00; 0.0",
                "float8_e8m0fnu; 'NaN'; ff; 'NaN'"
            })
    void fillValuesOfSmallNumbersAreNumbersOrText(String dtype, String fill, String bits, String written)
            throws MetadataException {
        ArrayMetadata read = small(dtype, fill);
        assertThat(HexFormat.of().formatHex(read.fill().bits().toArray())).isEqualTo(bits);
        JsonObject document = read.documents(CodecRegistry.standard()).get(".zarray");
        assertThat(document.get("dtype")).contains(new JsonString(dtype));
        assertThat(document.get("fill_value").orElseThrow().toText())
                .isEqualTo(written == null ? "null" : written.replace('\'', '"'));
    }

    private static ArrayMetadata small(String dtype, String fill) throws MetadataException {
        return ZarrV2Test.parse(
                ZarrV2Test.PLAIN.replace("|u1", dtype).replace("'fill_value':7", "'fill_value':" + fill));
    }

    @Test
    void fillValuesThatReadersDifferInAreRefused() {
        assertThatThrownBy(() -> small("float8_e5m2", "'0x3e'"))
                .hasMessageContaining("a number to some readers, to others its bits");
        assertThatThrownBy(() -> small("float8_e8m0fnu", "2.0"))
                .hasMessageContaining("tensorstore writes others than it means");
        assertThatThrownBy(() -> small("float4_e2m1fn", "'AQID'")).hasMessageContaining("3 bytes long");
    }

    /** tensorstore has no IEEE float of 4 and 3 bits in v2. */
    @Test
    void aSmallFloatThatNoSoftwareWritesIsRefused() {
        assertThatThrownBy(() -> small("float8_e4m3", "null"))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("data type \"float8_e4m3\" is not supported");
    }
}

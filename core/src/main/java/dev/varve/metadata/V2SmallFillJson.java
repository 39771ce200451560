package dev.varve.metadata;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.FloatFormat;
import dev.varve.array.RawBytes;
import dev.varve.array.SmallBits;
import dev.varve.array.SmallFloat;

/**
 * Fill values of floating-point numbers that NumPy lacks, as tensorstore, the only writer, has them in Zarr v2: numbers, or text
 * for what is no finite number; base64 of the byte for {@code float4_e2m1fn}.
 */
final class V2SmallFillJson {
    private static final RawBytes BYTE = new RawBytes(1);

    private V2SmallFillJson() {}

    static FillValue parse(JsonCursor cursor, SmallFloat type) throws MetadataException {
        if (!(cursor.value() instanceof JsonString text)) {
            return FillValueJson.parse(cursor, type);
        }
        if (type.format() == FloatFormat.FLOAT4_E2M1FN) {
            Bytes bits = FillValueJson.parse(cursor, BYTE).bits();
            return new FillValue(type, SmallBits.canonical(type, bits));
        }
        if (text.value().startsWith("0x")) {
            throw cursor.error(cursor.quoted() + " is a number to some readers, to others its bits; write the number");
        }
        return FillValueJson.parse(cursor, type);
    }

    /** @throws IllegalArgumentException when no reader would read what it is */
    static Json toJson(FillValue fill, SmallFloat type) {
        FloatFormat format = type.format();
        if (format == FloatFormat.FLOAT4_E2M1FN) {
            return FillValueJson.toJson(new FillValue(BYTE, fill.bits()));
        }
        int bits = type.sizeBytes() == 1
                ? fill.bits().unsigned(0)
                : Short.toUnsignedInt(fill.bits().getShort(0));
        double value = format.value(bits);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return new JsonString(DoubleText.of(value));
        }
        if (format != FloatFormat.FLOAT8_E8M0FNU) {
            return JsonNumber.of(value);
        }
        if (bits != 0) {
            throw new IllegalArgumentException(
                    "Zarr v2 has no certain spelling of the fill value " + value + " of " + type);
        }
        return JsonNumber.of(0.0);
    }
}

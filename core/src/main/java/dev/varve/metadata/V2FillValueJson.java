package dev.varve.metadata;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.SmallFloat;
import dev.varve.array.StructType;
import dev.varve.array.TimeType;
import dev.varve.codec.ArrayToBytesCodec;

/**
 * Fill values as Zarr v2 spells them (section "Fill value encoding"): as v3 does, but for what follows. {@code null} stands
 * for the data type's own default; times are integers; text, bytes and opaque elements may have the {@code 0} that
 * zarr-python 2 gave every type; a NaN has no bits of its own.
 */
final class V2FillValueJson {
    private V2FillValueJson() {}

    /** Reads the fill value of elements of a type. */
    static FillValue parse(JsonCursor cursor, V2TypeJson spelled) throws MetadataException {
        if (cursor.value() instanceof JsonString && spelled.type() instanceof StructType struct) {
            return V2StructJson.fill(cursor, struct, spelled.serializer());
        }
        return parse(cursor, spelled.type());
    }

    private static FillValue parse(JsonCursor cursor, DataType type) throws MetadataException {
        if (cursor.value() == JsonNull.NULL) {
            return usual(type);
        }
        if (type instanceof NumericType numeric) {
            return FillValueJson.parse(number(cursor, numeric), type);
        }
        if (type instanceof SmallFloat small) {
            return V2SmallFillJson.parse(cursor, small);
        }
        boolean isZero = cursor.value() instanceof JsonNumber number && number.toDouble() == 0;
        if (isZero && !(type instanceof TimeType)) {
            return FillValue.zero(type);
        }
        return FillValueJson.parse(cursor, type);
    }

    /** Truth values as the numbers 0 and 1, and complex numbers without an imaginary part, are those of other writers. */
    private static JsonCursor number(JsonCursor cursor, NumericType type) throws MetadataException {
        if (type == NumericType.BOOL && cursor.value() instanceof JsonNumber) {
            return new JsonCursor(JsonBoolean.of(cursor.integer(0, 1) == 1), cursor.path());
        }
        if (type.kind() == NumericType.Kind.COMPLEX && cursor.value() instanceof JsonNumber) {
            return new JsonCursor(JsonArray.of(cursor.value(), JsonNumber.of(0)), cursor.path());
        }
        return cursor;
    }

    /** What elements are that were never written when no fill value is stated: as zarr-python has it. */
    static FillValue usual(DataType type) {
        return type instanceof TimeType
                ? new FillValue(type, Bytes.wrap(LittleEndian.bytes(Long.MIN_VALUE, Long.BYTES)))
                : FillValue.zero(type);
    }

    /**
     * Writes a fill value. What is read back is equal but for the bits of a NaN.
     *
     * @param serializer what makes bytes of the elements
     * @throws IllegalArgumentException when the bits are no text of a text type
     */
    static Json toJson(FillValue fill, ArrayToBytesCodec serializer) {
        return fill.type() instanceof StructType ? V2StructJson.fillToJson(fill, serializer) : toJson(fill);
    }

    private static Json toJson(FillValue fill) {
        if (fill.type() instanceof TimeType) {
            return JsonNumber.of(fill.bits().getLong(0));
        }
        if (fill.type() instanceof SmallFloat small) {
            return V2SmallFillJson.toJson(fill, small);
        }
        Json json = FillValueJson.toJson(fill);
        boolean isNumber = fill.type() instanceof NumericType;
        return isNumber ? withoutBits(json) : json;
    }

    /** The fill value that is read back when one is written. */
    static FillValue sayable(FillValue fill) {
        try {
            boolean isNumber = fill.type() instanceof NumericType || fill.type() instanceof SmallFloat;
            return isNumber ? parse(JsonCursor.of(toJson(fill)), fill.type()) : fill;
        } catch (MetadataException e) {
            throw new IllegalArgumentException(
                    "fill value of type " + fill.type() + " cannot be written: " + e.problem(), e);
        }
    }

    private static Json withoutBits(Json json) {
        if (json instanceof JsonArray parts) {
            return new JsonArray(
                    parts.items().stream().map(V2FillValueJson::withoutBits).toList());
        }
        boolean isBits = json instanceof JsonString text && text.value().startsWith("0x");
        return isBits ? new JsonString("NaN") : json;
    }
}

package dev.varve.metadata;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.OptionalType;
import dev.varve.array.SmallBits;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.SmallInteger;
import dev.varve.array.StructType;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Fill values as {@code fill_value} spells them for a data type (v3 core, section "Fill value", and the registered data
 * types). What does not fit the type exactly is refused: {@code 300} for {@code uint8}, {@code 0.5} for an integer.
 */
public final class FillValueJson {
    private static final String NAT = "NaT";

    private FillValueJson() {}

    /** Reads the fill value of elements of a type. */
    public static FillValue parse(JsonCursor cursor, DataType type) throws MetadataException {
        if (type instanceof OptionalType optional) {
            return OptionalJson.fill(cursor, optional);
        }
        if (cursor.value() == JsonNull.NULL) {
            throw cursor.error("must not be null: Zarr v3 requires a fill value of type " + type);
        }
        if (type instanceof NumericType numeric) {
            return new FillValue(type, Bytes.wrap(number(cursor, numeric)));
        }
        if (type instanceof SmallInteger small) {
            BigInteger value =
                    integer(cursor, type, BigInteger.valueOf(small.least()), BigInteger.valueOf(small.greatest()));
            return new FillValue(type, Bytes.wrap(new byte[] {value.byteValue()}));
        }
        if (type instanceof SmallFloat small) {
            return new FillValue(type, Bytes.wrap(floating(cursor, new FloatBits.Small(small.format()))));
        }
        if (type instanceof SmallComplex complex) {
            return new FillValue(type, Bytes.wrap(complex(cursor, type, new FloatBits.Small(complex.part()))));
        }
        if (type instanceof StructType struct && cursor.value() instanceof JsonObject) {
            return new FillValue(type, Bytes.wrap(StructJson.fill(cursor, struct)));
        }
        if (type instanceof TimeType) {
            return new FillValue(type, Bytes.wrap(time(cursor, type)));
        }
        if (type == VariableType.STRING) {
            return new FillValue(type, Bytes.wrap(utf8(cursor)));
        }
        if (type instanceof FixedUtf32 text) {
            return new FillValue(type, Bytes.wrap(utf32(cursor, text)));
        }
        return new FillValue(type, SmallBits.canonical(type, Bytes.wrap(bytes(cursor, type))));
    }

    private static byte[] number(JsonCursor cursor, NumericType type) throws MetadataException {
        return switch (type.kind()) {
            case BOOL -> new byte[] {(byte) (cursor.bool() ? 1 : 0)};
            case SIGNED, UNSIGNED -> LittleEndian.bytes(integer(cursor, type), type.sizeBytes());
            case FLOAT -> floating(cursor, FloatBits.of(type));
            case COMPLEX -> complex(cursor, type, FloatBits.of(type));
        };
    }

    private static long integer(JsonCursor cursor, NumericType type) throws MetadataException {
        boolean isSigned = type.kind() == NumericType.Kind.SIGNED;
        BigInteger beyond = BigInteger.ONE.shiftLeft(type.sizeBytes() * Byte.SIZE - (isSigned ? 1 : 0));
        BigInteger least = isSigned ? beyond.negate() : BigInteger.ZERO;
        return integer(cursor, type, least, beyond.subtract(BigInteger.ONE)).longValue();
    }

    private static BigInteger integer(JsonCursor cursor, DataType type, BigInteger least, BigInteger greatest)
            throws MetadataException {
        if (!(cursor.value() instanceof JsonNumber number)) {
            throw cursor.error("must be an integer for " + type + ", not " + cursor.quoted());
        }
        BigInteger value = number.toInteger()
                .orElseThrow(() -> cursor.error(cursor.quoted() + " is no integer, but the data type is " + type));
        if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
            throw cursor.error(cursor.quoted() + " does not fit " + type);
        }
        return value;
    }

    private static byte[] floating(JsonCursor cursor, FloatBits type) throws MetadataException {
        return LittleEndian.bytes(FloatJson.parse(cursor, type), type.sizeBytes());
    }

    private static byte[] complex(JsonCursor cursor, DataType type, FloatBits part) throws MetadataException {
        List<JsonCursor> parts = cursor.items();
        if (parts.size() != 2) {
            throw cursor.error("must be [real, imaginary] for " + type + ", not " + parts.size() + " items");
        }
        byte[] bits = Arrays.copyOf(floating(parts.get(0), part), 2 * part.sizeBytes());
        System.arraycopy(floating(parts.get(1), part), 0, bits, part.sizeBytes(), part.sizeBytes());
        return bits;
    }

    private static byte[] time(JsonCursor cursor, DataType type) throws MetadataException {
        if (cursor.value() instanceof JsonNumber) {
            return LittleEndian.bytes(integer(cursor, NumericType.INT64), Long.BYTES);
        }
        if (cursor.value() instanceof JsonString text && text.value().equals(NAT)) {
            return LittleEndian.bytes(Long.MIN_VALUE, Long.BYTES);
        }
        throw cursor.error("must be an integer or \"NaT\" for " + type + ", not " + cursor.quoted());
    }

    private static byte[] utf8(JsonCursor cursor) throws MetadataException {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(cursor.string()));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw cursor.error("holds half a character (a lone surrogate)");
        }
    }

    private static byte[] utf32(JsonCursor cursor, FixedUtf32 type) throws MetadataException {
        int[] points = cursor.string().codePoints().toArray();
        if (points.length > type.length()) {
            throw cursor.error("has " + points.length + " characters; " + type + " holds " + type.length());
        }
        byte[] bits = new byte[type.sizeBytes()];
        for (int i = 0; i < points.length; i++) {
            System.arraycopy(LittleEndian.bytes(points[i], 4), 0, bits, 4 * i, 4);
        }
        return bits;
    }

    /** Base64 as zarr-python writes it, or the list of integers that v3 core has for raw bits. */
    private static byte[] bytes(JsonCursor cursor, DataType type) throws MetadataException {
        boolean isListed = cursor.value() instanceof JsonArray && !(type instanceof StructType);
        byte[] bytes = isListed ? listed(cursor) : decoded(cursor);
        if (!type.isFixedSize()) {
            return bytes;
        }
        boolean isExact = bytes.length == type.sizeBytes();
        boolean isPadded = type instanceof NullTerminatedBytes && bytes.length < type.sizeBytes();
        if (!isExact && !isPadded) {
            throw cursor.error("is " + bytes.length + " bytes long; " + type + " takes " + type.sizeBytes());
        }
        return Arrays.copyOf(bytes, type.sizeBytes());
    }

    private static byte[] listed(JsonCursor cursor) throws MetadataException {
        List<JsonCursor> items = cursor.items();
        byte[] bytes = new byte[items.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) items.get(i).integer(0, 255);
        }
        return bytes;
    }

    private static byte[] decoded(JsonCursor cursor) throws MetadataException {
        try {
            return Base64.getDecoder().decode(cursor.string());
        } catch (IllegalArgumentException e) {
            throw cursor.error("is not base64: " + e.getMessage());
        }
    }

    /**
     * Writes a fill value in its canonical spelling.
     *
     * @throws IllegalArgumentException when the bits are no text of a text type
     */
    public static Json toJson(FillValue fill) {
        Bytes bits = fill.bits();
        if (fill.type() instanceof OptionalType optional) {
            return OptionalJson.fillToJson(fill, optional);
        }
        if (fill.type() instanceof NumericType numeric) {
            return number(bits, numeric);
        }
        if (fill.type() instanceof SmallInteger small) {
            return JsonNumber.of(small.isSigned() ? bits.get(0) : bits.unsigned(0));
        }
        if (fill.type() instanceof SmallFloat small) {
            return floating(bits, new FloatBits.Small(small.format()));
        }
        if (fill.type() instanceof SmallComplex complex) {
            return complex(bits, new FloatBits.Small(complex.part()));
        }
        if (fill.type() instanceof StructType struct) {
            return StructJson.fillToJson(fill, struct);
        }
        if (fill.type() instanceof TimeType) {
            long count = bits.getLong(0);
            return count == Long.MIN_VALUE ? new JsonString(NAT) : JsonNumber.of(count);
        }
        if (fill.type() == VariableType.STRING) {
            return new JsonString(text(fill).orElseThrow(() -> noText(fill)));
        }
        if (fill.type() instanceof FixedUtf32) {
            return new JsonString(wideText(fill).orElseThrow(() -> noText(fill)));
        }
        return new JsonString(Base64.getEncoder().encodeToString(withoutPadding(fill)));
    }

    private static IllegalArgumentException noText(FillValue fill) {
        return new IllegalArgumentException("the fill value of type " + fill.type() + " is no Unicode text");
    }

    private static Json number(Bytes bits, NumericType type) {
        return switch (type) {
            case BOOL -> JsonBoolean.of(bits.get(0) != 0);
            case INT8 -> JsonNumber.of(bits.get(0));
            case INT16 -> JsonNumber.of(bits.getShort(0));
            case INT32 -> JsonNumber.of(bits.getInt(0));
            case INT64 -> JsonNumber.of(bits.getLong(0));
            case UINT8 -> JsonNumber.of(bits.unsigned(0));
            case UINT16 -> JsonNumber.of(Short.toUnsignedInt(bits.getShort(0)));
            case UINT32 -> JsonNumber.of(Integer.toUnsignedLong(bits.getInt(0)));
            case UINT64 -> JsonNumber.ofUnsigned(bits.getLong(0));
            case FLOAT16, FLOAT32, FLOAT64 -> floating(bits, FloatBits.of(type));
            case COMPLEX64, COMPLEX128 -> complex(bits, FloatBits.of(type));
        };
    }

    private static Json floating(Bytes bits, FloatBits type) {
        return FloatJson.toJson(LittleEndian.unsigned(bits, type.sizeBytes()), type);
    }

    private static Json complex(Bytes bits, FloatBits part) {
        int size = part.sizeBytes();
        return JsonArray.of(floating(bits.slice(0, size), part), floating(bits.slice(size, size), part));
    }

    private static Optional<String> text(FillValue fill) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(fill.bits().asBuffer())
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> wideText(FillValue fill) {
        StringBuilder text = new StringBuilder();
        int end = fill.bits().length();
        while (end > 0 && fill.bits().getInt(end - 4) == 0) {
            end -= 4;
        }
        for (int i = 0; i < end; i += 4) {
            if (!Character.isValidCodePoint(fill.bits().getInt(i))) {
                return Optional.empty();
            }
            text.appendCodePoint(fill.bits().getInt(i));
        }
        return Optional.of(text.toString());
    }

    /** What zarr-python writes: the NULs at the end of a NumPy {@code S} are not part of the value. */
    private static byte[] withoutPadding(FillValue fill) {
        byte[] bytes = fill.bits().toArray();
        int end = bytes.length;
        while (fill.type() instanceof NullTerminatedBytes && end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}

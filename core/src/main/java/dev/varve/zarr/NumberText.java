package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.array.Float16;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonNull;
import dev.varve.metadata.JsonNumber;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Numbers of attributes as JSON and back. A float is written as the double it equals, so that readers that know only
 * doubles compare equal; NaN is written as null, which every JSON reader takes and xarray finds identical.
 */
final class NumberText {
    private NumberText() {}

    /** One element as JSON; a complex number is a list of its two parts. */
    static Json json(NumericType type, Bytes bits) {
        return switch (type.kind()) {
            case SIGNED -> JsonNumber.of(signed(type, bits));
            case UNSIGNED -> JsonNumber.ofUnsigned(unsigned(type, bits));
            case FLOAT -> floating(type, bits);
            case BOOL -> JsonBoolean.of(bits.get(0) != 0);
            case COMPLEX -> {
                NumericType part = type == NumericType.COMPLEX64 ? NumericType.FLOAT32 : NumericType.FLOAT64;
                int size = part.sizeBytes();
                yield JsonArray.of(floating(part, bits.slice(0, size)), floating(part, bits.slice(size, size)));
            }
        };
    }

    private static Json floating(NumericType type, Bytes bits) {
        double value = doubleOf(type, bits);
        return Double.isNaN(value) ? JsonNull.NULL : JsonNumber.of(value);
    }

    private static long signed(NumericType type, Bytes bits) {
        return switch (type.sizeBytes()) {
            case 1 -> bits.get(0);
            case 2 -> bits.getShort(0);
            case 4 -> bits.getInt(0);
            default -> bits.getLong(0);
        };
    }

    private static long unsigned(NumericType type, Bytes bits) {
        return switch (type.sizeBytes()) {
            case 1 -> bits.unsigned(0);
            case 2 -> Short.toUnsignedLong(bits.getShort(0));
            case 4 -> Integer.toUnsignedLong(bits.getInt(0));
            default -> bits.getLong(0);
        };
    }

    /** The value of a floating-point element. */
    static double doubleOf(NumericType type, Bytes bits) {
        return switch (type) {
            case FLOAT16 -> Float16.toFloat(bits.getShort(0));
            case FLOAT32 -> Float.intBitsToFloat(bits.getInt(0));
            case FLOAT64 -> Double.longBitsToDouble(bits.getLong(0));
            default -> throw new IllegalArgumentException(type + " is no floating-point type");
        };
    }

    /**
     * Numbers of a type from JSON.
     *
     * @return nothing when a value is no number, or none of the type
     */
    static Optional<NdArray> numbers(NumericType type, List<Json> values) {
        int size = type.sizeBytes();
        ByteBuffer buffer = ByteBuffer.allocate(values.size() * size).order(ByteOrder.LITTLE_ENDIAN);
        for (Json value : values) {
            boolean isPut = type.kind() == NumericType.Kind.FLOAT
                    ? putFloating(buffer, type, value)
                    : type.isInteger() && putInteger(buffer, type, value);
            if (!isPut) {
                return Optional.empty();
            }
        }
        return Optional.of(NdArray.of(type, Shape.of(values.size()), Bytes.wrap(buffer.array())));
    }

    private static boolean putFloating(ByteBuffer buffer, NumericType type, Json value) {
        if (!(value instanceof JsonNumber) && value != JsonNull.NULL) {
            return false;
        }
        double number = value instanceof JsonNumber n ? n.toDouble() : Double.NaN;
        switch (type) {
            case FLOAT32 -> buffer.putFloat((float) number);
            case FLOAT64 -> buffer.putDouble(number);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean putInteger(ByteBuffer buffer, NumericType type, Json value) {
        Optional<BigInteger> integer = value instanceof JsonNumber number ? number.toInteger() : Optional.empty();
        boolean isSigned = type.kind() == NumericType.Kind.SIGNED;
        int bits = type.sizeBytes() * Byte.SIZE - (isSigned ? 1 : 0);
        if (integer.isEmpty()
                || integer.get().bitLength() > bits
                || (!isSigned && integer.get().signum() < 0)) {
            return false;
        }
        long exact = integer.get().longValue();
        switch (type.sizeBytes()) {
            case 1 -> buffer.put((byte) exact);
            case 2 -> buffer.putShort((short) exact);
            case 4 -> buffer.putInt((int) exact);
            default -> buffer.putLong(exact);
        }
        return true;
    }
}

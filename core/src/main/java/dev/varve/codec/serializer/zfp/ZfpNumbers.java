package dev.varve.codec.serializer.zfp;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NumericType;
import dev.varve.array.TimeType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How elements become numbers that zfp knows: as they are, or integers of fewer bits or without a sign as larger ones with
 * it.
 */
public enum ZfpNumbers {
    INT32(ScalarType.INT32, Integer.BYTES),
    INT64(ScalarType.INT64, Long.BYTES),
    FLOAT32(ScalarType.FLOAT32, Float.BYTES),
    FLOAT64(ScalarType.FLOAT64, Double.BYTES),
    INT8(ScalarType.INT32, Byte.BYTES),
    UINT8(ScalarType.INT32, Byte.BYTES),
    INT16(ScalarType.INT32, Short.BYTES),
    UINT16(ScalarType.INT32, Short.BYTES),
    UINT32(ScalarType.INT32, Integer.BYTES),
    UINT64(ScalarType.INT64, Long.BYTES);

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = Block32.NUMBER;
    private static final VarHandle LONG = Block64.NUMBER;

    private final ScalarType scalar;
    private final int elementBytes;

    ZfpNumbers(ScalarType scalar, int elementBytes) {
        this.scalar = scalar;
        this.elementBytes = elementBytes;
    }

    /** How elements of a type become numbers, if they do. */
    public static Optional<ZfpNumbers> of(DataType type) {
        if (type instanceof TimeType) {
            return Optional.of(INT64);
        }
        if (!(type instanceof NumericType numeric)) {
            return Optional.empty();
        }
        return switch (numeric) {
            case INT8 -> Optional.of(INT8);
            case INT16 -> Optional.of(INT16);
            case INT32 -> Optional.of(INT32);
            case INT64 -> Optional.of(INT64);
            case UINT8 -> Optional.of(UINT8);
            case UINT16 -> Optional.of(UINT16);
            case UINT32 -> Optional.of(UINT32);
            case UINT64 -> Optional.of(UINT64);
            case FLOAT32 -> Optional.of(FLOAT32);
            case FLOAT64 -> Optional.of(FLOAT64);
            case BOOL, FLOAT16, COMPLEX64, COMPLEX128 -> Optional.empty();
        };
    }

    /** What the numbers are. */
    public ScalarType scalar() {
        return scalar;
    }

    /** Whether elements are such numbers as they are. */
    public boolean isScalar() {
        return switch (this) {
            case INT32, INT64, FLOAT32, FLOAT64 -> true;
            case INT8, UINT8, INT16, UINT16, UINT32, UINT64 -> false;
        };
    }

    /**
     * The numbers of elements.
     *
     * @param codec its name, for messages
     * @throws IllegalArgumentException when an unsigned integer is beyond the signed ones
     */
    public Bytes promote(String codec, Bytes elements) {
        if (isScalar()) {
            return elements;
        }
        if (elementBytes == scalar.sizeBytes()) {
            requireSigned(codec, elements);
            return elements;
        }
        byte[] in = elements.array();
        byte[] out = new byte[elements.length() / elementBytes * Integer.BYTES];
        int at = elements.offset();
        for (int i = 0; i < out.length; i += Integer.BYTES) {
            INT.set(out, i, promoted(in, at));
            at += elementBytes;
        }
        return Bytes.wrap(out);
    }

    private int promoted(byte[] in, int at) {
        return switch (this) {
            case INT8 -> in[at] << 23;
            case UINT8 -> (Byte.toUnsignedInt(in[at]) - 0x80) << 23;
            case INT16 -> (short) SHORT.get(in, at) << 15;
            case UINT16 -> (Short.toUnsignedInt((short) SHORT.get(in, at)) - 0x8000) << 15;
            case INT32, INT64, FLOAT32, FLOAT64, UINT32, UINT64 -> throw new IllegalStateException(name());
        };
    }

    private void requireSigned(String codec, Bytes elements) {
        for (int at = elementBytes - 1; at < elements.length(); at += elementBytes) {
            if (elements.get(at) < 0) {
                int element = at / elementBytes;
                String value = this == UINT32
                        ? Integer.toUnsignedString(elements.getInt(element * elementBytes))
                        : Long.toUnsignedString(elements.getLong(element * elementBytes));
                throw new IllegalArgumentException(codec + ": element " + element + " is " + value + "; zfp has only "
                        + scalar.bits() + "-bit integers with a sign. Use another codec");
            }
        }
    }

    /** The elements of numbers; those beyond the type become its nearest. */
    public Bytes demote(Bytes numbers) {
        if (isScalar()) {
            return numbers;
        }
        byte[] in = numbers.array();
        byte[] out = new byte[numbers.length() / scalar.sizeBytes() * elementBytes];
        int at = numbers.offset();
        for (int i = 0; i < out.length; i += elementBytes) {
            demote(in, at, out, i);
            at += scalar.sizeBytes();
        }
        return Bytes.wrap(out);
    }

    private void demote(byte[] in, int from, byte[] out, int to) {
        switch (this) {
            case INT8 -> out[to] = (byte) clamp((int) INT.get(in, from) >> 23, -0x80, 0x7f);
            case UINT8 -> out[to] = (byte) clamp(((int) INT.get(in, from) >> 23) + 0x80, 0, 0xff);
            case INT16 -> SHORT.set(out, to, (short) clamp((int) INT.get(in, from) >> 15, -0x8000, 0x7fff));
            case UINT16 -> SHORT.set(out, to, (short) clamp(((int) INT.get(in, from) >> 15) + 0x8000, 0, 0xffff));
            case UINT32 -> INT.set(out, to, Math.max(0, (int) INT.get(in, from)));
            case UINT64 -> LONG.set(out, to, Math.max(0, (long) LONG.get(in, from)));
            case INT32, INT64, FLOAT32, FLOAT64 -> throw new IllegalStateException(name());
        }
    }

    private static int clamp(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }

    /**
     * Refuses numbers that the transforms of the modes that lose something do not hold: they would spoil their neighbours.
     *
     * @param codec its name, for messages
     * @throws IllegalArgumentException with the first such number
     */
    public void requireTame(String codec, Bytes numbers) {
        byte[] in = numbers.array();
        int size = scalar.sizeBytes();
        for (int at = 0; at < numbers.length(); at += size) {
            if (isWild(in, numbers.offset() + at)) {
                throw new IllegalArgumentException(codec + ": element " + at / size + " is " + value(numbers, at)
                        + ", which spoils the numbers around it in every mode but reversible; use that, or data and a"
                        + " fill value without such numbers");
            }
        }
    }

    private boolean isWild(byte[] in, int at) {
        return switch (scalar) {
            case INT32 -> {
                int value = (int) INT.get(in, at);
                yield value > 1 << 30 || value < -1 << 30;
            }
            case INT64 -> {
                long value = (long) LONG.get(in, at);
                yield value > 1L << 62 || value < -1L << 62;
            }
            case FLOAT32 -> ((int) INT.get(in, at) & 0x7f800000) == 0x7f800000;
            case FLOAT64 -> ((long) LONG.get(in, at) & 0x7ff0000000000000L) == 0x7ff0000000000000L;
        };
    }

    private String value(Bytes numbers, int at) {
        return switch (scalar) {
            case INT32 -> Integer.toString(numbers.getInt(at));
            case INT64 -> Long.toString(numbers.getLong(at));
            case FLOAT32 -> Float.toString(Float.intBitsToFloat(numbers.getInt(at)));
            case FLOAT64 -> Double.toString(Double.longBitsToDouble(numbers.getLong(at)));
        };
    }
}

package dev.varve.codec.serializer.pco;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NumericType;
import dev.varve.array.SmallComplex;
import dev.varve.array.TimeType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The types of numbers that the format knows, each with its byte in the stream. */
public enum NumberType {
    UINT32(1, NumericType.UINT32),
    UINT64(2, NumericType.UINT64),
    INT32(3, NumericType.INT32),
    INT64(4, NumericType.INT64),
    FLOAT32(5, NumericType.FLOAT32),
    FLOAT64(6, NumericType.FLOAT64),
    UINT16(7, NumericType.UINT16),
    INT16(8, NumericType.INT16),
    FLOAT16(9, NumericType.FLOAT16),
    UINT8(10, NumericType.UINT8),
    INT8(11, NumericType.INT8);

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private final int code;
    private final NumericType elements;
    private final int bits;

    NumberType(int code, NumericType elements) {
        this.code = code;
        this.elements = elements;
        this.bits = elements.sizeBytes() * Byte.SIZE;
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The type of an array's elements, or of the two parts of each; times are 64-bit integers. Empty when the format has no
     * such type.
     */
    public static Optional<NumberType> of(DataType type) {
        if (type instanceof TimeType) {
            return Optional.of(INT64);
        }
        if (type == NumericType.COMPLEX64) {
            return Optional.of(FLOAT32);
        }
        if (type == NumericType.COMPLEX128) {
            return Optional.of(FLOAT64);
        }
        if (type instanceof SmallComplex small && small.part() == dev.varve.array.FloatFormat.FLOAT16) {
            return Optional.of(FLOAT16);
        }
        return Arrays.stream(values()).filter(t -> t.elements.equals(type)).findFirst();
    }

    /** The byte that stands for the type. */
    int code() {
        return code;
    }

    /** Bits of a number and of its latent. */
    int bits() {
        return bits;
    }

    /** How numbers are floating point, if they are. */
    Optional<FloatFormat> floatFormat() {
        if (elements.isInteger()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (bits) {
                    case Short.SIZE -> FloatFormat.HALF;
                    case Integer.SIZE -> FloatFormat.SINGLE;
                    default -> FloatFormat.DOUBLE;
                });
    }

    /** What is added to a signed number, and taken from its latent. */
    private long bias() {
        return elements.kind() == NumericType.Kind.SIGNED ? Latents.middle(bits) : 0;
    }

    /** The latents, in the order of the numbers, of numbers {@code from} on, as many as {@code latents} has room for. */
    void take(Bytes numbers, int from, long[] latents) {
        byte[] in = numbers.array();
        int at = numbers.offset() + from * (bits / Byte.SIZE);
        switch (bits) {
            case Byte.SIZE -> {
                for (int i = 0; i < latents.length; i++) {
                    latents[i] = in[at + i] & 0xff;
                }
            }
            case Short.SIZE -> {
                for (int i = 0; i < latents.length; i++) {
                    latents[i] = (short) SHORT.get(in, at + 2 * i) & 0xffff;
                }
            }
            case Integer.SIZE -> {
                for (int i = 0; i < latents.length; i++) {
                    latents[i] = (int) INT.get(in, at + 4 * i) & 0xffff_ffffL;
                }
            }
            default -> {
                for (int i = 0; i < latents.length; i++) {
                    latents[i] = (long) LONG.get(in, at + 8 * i);
                }
            }
        }
        order(latents);
    }

    private void order(long[] latents) {
        if (elements.isInteger()) {
            long bias = bias();
            for (int i = 0; bias != 0 && i < latents.length; i++) {
                latents[i] ^= bias;
            }
            return;
        }
        long middle = Latents.middle(bits);
        long mask = Latents.mask(bits);
        int up = Long.SIZE - bits;
        for (int i = 0; i < latents.length; i++) {
            long latent = latents[i];
            latents[i] = latent ^ (latent << up >> (Long.SIZE - 1) & mask | middle);
        }
    }

    /** Writes the numbers of latents; what stands above a latent's bits does not matter. */
    void put(long[] latents, int n, byte[] out, int at) {
        if (!elements.isInteger()) {
            putFloats(latents, n, out, at);
            return;
        }
        long bias = bias();
        switch (bits) {
            case Byte.SIZE -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = (byte) (latents[i] ^ bias);
                }
            }
            case Short.SIZE -> {
                for (int i = 0; i < n; i++) {
                    SHORT.set(out, at + 2 * i, (short) (latents[i] ^ bias));
                }
            }
            case Integer.SIZE -> {
                for (int i = 0; i < n; i++) {
                    INT.set(out, at + 4 * i, (int) (latents[i] ^ bias));
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    LONG.set(out, at + 8 * i, latents[i] ^ bias);
                }
            }
        }
    }

    /** A latent with its top bit is that of a positive number, which lost only its sign; of a negative one all bits turn. */
    private void putFloats(long[] latents, int n, byte[] out, int at) {
        switch (bits) {
            case Short.SIZE -> {
                for (int i = 0; i < n; i++) {
                    int latent = (short) latents[i];
                    SHORT.set(out, at + 2 * i, (short) (latent ^ (~(latent >> 31) | Short.MIN_VALUE)));
                }
            }
            case Integer.SIZE -> {
                for (int i = 0; i < n; i++) {
                    int latent = (int) latents[i];
                    INT.set(out, at + 4 * i, latent ^ (~(latent >> 31) | Integer.MIN_VALUE));
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    long latent = latents[i];
                    LONG.set(out, at + 8 * i, latent ^ (~(latent >> 63) | Long.MIN_VALUE));
                }
            }
        }
    }
}

package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The elements one after another in C order, in either byte order. Little-endian and single-byte elements are not copied.
 *
 * <ul>
 *   <li>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/bytes/index.html">Zarr v3 bytes
 *       codec</a>.
 *   <li>Zarr v3 names: {@code bytes}; {@code endian} in drafts. Zarr v2 ids: none, the byte order is in the data type.
 *   <li>Configuration: {@code {"endian": "little"}}
 *   <li>Differences from the reference: none.
 * </ul>
 *
 * @param endian the byte order; may be empty for types whose units are single bytes
 */
public record BytesCodec(Optional<Endian> endian) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "bytes";

    private static final VarHandle SHORT = view(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = view(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_SHORT = view(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_INT = view(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_LONG = view(long[].class, ByteOrder.BIG_ENDIAN);

    private static VarHandle view(Class<?> type, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(type, order);
    }

    /** With this byte order. */
    public static BytesCodec of(Endian endian) {
        return new BytesCodec(Optional.of(endian));
    }

    /** For types whose units are single bytes. */
    public static BytesCodec withoutEndian() {
        return new BytesCodec(Optional.empty());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (!decoded.type().isFixedSize()) {
            throw new IllegalArgumentException(
                    "bytes codec takes no " + decoded.type() + " elements; use vlen-utf8 or vlen-bytes");
        }
        int unit = decoded.type().unitBytes();
        if (unit > 1 && endian.isEmpty()) {
            throw new IllegalArgumentException("bytes codec needs \"endian\" for " + decoded.type());
        }
        boolean isSwapped = unit > 1 && endian.get() == Endian.BIG;
        return new BoundBytes(decoded, isSwapped ? unit : 1, NdArray.sizeBytes(decoded.type(), decoded.shape()));
    }

    /** The bytes with those of each unit, of 1, 2, 4 or 8 bytes, in reverse order. */
    private static Bytes reverseUnits(Bytes bytes, int unit) {
        if (unit == 1) {
            return bytes;
        }
        byte[] in = bytes.array();
        int from = bytes.offset();
        byte[] out = new byte[bytes.length()];
        switch (unit) {
            case 2 -> {
                for (int i = 0; i < out.length; i += 2) {
                    BIG_SHORT.set(out, i, (short) SHORT.get(in, from + i));
                }
            }
            case 4 -> {
                for (int i = 0; i < out.length; i += 4) {
                    BIG_INT.set(out, i, (int) INT.get(in, from + i));
                }
            }
            case 8 -> {
                for (int i = 0; i < out.length; i += 8) {
                    BIG_LONG.set(out, i, (long) LONG.get(in, from + i));
                }
            }
            default -> throw new IllegalStateException("units of " + unit + " bytes");
        }
        return Bytes.wrap(out);
    }

    private record BoundBytes(ChunkSpec decoded, int reversedUnit, int sizeBytes) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.Exactly(sizeBytes);
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            return reverseUnits(chunk.data(), reversedUnit);
        }

        @Override
        public NdArray decode(Bytes encoded) {
            if (encoded.length() != sizeBytes) {
                throw new CodecException(
                        NAME,
                        encoded.length() + " bytes for " + decoded.shape() + " " + decoded.type() + ", which take "
                                + sizeBytes);
            }
            return NdArray.of(decoded.type(), decoded.shape(), reverseUnits(encoded, reversedUnit));
        }
    }
}

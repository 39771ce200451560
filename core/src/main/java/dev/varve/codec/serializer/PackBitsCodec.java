package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.SmallInteger;
import dev.varve.array.TimeType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The bits of the elements one after another, lowest first, without those that the type or the configuration leaves out.
 *
 * <p>Specification: <a href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/packbits">zarr-extensions
 * packbits</a>. v3 name: {@code packbits}; {@code numcodecs.packbits} is another codec. v2 ids: none.
 *
 * <pre>{@code {"name": "packbits", "configuration": {"padding_encoding": "first_byte", "first_bit": 0, "last_bit": 11}}}</pre>
 *
 * <p>Differences from the reference: none. Chunks whose elements fill whole bytes are also read without the padding byte,
 * which zarrs leaves out there.
 *
 * @param padding where the number of unused bits at the end is written
 * @param firstBit the lowest bit kept of each number; else 0
 * @param lastBit the highest bit kept; else the type's highest
 */
public record PackBitsCodec(Padding padding, OptionalInt firstBit, OptionalInt lastBit) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "packbits";

    /** Where the number of unused bits at the end is written. */
    public enum Padding {
        /** Nowhere. */
        NONE,
        /** In a byte before the others. */
        FIRST_BYTE,
        /** In a byte behind the others. */
        LAST_BYTE;

        /** The name in metadata. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public PackBitsCodec {
        int first = firstBit.orElse(0);
        if (first < 0 || lastBit.orElse(first) < first) {
            throw new IllegalArgumentException("packbits bits " + first + " to " + lastBit.orElse(first));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return firstBit.isEmpty() && lastBit.isEmpty();
    }

    /** Bits of a number, or of one part of a complex number. */
    private static int componentBits(DataType type) {
        if (type instanceof SmallInteger small) {
            return small.sizeBits();
        }
        if (type instanceof SmallFloat small) {
            return small.format().sizeBits();
        }
        if (type instanceof SmallComplex small) {
            return small.part().sizeBits();
        }
        if (type == NumericType.BOOL) {
            return 1;
        }
        if (type instanceof NumericType || type instanceof TimeType) {
            return type.unitBytes() * Byte.SIZE;
        }
        throw new IllegalArgumentException(NAME + " takes numbers, not " + type);
    }

    private static boolean isSigned(DataType type) {
        return (type instanceof SmallInteger small && small.isSigned())
                || (type instanceof NumericType numeric && numeric.kind() == NumericType.Kind.SIGNED)
                || type instanceof TimeType;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        DataType type = decoded.type();
        int bits = componentBits(type);
        int first = firstBit.orElse(0);
        int last = lastBit.orElse(bits - 1);
        if (last >= bits || first > last) {
            throw new IllegalArgumentException("packbits bits " + first + " to " + last + " of " + type);
        }
        int components = NdArray.sizeBytes(type, decoded.shape()) / type.unitBytes();
        int kept = last - first + 1;
        return new BoundPackBits(decoded, padding, components, kept, first, isSigned(type));
    }

    /** Lengths are exact: all bits of a chunk are fewer than 2^34. */
    private record BoundPackBits(
            ChunkSpec decoded, Padding padding, int components, int kept, int first, boolean isSigned)
            implements Bound {
        private int packedBytes() {
            return (int) (((long) components * kept + 7) / Byte.SIZE);
        }

        private int unusedBits() {
            return (int) (-((long) components * kept) & 7);
        }

        private int unit() {
            return decoded.type().unitBytes();
        }

        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.Exactly(packedBytes() + (padding == Padding.NONE ? 0 : 1));
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            byte[] out = new byte[Math.toIntExact(encodedSize().maxBytes())];
            int at = padding == Padding.FIRST_BYTE ? 1 : 0;
            if (padding != Padding.NONE) {
                out[padding == Padding.FIRST_BYTE ? 0 : out.length - 1] = (byte) unusedBits();
            }
            Bytes in = chunk.data();
            long mask = -1L >>> (Long.SIZE - kept);
            long held = 0;
            int count = 0;
            for (int i = 0; i < components; i++) {
                long bits = (component(in, i * unit()) >>> first) & mask;
                held |= bits << count;
                int fresh = Math.min(kept, Long.SIZE - count);
                count += fresh;
                while (count >= Byte.SIZE) {
                    out[at++] = (byte) held;
                    held >>>= Byte.SIZE;
                    count -= Byte.SIZE;
                }
                if (fresh < kept) {
                    held |= bits >>> fresh << count;
                    count += kept - fresh;
                }
            }
            if (count > 0) {
                out[at] = (byte) held;
            }
            return Bytes.wrap(out);
        }

        private long component(Bytes in, int at) {
            return switch (unit()) {
                case 1 -> in.get(at);
                case 2 -> in.getShort(at);
                case 4 -> in.getInt(at);
                default -> in.getLong(at);
            };
        }

        @Override
        public NdArray decode(Bytes encoded) {
            Bytes packed = packed(encoded);
            NdArray result = NdArray.allocate(decoded.type(), decoded.shape());
            byte[] out = result.data().array();
            int above = Long.SIZE - kept;
            long position = 0;
            for (int i = 0; i < components; i++) {
                long bits = bits(packed, position);
                position += kept;
                long value = (isSigned ? bits << above >> above : bits << above >>> above) << first;
                for (int b = 0; b < unit(); b++) {
                    out[i * unit() + b] = (byte) (value >>> (b * Byte.SIZE));
                }
            }
            return result;
        }

        /** At least {@code kept} bits from a position on. */
        private long bits(Bytes packed, long position) {
            int at = (int) (position >>> 3);
            int skipped = (int) position & 7;
            long bits = (packed.get(at) & 0xffL) >>> skipped;
            for (int have = Byte.SIZE - skipped; have < kept; have += Byte.SIZE) {
                at++;
                bits |= (long) packed.unsigned(at) << have;
            }
            return bits;
        }

        /** The bytes of the elements. */
        private Bytes packed(Bytes encoded) {
            int length = packedBytes();
            boolean isWhole = kept == unit() * Byte.SIZE;
            if (encoded.length() == length && (padding == Padding.NONE || isWhole)) {
                return encoded;
            }
            if (!encodedSize().admits(encoded.length())) {
                throw new CodecException(
                        NAME,
                        encoded.length() + " bytes for " + decoded.shape() + " " + decoded.type() + ", expected "
                                + encodedSize());
            }
            int paddingAt = padding == Padding.FIRST_BYTE ? 0 : length;
            if (encoded.get(paddingAt) != unusedBits()) {
                throw new CodecException(
                        NAME,
                        encoded.unsigned(paddingAt) + " unused bits at byte " + paddingAt + ", expected "
                                + unusedBits());
            }
            return encoded.slice(padding == Padding.FIRST_BYTE ? 1 : 0, length);
        }
    }
}

package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Optional;

/**
 * Lays fixed-size elements out one after another, in C order and one byte order.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/bytes/index.html">Zarr v3 bytes
 * codec</a>. v3 name: {@code bytes}. v2 ids: none (the byte order is part of the v2 data type).
 *
 * <pre>{@code {"name": "bytes", "configuration": {"endian": "little"}}}</pre>
 *
 * <p>Differences from the reference: none.
 *
 * @param endian the byte order; nothing for types whose unit is one byte
 */
public record BytesCodec(Optional<Endian> endian) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "bytes";

    /** Little-endian: as elements lie in memory. */
    public static final BytesCodec LITTLE = new BytesCodec(Optional.of(Endian.LITTLE));

    /** Big-endian. */
    public static final BytesCodec BIG = new BytesCodec(Optional.of(Endian.BIG));

    /** For types whose unit is one byte. */
    public static final BytesCodec ORDERLESS = new BytesCodec(Optional.empty());

    /** An order of the bytes of a number. */
    public enum Endian {
        /** Lowest byte first. */
        LITTLE,
        /** Highest byte first. */
        BIG
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (!decoded.type().isFixedSize()) {
            throw new IllegalArgumentException(
                    NAME + ": " + decoded.type() + " elements have no fixed size; use vlen-utf8 or vlen-bytes");
        }
        if (endian.isEmpty() && decoded.type().unitBytes() > 1) {
            throw new IllegalArgumentException(NAME + ": " + decoded.type() + " needs an endian, little or big");
        }
        return new BoundBytes(decoded, endian.equals(Optional.of(Endian.BIG)));
    }

    private record BoundBytes(ChunkSpec decoded, boolean isSwapped) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.Exactly(NdArray.sizeBytes(decoded.type(), decoded.shape()));
        }

        @Override
        public Bytes encode(NdArray chunk) {
            return reordered(chunk.data());
        }

        @Override
        public NdArray decode(Bytes encoded) {
            int expected = NdArray.sizeBytes(decoded.type(), decoded.shape());
            if (encoded.length() != expected) {
                throw new CodecException(
                        NAME,
                        encoded.length() + " bytes where " + decoded.shape() + " " + decoded.type() + " takes "
                                + expected);
            }
            return NdArray.of(decoded.type(), decoded.shape(), reordered(encoded));
        }

        private Bytes reordered(Bytes bytes) {
            return isSwapped ? ByteOrders.reversed(bytes, decoded.type().unitBytes()) : bytes;
        }
    }
}

package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.OptionalType;
import dev.varve.array.SmallBits;
import dev.varve.array.StructType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Optional;

/**
 * The elements one after another in C order, in either byte order. Little-endian and single-byte elements are not copied.
 * The order is that of every number in a struct. Elements of less than 8 bits take a byte each.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/bytes/index.html">Zarr v3 bytes
 * codec</a>. v3 name: {@code bytes}; alias {@code endian} in drafts. v2 ids: none (the byte order is in the data type).
 *
 * <pre>{@code {"name": "bytes", "configuration": {"endian": "little"}}}</pre>
 *
 * <p>Differences from the reference: none. Structs without an order are little-endian, as older zarr-python wrote them
 * (zarr-extensions {@code structured}). Bits above those of a small type are ignored when reading, and written as the sign of
 * integers and zero for the rest, because zarrs takes the byte for the number.
 *
 * @param endian the byte order; may be empty for types whose units are single bytes, and for structs
 */
public record BytesCodec(Optional<Endian> endian) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "bytes";

    /** Little-endian: as elements lie in memory. */
    public static final BytesCodec LITTLE = new BytesCodec(Optional.of(Endian.LITTLE));

    /** Big-endian. */
    public static final BytesCodec BIG = new BytesCodec(Optional.of(Endian.BIG));

    /** For types whose units are single bytes. */
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
    public boolean seesBitsOnly() {
        return true;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (decoded.type() instanceof OptionalType) {
            throw new IllegalArgumentException(
                    "bytes codec takes no " + decoded.type() + " elements; use zarrs.optional");
        }
        if (!decoded.type().isFixedSize()) {
            throw new IllegalArgumentException(
                    "bytes codec takes no " + decoded.type() + " elements; use vlen-utf8 or vlen-bytes");
        }
        int unit = decoded.type().unitBytes();
        if (unit > 1 && endian.isEmpty() && !(decoded.type() instanceof StructType)) {
            throw new IllegalArgumentException("bytes codec needs \"endian\" for " + decoded.type());
        }
        boolean isReversed = endian.equals(Optional.of(Endian.BIG));
        return new BoundBytes(decoded, isReversed, NdArray.sizeBytes(decoded.type(), decoded.shape()));
    }

    private record BoundBytes(ChunkSpec decoded, boolean isReversed, int sizeBytes) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.Exactly(sizeBytes);
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            return ordered(SmallBits.canonical(decoded.type(), chunk.data()));
        }

        /** From memory's order to the chunk's or back, which is the same. */
        private Bytes ordered(Bytes elements) {
            if (!isReversed) {
                return elements;
            }
            return decoded.type() instanceof StructType struct
                    ? ByteOrders.reversed(elements, struct)
                    : ByteOrders.reversed(elements, decoded.type().unitBytes());
        }

        @Override
        public NdArray decode(Bytes encoded) {
            if (encoded.length() != sizeBytes) {
                throw new CodecException(
                        NAME,
                        encoded.length() + " bytes for " + decoded.shape() + " " + decoded.type() + ", which take "
                                + sizeBytes);
            }
            Bytes elements = SmallBits.canonical(decoded.type(), ordered(encoded));
            return NdArray.of(decoded.type(), decoded.shape(), elements);
        }
    }
}

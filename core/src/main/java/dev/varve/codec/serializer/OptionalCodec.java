package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.OptionalType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Elements that may be missing: which are there as booleans, and the values of those in one run, each with codecs of its own;
 * before them the encoded lengths of both (64 bits each).
 *
 * <p>Specification: <a
 * href="https://docs.rs/zarrs/latest/zarrs/array/codec/array_to_bytes/optional/index.html">zarrs optional</a>. v3 name: {@code
 * zarrs.optional}; alias {@code optional}. v2 ids: none.
 *
 * <pre>{@code {"name": "zarrs.optional", "configuration": {"mask_codecs": [{"name": "packbits"}],
 *   "data_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}]}}}</pre>
 *
 * <p>Differences from the reference: none.
 *
 * @param maskCodecs of the booleans, in the chunk's shape; they lose nothing
 * @param dataCodecs of the values, along one axis; there is nothing to encode where all are missing
 */
public record OptionalCodec(CodecChain maskCodecs, CodecChain dataCodecs) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "zarrs.optional";

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER_BYTES = 2 * Long.BYTES;

    public OptionalCodec {
        if (!maskCodecs.isLossless()) {
            throw new IllegalArgumentException("zarrs.optional takes mask_codecs that lose nothing");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return dataCodecs.isLossless();
    }

    @Override
    public boolean isIdempotent() {
        return dataCodecs.isIdempotent();
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (!(decoded.type() instanceof OptionalType optional)) {
            throw new IllegalArgumentException(NAME + " takes elements that may be missing, not " + decoded.type());
        }
        DataType inner = optional.inner();
        long count = decoded.shape().count();
        if (count > Bytes.MAX_LENGTH) {
            throw new IllegalArgumentException(NAME + ": " + count + " elements are too many; use smaller chunks");
        }
        FillValue isThere = FillValue.zero(NumericType.BOOL);
        CodecChain.Bound mask = maskCodecs.bind(new ChunkSpec(NumericType.BOOL, decoded.shape(), isThere));
        EncodedSize values = bound(inner, count).encodedSize();
        if (count > 1) {
            // Any number of values may be there: what takes all, all but one, and one depends on no divisor.
            bound(inner, count - 1);
            bound(inner, 1);
        }
        EncodedSize size = new EncodedSize.AtMost(mask.encodedSize().maxBytes())
                .plus(values.maxBytes())
                .plus(HEADER_BYTES);
        return new BoundOptional(this, decoded, inner, mask, size);
    }

    private CodecChain.Bound bound(DataType inner, long count) {
        return dataCodecs.bind(new ChunkSpec(inner, Shape.of(count), FillValue.zero(inner)));
    }

    private record BoundOptional(
            OptionalCodec codec, ChunkSpec decoded, DataType inner, CodecChain.Bound mask, EncodedSize encodedSize)
            implements Bound {
        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            byte[] flags = OptionalElements.flags(chunk);
            int there = there(flags);
            Bytes encodedMask = mask.encode(NdArray.of(NumericType.BOOL, decoded.shape(), Bytes.wrap(flags)));
            Bytes encodedValues = there == 0
                    ? Bytes.EMPTY
                    : codec.bound(inner, there).encode(OptionalElements.values(chunk, flags, there));
            long size = (long) HEADER_BYTES + encodedMask.length() + encodedValues.length();
            if (size > Bytes.MAX_LENGTH) {
                throw new IllegalArgumentException(NAME + ": a chunk of 2 GiB or more; use smaller chunks");
            }
            byte[] out = new byte[(int) size];
            LONG.set(out, 0, (long) encodedMask.length());
            LONG.set(out, Long.BYTES, (long) encodedValues.length());
            encodedMask.copyTo(out, HEADER_BYTES);
            encodedValues.copyTo(out, HEADER_BYTES + encodedMask.length());
            return Bytes.wrap(out);
        }

        private static int there(byte[] flags) {
            int count = 0;
            for (byte flag : flags) {
                count += flag == 0 ? 0 : 1;
            }
            return count;
        }

        @Override
        public NdArray decode(Bytes encoded) {
            int rest = encoded.length() - HEADER_BYTES;
            if (rest < 0) {
                throw new CodecException(NAME, encoded.length() + " bytes are no header of " + HEADER_BYTES);
            }
            long maskBytes = encoded.getLong(0);
            long valueBytes = encoded.getLong(Long.BYTES);
            if (maskBytes < 0 || maskBytes > rest || valueBytes != rest - maskBytes) {
                throw new CodecException(
                        NAME,
                        "a mask of " + Long.toUnsignedString(maskBytes) + " and values of "
                                + Long.toUnsignedString(valueBytes) + " bytes in " + rest);
            }
            byte[] flags = mask.decode(encoded.slice(HEADER_BYTES, (int) maskBytes))
                    .data()
                    .toArray();
            Bytes encodedValues = encoded.slice(HEADER_BYTES + (int) maskBytes, (int) valueBytes);
            int there = there(flags);
            if (there == 0) {
                if (valueBytes > 0) {
                    throw new CodecException(NAME, valueBytes + " bytes of values where all are missing");
                }
                return NdArray.allocate(decoded.type(), decoded.shape());
            }
            NdArray values = declared(there).decode(encodedValues);
            return OptionalElements.marked(values, decoded.type(), decoded.shape(), flags);
        }

        /** The codecs of as many values as the mask says. */
        private CodecChain.Bound declared(int there) {
            try {
                return codec.bound(inner, there);
            } catch (IllegalArgumentException e) {
                throw new CodecException(NAME, "data_codecs take no " + there + " values: " + e.getMessage(), e);
            }
        }
    }
}

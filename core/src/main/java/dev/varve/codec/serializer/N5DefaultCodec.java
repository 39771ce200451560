package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.filter.TransposeCodec;

/**
 * Blocks of N5: a header with the block's extents, then big-endian elements in Fortran order, often compressed.
 *
 * <p>Specification: <a href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/n5_default">zarr-extensions
 * n5_default</a>. v3 name: {@code n5_default}. v2 ids: none.
 *
 * <pre>{@code {"name": "n5_default", "configuration": {"codecs": [{"name": "transpose", "configuration": {"order": [1, 0]}},
 *   {"name": "bytes", "configuration": {"endian": "big"}}, {"name": "gzip", "configuration": {"level": 5}}]}}}</pre>
 *
 * <p>Differences from the reference: blocks larger than the chunk are refused, not cut. Smaller ones, which stand at the
 * array's edge, are filled up with the fill value. Blocks are written whole.
 *
 * @param codecs the transposition of all axes, big-endian bytes, at most one compressor
 */
public record N5DefaultCodec(CodecChain codecs) implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "n5_default";

    private static final int MAX_RANK = 0xffff;
    private static final long MAX_EXTENT = 0xffffffffL;

    public N5DefaultCodec {
        boolean isTransposed = codecs.filters().size() == 1
                && codecs.filters().get(0) instanceof TransposeCodec transpose
                && transpose.equals(TransposeCodec.reversing(transpose.order().size()));
        if (!isTransposed) {
            throw new IllegalArgumentException("n5_default begins with the transposition of all axes");
        }
        if (!codecs.serializer().equals(BytesCodec.BIG) && !codecs.serializer().equals(BytesCodec.ORDERLESS)) {
            throw new IllegalArgumentException("n5_default needs big-endian bytes");
        }
        if (codecs.compressors().size() > 1) {
            throw new IllegalArgumentException("n5_default has at most one compressor");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return codecs.isLossless();
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        boolean isKnown = decoded.type() instanceof NumericType type
                && (type.isInteger() || type == NumericType.FLOAT32 || type == NumericType.FLOAT64);
        if (!isKnown) {
            throw new IllegalArgumentException("n5_default takes integers, float32 and float64, not " + decoded.type());
        }
        if (decoded.shape().rank() > MAX_RANK) {
            throw new IllegalArgumentException(
                    "n5_default of " + decoded.shape().rank() + " axes");
        }
        for (long extent : decoded.shape().extents()) {
            if (extent > MAX_EXTENT) {
                throw new IllegalArgumentException("n5_default of extent " + extent + " > " + MAX_EXTENT);
            }
        }
        return new BoundN5(decoded, codecs, codecs.bind(decoded));
    }

    private record BoundN5(ChunkSpec decoded, CodecChain codecs, CodecChain.Bound whole) implements Bound {
        private int headerBytes() {
            return 2 * Short.BYTES + Integer.BYTES * decoded.shape().rank();
        }

        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.AtMost(whole.encodedSize().maxBytes()).plus(headerBytes());
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            Bytes data = whole.encode(chunk);
            byte[] out = new byte[Math.addExact(headerBytes(), data.length())];
            out[2] = (byte) (decoded.shape().rank() >>> Byte.SIZE);
            out[3] = (byte) decoded.shape().rank();
            for (int axis = 0; axis < decoded.shape().rank(); axis++) {
                for (int i = 0; i < Integer.BYTES; i++) {
                    out[4 + 4 * axis + i] = (byte) (decoded.shape().extent(axis) >>> (24 - 8 * i));
                }
            }
            data.copyTo(out, headerBytes());
            return Bytes.wrap(out);
        }

        @Override
        public NdArray decode(Bytes encoded) {
            Shape shape = header(encoded);
            Bytes data = encoded.slice(headerBytes(), encoded.length() - headerBytes());
            if (shape.equals(decoded.shape())) {
                return whole.decode(data);
            }
            ChunkSpec part = new ChunkSpec(decoded.type(), shape, decoded.fill());
            NdArray block = codecs.bind(part).decode(data);
            NdArray chunk = NdArray.filled(decoded.shape(), decoded.fill());
            chunk.paste(block, Region.whole(shape), new long[shape.rank()]);
            return chunk;
        }

        /** The block's extents. */
        private Shape header(Bytes encoded) {
            if (encoded.length() < headerBytes()) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few");
            }
            int mode = Short.toUnsignedInt(Short.reverseBytes(encoded.getShort(0)));
            int rank = Short.toUnsignedInt(Short.reverseBytes(encoded.getShort(2)));
            if (mode != 0 || rank != decoded.shape().rank()) {
                throw new CodecException(
                        NAME, "mode " + mode + ", " + rank + " axes at byte 0, expected mode 0, " + decoded.shape());
            }
            long[] extents = new long[rank];
            for (int axis = 0; axis < rank; axis++) {
                int at = 4 + 4 * axis;
                extents[axis] = Integer.toUnsignedLong(Integer.reverseBytes(encoded.getInt(at)));
                if (extents[axis] > decoded.shape().extent(axis)) {
                    throw new CodecException(
                            NAME, "extent " + extents[axis] + " at byte " + at + " is beyond " + decoded.shape());
                }
            }
            return Shape.of(extents);
        }
    }
}

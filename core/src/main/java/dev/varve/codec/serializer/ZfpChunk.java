package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.serializer.zfp.ScalarType;
import dev.varve.codec.serializer.zfp.ZfpField;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.codec.serializer.zfp.ZfpNumbers;
import dev.varve.codec.serializer.zfp.ZfpStream;
import java.util.Arrays;

/**
 * Chunks as streams of zfp, whichever codec asks.
 *
 * @param name of the codec, for messages
 * @param decoded what chunks look like
 * @param numbers how their elements become numbers of zfp
 * @param mode what is kept
 * @param stream the chunk's stream
 * @param isWritten whether chunks are encoded, not only decoded
 */
record ZfpChunk(String name, ChunkSpec decoded, ZfpNumbers numbers, ZfpMode mode, ZfpStream stream, boolean isWritten)
        implements ArrayToBytesCodec.Bound {
    /** The most elements along each axis of a stream with a header, by the number of its axes. */
    private static final long[] MOST_ALONG = {1L << 48, 1L << 24, 1L << 16, 1L << 12};

    /**
     * The shape that a stream with a header has of a chunk: axes of one element dropped, because a block is of 4 along each
     * and would mostly be padding, then the slowest two made one until there are at most 4 that a header holds.
     */
    static Shape folded(Shape chunk) {
        long[] extents = Arrays.stream(chunk.extents()).filter(e -> e != 1).toArray();
        if (extents.length == 0) {
            return Shape.of(1);
        }
        while (extents.length > 1 && !isHeld(extents)) {
            long[] fewer = Arrays.copyOfRange(extents, 1, extents.length);
            fewer[0] = Math.multiplyExact(extents[0], extents[1]);
            extents = fewer;
        }
        return Shape.of(extents);
    }

    private static boolean isHeld(long[] extents) {
        return extents.length <= MOST_ALONG.length
                && Arrays.stream(extents).allMatch(e -> e <= MOST_ALONG[extents.length - 1]);
    }

    /** The array in the stream: one of no axes has one number on one axis. */
    static ZfpField field(String name, ScalarType type, Shape shape) {
        if (shape.rank() > ZfpField.MOST_AXES) {
            throw new IllegalArgumentException(
                    name + " takes chunks of at most 4 axes, not " + shape + "; chunk other axes by 1 and reshape");
        }
        int[] extents = new int[Math.max(1, shape.rank())];
        extents[0] = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            extents[axis] = (int) Math.min(Integer.MAX_VALUE, shape.extent(axis));
        }
        return new ZfpField(type, extents);
    }

    @Override
    public EncodedSize encodedSize() {
        return stream.encodedSize();
    }

    @Override
    public Bytes encode(NdArray chunk) {
        ChunkCheck.require(name, decoded, chunk);
        if (!isWritten) {
            throw new IllegalArgumentException(name + " holds no tolerance of " + decoded.type()
                    + " elements; such chunks are only decoded. Use mode 5 (reversible) or 3 (precision)");
        }
        Bytes promoted = numbers.promote(name, chunk.data());
        if (!mode.isLossless()) {
            numbers.requireTame(name, promoted);
        }
        return stream.encode(promoted);
    }

    @Override
    public NdArray decode(Bytes encoded) {
        return NdArray.of(decoded.type(), decoded.shape(), numbers.demote(stream.decode(encoded)));
    }
}

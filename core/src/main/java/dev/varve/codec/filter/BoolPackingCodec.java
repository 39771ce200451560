package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import java.util.Optional;

/**
 * Packs eight truth values into a byte, the first into the highest bit. A byte in front counts the unused bits at the end.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/filter/packbits.html">numcodecs.packbits</a>. v3
 * name: {@code numcodecs.packbits}, which makes a list of {@code uint8} of a chunk; {@code packbits} is another codec. v2
 * ids: {@code packbits}.
 *
 * <pre>{@code {"name": "numcodecs.packbits", "configuration": {}}}</pre>
 *
 * <p>Differences from the reference: a count of unused bits that is not the chunk's is an error.
 */
public record BoolPackingCodec() implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.packbits";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        ChunkView.typeOf(NAME, Optional.of(NumericType.BOOL), decoded);
        int count = NdArray.sizeBytes(NumericType.BOOL, decoded.shape());
        Shape packed = Shape.of(1 + (count + 7L) / 8);
        return new BoundPacking(
                count,
                decoded,
                new ChunkSpec(
                        NumericType.UINT8,
                        packed,
                        new FillValue(NumericType.UINT8, decoded.fill().bits())));
    }

    private record BoundPacking(int count, ChunkSpec decodedSpec, ChunkSpec encodedSpec) implements Bound {
        private int unusedBits() {
            return -count & 7;
        }

        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            NdArray result = NdArray.allocate(NumericType.UINT8, encodedSpec.shape());
            byte[] out = result.data().array();
            Bytes in = decoded.data();
            byte[] truths = in.array();
            out[0] = (byte) unusedBits();
            for (int i = 0; i < count; i++) {
                int bit = truths[in.offset() + i] == 0 ? 0 : 0x80;
                out[1 + (i >> 3)] |= (byte) (bit >> (i & 7));
            }
            return result;
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            Bytes in = encoded.data();
            if (in.get(0) != unusedBits()) {
                throw new CodecException(
                        NAME, in.unsigned(0) + " unused bits at byte 0, expected " + unusedBits() + " for " + count);
            }
            NdArray result = NdArray.allocate(decodedSpec.type(), decodedSpec.shape());
            byte[] out = result.data().array();
            byte[] packed = in.array();
            for (int i = 0; i < count; i++) {
                out[i] = (byte) ((packed[in.offset() + 1 + (i >> 3)] >> (7 - (i & 7))) & 1);
            }
            return result;
        }
    }
}

package dev.varve.testing;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.EncodedSize;

/** Serializes a chunk as it lies in memory; for tests of what is not about codecs. */
public record RawSerializer() implements ArrayToBytesCodec {
    @Override
    public String name() {
        return "raw";
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return new Bound() {
            @Override
            public EncodedSize encodedSize() {
                return new EncodedSize.Exactly(NdArray.sizeBytes(decoded.type(), decoded.shape()));
            }

            @Override
            public Bytes encode(NdArray chunk) {
                return chunk.data();
            }

            @Override
            public NdArray decode(Bytes encoded) {
                return NdArray.of(decoded.type(), decoded.shape(), encoded);
            }
        };
    }
}

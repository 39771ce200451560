package dev.varve.codec.filter;

import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.util.Arrays;

/**
 * Drops the axes along which a chunk has one element, so that what follows sees fewer of them.
 *
 * <p>Specification: <a href="https://docs.rs/zarrs/latest/zarrs/array/codec/array_to_array/squeeze/index.html">zarrs
 * squeeze</a>. v3 name: {@code zarrs.squeeze}. v2 ids: none.
 *
 * <pre>{@code {"name": "zarrs.squeeze"}}</pre>
 *
 * <p>Differences from the reference: none; a chunk of a single element keeps one axis, a scalar gets one.
 */
public record SqueezeCodec() implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "zarrs.squeeze";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        long[] kept = Arrays.stream(decoded.shape().extents())
                .filter(extent -> extent != 1)
                .toArray();
        Shape shape = kept.length == 0 ? Shape.of(1) : Shape.of(kept);
        return new Reshaping(NAME, decoded, new ChunkSpec(decoded.type(), shape, decoded.fill()));
    }

    /** The same elements under another shape. */
    record Reshaping(String codec, ChunkSpec decodedSpec, ChunkSpec encodedSpec) implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(codec, decodedSpec, decoded);
            return decoded.reshape(encodedSpec.shape());
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(codec, encodedSpec, encoded);
            return encoded.reshape(decodedSpec.shape());
        }
    }
}

package dev.varve.codec.filter;

import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Reorders the axes of a chunk: axis {@code i} of the encoded chunk is axis {@code order[i]} of the decoded one.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/transpose/index.html">Zarr v3
 * transpose codec</a>. v3 name: {@code transpose}. v2 ids: none; {@code "order": "F"} is {@link #reversing}.
 *
 * <pre>{@code {"name": "transpose", "configuration": {"order": [2, 0, 1]}}}</pre>
 *
 * <p>Differences from the reference: none.
 *
 * @param order every axis from 0 to rank - 1 once
 */
public record TransposeCodec(List<Integer> order) implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "transpose";

    public TransposeCodec {
        order = List.copyOf(order);
        boolean[] isSeen = new boolean[order.size()];
        for (int axis : order) {
            if (axis < 0 || axis >= isSeen.length || isSeen[axis]) {
                throw new IllegalArgumentException("transpose order " + order + " has not every axis once");
            }
            isSeen[axis] = true;
        }
    }

    /** All axes in reverse order: what is C order before is Fortran order then. */
    public static TransposeCodec reversing(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int axis = rank - 1; axis >= 0; axis--) {
            order.add(axis);
        }
        return new TransposeCodec(order);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        int rank = decoded.shape().rank();
        if (rank != order.size()) {
            throw new IllegalArgumentException("transpose order " + order + " for chunks of rank " + rank);
        }
        int[] forward = new int[rank];
        int[] backward = new int[rank];
        long[] extents = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            forward[axis] = order.get(axis);
            backward[forward[axis]] = axis;
            extents[axis] = decoded.shape().extent(forward[axis]);
        }
        ChunkSpec encoded = new ChunkSpec(decoded.type(), Shape.of(extents), decoded.fill());
        return new BoundTranspose(
                decoded,
                encoded,
                AxisPermutation.of(decoded.shape(), forward),
                AxisPermutation.of(encoded.shape(), backward));
    }

    private record BoundTranspose(
            ChunkSpec decodedSpec, ChunkSpec encodedSpec, AxisPermutation forward, AxisPermutation backward)
            implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            return permute(decoded, decodedSpec, forward, encodedSpec.shape());
        }

        @Override
        public NdArray decode(NdArray encoded) {
            return permute(encoded, encodedSpec, backward, decodedSpec.shape());
        }

        private static NdArray permute(NdArray chunk, ChunkSpec spec, AxisPermutation permutation, Shape shape) {
            if (!chunk.type().equals(spec.type()) || !chunk.shape().equals(spec.shape())) {
                throw new IllegalArgumentException(
                        NAME + ": a chunk of " + chunk + ", bound to " + spec.type() + " " + spec.shape());
            }
            if (permutation.isIdentity()) {
                return chunk.reshape(shape);
            }
            if (!chunk.type().isFixedSize()) {
                byte[][] elements = new byte[chunk.elements().length][];
                permutation.apply(chunk.elements(), elements);
                return NdArray.ofVariable(chunk.type(), shape, elements);
            }
            NdArray target = NdArray.allocate(chunk.type(), shape);
            permutation.apply(chunk.data(), target.data().array(), chunk.type().sizeBytes());
            return target;
        }
    }
}

package dev.varve.codec.filter;

import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.util.List;

/**
 * Gives a chunk another shape; its elements stay in C order.
 *
 * <p>Specification: <a href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/reshape">zarr-extensions
 * reshape</a>. v3 name: {@code reshape}. v2 ids: none.
 *
 * <pre>{@code {"name": "reshape", "configuration": {"shape": [[0, 1], 3, -1]}}}</pre>
 *
 * <p>Differences from the reference: none.
 *
 * @param shape where each extent comes from
 */
public record ReshapeCodec(List<Extent> shape) implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "reshape";

    /** Where one extent of the encoded chunk comes from. */
    public sealed interface Extent {}

    /** This extent. */
    public record Fixed(long extent) implements Extent {
        public Fixed {
            if (extent < 1) {
                throw new IllegalArgumentException("reshape extent " + extent + " < 1");
            }
        }
    }

    /** The product of the extents of axes of the decoded chunk. */
    public record Axes(List<Integer> axes) implements Extent {
        public Axes {
            axes = List.copyOf(axes);
        }
    }

    /** Whatever is left, written -1; once at most. */
    public record Rest() implements Extent {}

    public ReshapeCodec {
        shape = List.copyOf(shape);
        if (shape.stream().filter(Rest.class::isInstance).count() > 1) {
            throw new IllegalArgumentException("reshape shape has -1 more than once");
        }
        int last = -1;
        for (Extent extent : shape) {
            for (int axis : extent instanceof Axes axes ? axes.axes() : List.<Integer>of()) {
                if (axis <= last) {
                    throw new IllegalArgumentException("reshape axes do not ascend: " + axis + " after " + last);
                }
                last = axis;
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        Shape before = decoded.shape();
        long[] extents = new long[shape.size()];
        int rest = -1;
        long product = 1;
        for (int i = 0; i < extents.length; i++) {
            if (shape.get(i) instanceof Rest) {
                rest = i;
                continue;
            }
            extents[i] = extent(shape.get(i), before);
            product = Math.multiplyExact(product, extents[i]);
        }
        if (rest >= 0) {
            extents[rest] = product == 0 ? 0 : before.count() / product;
        }
        Shape after = Shape.of(extents);
        if (after.count() != before.count()) {
            throw new IllegalArgumentException(
                    "reshape of chunks of " + before + " to " + after + " changes the number of elements");
        }
        requireAligned(before, after);
        return new SqueezeCodec.Reshaping(NAME, decoded, new ChunkSpec(decoded.type(), after, decoded.fill()));
    }

    private static long extent(Extent extent, Shape before) {
        if (extent instanceof Fixed fixed) {
            return fixed.extent();
        }
        long product = 1;
        for (int axis : ((Axes) extent).axes()) {
            if (axis >= before.rank()) {
                throw new IllegalArgumentException(
                        "reshape names axis " + axis + " of chunks of rank " + before.rank());
            }
            product = Math.multiplyExact(product, before.extent(axis));
        }
        return product;
    }

    /** An extent that is named for axes runs along these axes: as many elements stand before and after it as them. */
    private void requireAligned(Shape before, Shape after) {
        for (int i = 0; i < shape.size(); i++) {
            if (!(shape.get(i) instanceof Axes axes) || axes.axes().isEmpty()) {
                continue;
            }
            int first = axes.axes().get(0);
            int last = axes.axes().get(axes.axes().size() - 1);
            boolean isAligned = product(after, 0, i) == product(before, 0, first)
                    && product(after, i + 1, after.rank()) == product(before, last + 1, before.rank());
            if (!isAligned) {
                throw new IllegalArgumentException("reshape of chunks of " + before + " to " + after + ": extent " + i
                        + " does not run along axes " + axes.axes());
            }
        }
    }

    private static long product(Shape shape, int from, int to) {
        long product = 1;
        for (int axis = from; axis < to; axis++) {
            product = Math.multiplyExact(product, shape.extent(axis));
        }
        return product;
    }
}

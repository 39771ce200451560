package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another order of dimensions. Every variable has those that are named in this order; where {@link #REST} stands, or at the end,
 * come its others in the order that they had. The letters of a text stay next to each other.
 *
 * @param order dimensions by their path or its last part, and {@link #REST} at most once
 */
public record Transpose(List<String> order) implements Transform {
    /** Stands for all dimensions that are not named. */
    public static final String REST = "...";

    public Transpose {
        order = List.copyOf(order);
        if (new HashSet<>(order).size() < order.size()) {
            throw new TransformException("order " + String.join(",", order) + " names one twice", "each of them once");
        }
    }

    @Override
    public Source of(Source source) {
        Dataset dataset = source.describe();
        Map<String, Integer> ranks = new HashMap<>();
        int rest = order.contains(REST) ? order.indexOf(REST) : order.size();
        for (int place = 0; place < order.size(); place++) {
            if (place != rest) {
                for (String path : Trees.dimensionsNamed(order.get(place), dataset)) {
                    ranks.put(path, place);
                }
            }
        }
        Map<String, VariableView> views = new HashMap<>();
        Dataset changed = new Dataset(dataset.format(), dataset.root().mapped(variable -> {
            int[] axes = axes(variable, ranks, rest);
            if (isInOrder(axes)) {
                views.put(variable.path(), ViewSource.unchanged(source, variable));
                return variable;
            }
            views.put(variable.path(), new View(source, variable, axes));
            return permuted(variable, axes);
        }));
        return new ViewSource(source.name(), changed, views, source);
    }

    /** Which axis of the variable is at each place. */
    private static int[] axes(Variable variable, Map<String, Integer> ranks, int rest) {
        List<Integer> axes = new ArrayList<>();
        List<Dimension> dimensions = variable.dimensions();
        int free = dimensions.size() - (variable.type().equals(new NullTerminatedBytes(1)) ? 1 : 0);
        for (int axis = 0; axis < free; axis++) {
            axes.add(axis);
        }
        axes.sort((a, b) -> Integer.compare(
                ranks.getOrDefault(dimensions.get(a).path(), rest),
                ranks.getOrDefault(dimensions.get(b).path(), rest)));
        for (int axis = Math.max(0, free); axis < dimensions.size(); axis++) {
            axes.add(axis);
        }
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isInOrder(int[] axes) {
        for (int axis = 0; axis < axes.length; axis++) {
            if (axes[axis] != axis) {
                return false;
            }
        }
        return true;
    }

    private static Variable permuted(Variable variable, int[] axes) {
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis : axes) {
            dimensions.add(variable.dimensions().get(axis));
        }
        Storage storage = variable.storage();
        boolean isRegular =
                storage.chunkShape().isPresent() && !storage.layout().equals(Storage.RECTILINEAR);
        Storage permuted = new Storage(
                isRegular ? storage.layout().replace("record", "chunked") : Storage.VIEW,
                storage.chunkShape().map(chunk -> permuted(chunk, axes)),
                isRegular ? storage.shardShape().map(shard -> permuted(shard, axes)) : Optional.empty(),
                storage.filters(),
                storage.storedBytes());
        return new Variable(
                variable.path(),
                variable.type(),
                dimensions,
                variable.fill(),
                variable.attributes(),
                permuted,
                variable.declared());
    }

    private static Shape permuted(Shape shape, int[] axes) {
        return Shape.of(permuted(shape.extents(), axes));
    }

    private static long[] permuted(long[] values, int[] axes) {
        long[] result = new long[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            result[axis] = values[axes[axis]];
        }
        return result;
    }

    private static Region permuted(Region region, int[] axes) {
        return Region.of(permuted(region.starts(), axes), permuted(region.shape(), axes));
    }

    /** A variable whose axis {@code i} is axis {@code axes[i]} of the source's. */
    private static final class View implements VariableView {
        private final Source source;
        private final Variable variable;
        private final int[] axes;
        private final int[] back;
        private final Shape grain;

        View(Source source, Variable variable, int[] axes) {
            this.source = source;
            this.variable = variable;
            this.axes = axes;
            this.grain = ChunkPieces.grain(variable);
            this.back = new int[axes.length];
            for (int axis = 0; axis < axes.length; axis++) {
                back[axes[axis]] = axis;
            }
        }

        @Override
        public NdArray read(Region region) throws IOException {
            NdArray target = NdArray.allocate(variable.type(), region.shape());
            for (Region piece : ChunkPieces.cut(permuted(region, back), grain, ChunkPieces.SMALL)) {
                ChunkSpec spec = new ChunkSpec(variable.type(), piece.shape(), variable.fill());
                NdArray block = codec(axes).bind(spec).encode(source.read(variable, piece));
                Region place = permuted(piece, axes).relativeTo(region.starts());
                target.paste(block, Region.whole(block.shape()), place.starts());
            }
            return target;
        }

        private static TransposeCodec codec(int[] order) {
            return new TransposeCodec(Arrays.stream(order).boxed().toList());
        }

        /** The same bytes; that its axes are in another order is one more filter. */
        @Override
        public Optional<ChunkReference> reference(long[] chunkIndex) throws IOException {
            boolean isOneOfMany = variable.storage().chunkShape().isPresent();
            if (!isOneOfMany || variable.storage().layout().equals(Storage.RECTILINEAR)) {
                return Optional.empty();
            }
            return source.reference(variable, permuted(chunkIndex, back)).map(found -> {
                List<ArrayToArrayCodec> filters = new ArrayList<>();
                filters.add(codec(back));
                filters.addAll(found.chain().filters());
                CodecChain chain = new CodecChain(
                        filters, found.chain().serializer(), found.chain().compressors());
                return new ChunkReference(
                        found.location(), found.offset(), found.length(), chain, permuted(found.region(), axes));
            });
        }
    }
}

package dev.varve.plan;

import dev.varve.array.DataType;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RectilinearGrid;
import dev.varve.grid.RegularGrid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Cuts the variables of a dataset into chunks and shards: where the user named an extent for a dimension, that one;
 * elsewhere what {@link ChunkRule} chooses.
 *
 * @param targets how large chunks and shards should be
 * @param chunkExtents extents of chunks along dimensions, by the dimension's path or its last part
 * @param shardExtents extents of shards, likewise
 * @param chain how chunks of a type are encoded
 */
public record LayoutRule(
        ChunkTargets targets,
        Map<String, Extent> chunkExtents,
        Map<String, Extent> shardExtents,
        Function<DataType, CodecChain> chain) {
    /** Variable elements are taken to be this long when chunks are sized. */
    private static final int VARIABLE_ELEMENT_BYTES = 64;

    public LayoutRule {
        chunkExtents = Map.copyOf(chunkExtents);
        shardExtents = Map.copyOf(shardExtents);
    }

    /** The same rule for chunks and shards of other sizes. */
    public LayoutRule with(ChunkTargets other) {
        return new LayoutRule(other, chunkExtents, shardExtents, chain);
    }

    /** How far a chunk or shard reaches along a dimension. */
    public sealed interface Extent {
        /** This many elements. */
        record Elements(long count) implements Extent {
            public Elements {
                if (count < 1) {
                    throw new IllegalArgumentException("extent " + count + " of a chunk: must be at least 1");
                }
            }
        }

        /** The whole dimension. */
        record Whole() implements Extent {}
    }

    /** The names in {@link #chunkExtents()} and {@link #shardExtents()} that are no dimension of any variable. */
    public List<String> unknownDimensions(Dataset dataset) {
        List<Dimension> dimensions = dataset.variables().stream()
                .flatMap(variable -> variable.dimensions().stream())
                .distinct()
                .toList();
        return Stream.concat(chunkExtents.keySet().stream(), shardExtents.keySet().stream())
                .distinct()
                .filter(name -> dimensions.stream()
                        .noneMatch(d -> d.path().equals(name) || d.name().equals(name)))
                .sorted()
                .toList();
    }

    /** Whether the user named an extent of one of a variable's dimensions. */
    public boolean names(Variable variable) {
        return variable.dimensions().stream()
                .anyMatch(d -> chunkExtents.containsKey(d.path()) || chunkExtents.containsKey(d.name()));
    }

    /**
     * How a variable is cut up.
     *
     * @throws IllegalArgumentException when the user's shards are no whole number of chunks, or the chain does not fit
     */
    public Layout layout(Variable variable) {
        Shape array = variable.shape();
        long elementBytes = variable.type().isFixedSize() ? variable.type().sizeBytes() : VARIABLE_ELEMENT_BYTES;
        Shape chosen = ChunkRule.chunk(array, variable.storage().chunkShape(), elementBytes, targets.innerChunkBytes());
        Shape chunk = named(variable, chosen, chunkExtents);
        if (variable.type().equals(new NullTerminatedBytes(1)) && array.rank() > 0) {
            chunk = withWholeText(array, chunk);
        }
        Shape grown = ChunkRule.shard(array, chunk, elementBytes, targets.shardBytes());
        Shape shard = wholeChunks(variable, named(variable, grown, shardExtents), chunk);
        return new Layout(
                new RegularGrid(array, shard),
                new RegularGrid(array, chunk),
                chain.apply(variable.type()),
                variable.fill());
    }

    /**
     * The source's own grid, where its objects differ in shape, are whole numbers of its chunks, and the user named no extent of
     * the variable's dimensions. Characters are cut as {@link #layout} cuts them.
     */
    public Optional<Layout> kept(Variable variable) {
        Optional<RectilinearGrid> objects = variable.storage().objects();
        if (objects.isEmpty() || names(variable) || variable.type().equals(new NullTerminatedBytes(1))) {
            return Optional.empty();
        }
        ChunkGrid chunks = objects.get();
        if (variable.storage().shardShape().isPresent()) {
            Shape chunk = variable.storage().chunkShape().orElseThrow();
            if (!isDividedBy(objects.get(), chunk)) {
                return Optional.empty();
            }
            chunks = new RegularGrid(variable.shape(), chunk);
        }
        return Optional.of(new Layout(objects.get(), chunks, chain.apply(variable.type()), variable.fill()));
    }

    /** Whether chunks of a shape fill every object; a source that shuffles axes before it cuts shards has others. */
    private static boolean isDividedBy(RectilinearGrid objects, Shape chunk) {
        if (chunk.rank() != objects.array().rank()) {
            return false;
        }
        for (int axis = 0; axis < chunk.rank(); axis++) {
            long unit = chunk.extent(axis);
            if (objects.edges().get(axis).runs().stream().anyMatch(run -> run.length() % unit != 0)) {
                return false;
            }
        }
        return true;
    }

    /** Readers join characters to text along the last axis, which they cannot when it is cut. */
    private static Shape withWholeText(Shape array, Shape chunk) {
        long[] extents = chunk.extents();
        extents[extents.length - 1] = Math.max(1, array.extent(extents.length - 1));
        return Shape.of(extents);
    }

    /** Rounds up what reaches the end of its axis; other shards have to be a whole number of chunks already. */
    private static Shape wholeChunks(Variable variable, Shape shard, Shape chunk) {
        long[] extents = shard.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            long unit = chunk.extent(axis);
            long below = extents[axis] - extents[axis] % unit;
            if (below != extents[axis]) {
                Dimension dimension = variable.dimensions().get(axis);
                if (extents[axis] < dimension.length()) {
                    throw new IllegalArgumentException("variable '" + variable.path() + "': a shard of "
                            + extents[axis] + " along " + dimension.name() + " is no whole number of chunks of " + unit
                            + "; take " + (below + unit) + ", or chunks that divide " + extents[axis]);
                }
                extents[axis] = Math.addExact(below, unit);
            }
        }
        return Shape.of(extents);
    }

    private static Shape named(Variable variable, Shape chosen, Map<String, Extent> extents) {
        long[] result = chosen.extents();
        for (int axis = 0; axis < result.length; axis++) {
            Dimension dimension = variable.dimensions().get(axis);
            Extent extent = extents.getOrDefault(dimension.path(), extents.get(dimension.name()));
            long whole = Math.max(1, dimension.length());
            if (extent instanceof Extent.Elements elements) {
                result[axis] = Math.min(elements.count(), whole);
            } else if (extent instanceof Extent.Whole) {
                result[axis] = whole;
            }
        }
        return Shape.of(result);
    }
}

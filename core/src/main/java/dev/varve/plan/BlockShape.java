package dev.varve.plan;

import dev.varve.array.Shape;
import dev.varve.dataset.Layout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The blocks in which a variable is copied: runs of chunks that follow each other in C order within one stored object and
 * form a box. So every object's chunks are appended in C order whatever the size of the blocks, and the bytes written do
 * not depend on memory or threads.
 *
 * @param runChunks how many chunks a block has along each axis: 1 on slow axes, any number on one, all on faster ones
 * @param objectChunks how many chunks an object has along each axis, at most
 * @param decodeFactor how often each source chunk is decoded, on average
 */
public record BlockShape(Shape runChunks, Shape objectChunks, double decodeFactor) {
    /** Blocks of tiny chunks should have at least this many elements, so that chunks are not handled one by one. */
    private static final long SMALL_ELEMENTS = 1 << 18;

    /**
     * Chooses the smallest blocks that decode source chunks least often.
     *
     * @param layout how the variable is written
     * @param source the source's chunk shape, where it has one
     * @param maxElements the most elements that a block may have; one chunk is always allowed
     */
    public static BlockShape choose(Layout layout, Optional<Shape> source, long maxElements) {
        Shape chunk = layout.chunks().largestCell();
        Shape objectChunks = objectChunks(layout);
        Comparator<BlockShape> best = Comparator.comparingDouble(BlockShape::decodeFactor)
                .thenComparing(block -> block.elements(chunk) < SMALL_ELEMENTS)
                .thenComparingLong(block -> block.isSmall(chunk) ? -block.elements(chunk) : block.elements(chunk));
        BlockShape chosen = candidate(layout, source, objectChunks, Math.max(0, chunk.rank() - 1), 1);
        for (int axis = chunk.rank() - 1; axis >= 0; axis--) {
            for (long run : runs(chunk, source, objectChunks, axis, maxElements)) {
                BlockShape other = candidate(layout, source, objectChunks, axis, run);
                if (other.elements(chunk) <= maxElements && best.compare(other, chosen) < 0) {
                    chosen = other;
                }
            }
        }
        return chosen;
    }

    /** Lengths worth trying on an axis: one chunk, the source's chunk, enough not to be small, all that fit, all. */
    private static TreeSet<Long> runs(
            Shape chunk, Optional<Shape> source, Shape objectChunks, int axis, long maxElements) {
        long faster = chunk.count();
        for (int a = axis + 1; a < chunk.rank(); a++) {
            faster = Math.multiplyExact(faster, objectChunks.extent(a));
        }
        long all = objectChunks.extent(axis);
        TreeSet<Long> runs = new TreeSet<>();
        runs.add(1L);
        runs.add(all);
        source.ifPresent(shape -> runs.add(Math.min(all, ceilDiv(shape.extent(axis), chunk.extent(axis)))));
        runs.add(Math.min(all, ceilDiv(SMALL_ELEMENTS, faster)));
        runs.add(Math.max(1, Math.min(all, maxElements / faster)));
        return runs;
    }

    private static BlockShape candidate(Layout layout, Optional<Shape> source, Shape objectChunks, int axis, long run) {
        Shape chunk = layout.chunks().largestCell();
        long[] extents = new long[chunk.rank()];
        Arrays.fill(extents, 1);
        double factor = 1;
        for (int a = 0; a < extents.length; a++) {
            extents[a] = a < axis ? 1 : a == axis ? run : objectChunks.extent(a);
            if (source.isPresent()) {
                factor *= decodes(
                        layout.chunks().array().extent(a),
                        source.get().extent(a),
                        Math.multiplyExact(extents[a], chunk.extent(a)));
            }
        }
        return new BlockShape(Shape.of(extents), objectChunks, factor);
    }

    /** How many blocks meet each source chunk along one axis, on average. */
    private static double decodes(long array, long source, long block) {
        if (block >= array || block % source == 0) {
            return 1;
        }
        return source % block == 0 ? (double) Math.min(source, array) / block : 1 + (double) (source - 1) / block;
    }

    private static Shape objectChunks(Layout layout) {
        Shape chunk = layout.chunks().largestCell();
        long[] counts = new long[chunk.rank()];
        if (layout.objects().counts().isEmpty()) {
            Arrays.fill(counts, 1);
            return Shape.of(counts);
        }
        return quotient(layout.objects().largestCell(), chunk);
    }

    /** How many of the chunks of one shape cover another shape along each axis. */
    private static Shape quotient(Shape whole, Shape part) {
        long[] counts = new long[whole.rank()];
        for (int axis = 0; axis < counts.length; axis++) {
            counts[axis] = ceilDiv(whole.extent(axis), part.extent(axis));
        }
        return Shape.of(counts);
    }

    /** How many chunks one object has along each axis; no more than {@link #objectChunks()}, which are the largest's. */
    public static Shape chunksOf(Layout layout, long... objectIndex) {
        Shape object = layout.objects().cell(objectIndex).shape();
        return layout.isSharded() ? quotient(object, layout.chunks().largestCell()) : quotient(object, object);
    }

    private static long ceilDiv(long value, long divisor) {
        return value == 0 ? 1 : (value - 1) / divisor + 1;
    }

    private boolean isSmall(Shape chunk) {
        return elements(chunk) < SMALL_ELEMENTS;
    }

    /** How many elements a block has, when chunks have this shape. */
    public long elements(Shape chunk) {
        return Math.multiplyExact(runChunks.count(), chunk.count());
    }

    /** How many blocks an object of so many chunks has along each axis. */
    public Shape blocksOf(Shape chunks) {
        return quotient(chunks, runChunks);
    }
}

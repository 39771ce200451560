package dev.varve.measure;

import dev.varve.array.Region;
import java.util.Optional;

/**
 * What comparing one chunk of a field found: sums from which {@link FieldComparison#combine} makes the field's measures.
 * Immutable; small beside the chunk.
 */
public final class ChunkErrors {
    private final Region chunk;
    private final PairMoments moments;
    private final double topError;
    private final double topValue;
    private final long changedCells;
    private final long outOfBounds;
    private final SlabSums slabs;
    private final Optional<DetailSums> details;

    ChunkErrors(
            Region chunk,
            PairMoments moments,
            double topError,
            double topValue,
            long changedCells,
            long outOfBounds,
            SlabSums slabs,
            Optional<DetailSums> details) {
        this.chunk = chunk;
        this.moments = moments;
        this.topError = topError;
        this.topValue = topValue;
        this.changedCells = changedCells;
        this.outOfBounds = outOfBounds;
        this.slabs = slabs;
        this.details = details;
    }

    /** Where in the field the chunk lies. */
    public Region chunk() {
        return chunk;
    }

    /** Cells whose class changed, or whose bits did though they stand for no number. */
    public long changedCells() {
        return changedCells;
    }

    /** max |y-x|, in the field's unit. */
    public double maxAbsolute() {
        return moments.maxError();
    }

    /** sum |y-x| over sum |x| of this chunk alone. */
    public double l1Relative() {
        return FieldComparison.ratio(moments.absError(), moments.absValue());
    }

    PairMoments moments() {
        return moments;
    }

    /** sum |d| over the cells whose |x| reaches the cut. */
    double topError() {
        return topError;
    }

    double topValue() {
        return topValue;
    }

    long outOfBounds() {
        return outOfBounds;
    }

    SlabSums slabs() {
        return slabs;
    }

    /** What a thorough comparison found besides. */
    Optional<DetailSums> details() {
        return details;
    }
}

package dev.varve.run.compress;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.measure.ChunkErrors;
import dev.varve.measure.FieldComparison;
import dev.varve.measure.FieldMeasures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Compares regions of a field in any order, and combines what was found in their own. Safe for threads. */
final class MeasuredRegions {
    private final FieldComparison comparison;
    private final FieldComparison.Depth depth;
    private final Map<long[], ChunkErrors> errors = new ConcurrentSkipListMap<>(Arrays::compare);

    MeasuredRegions(FieldComparison comparison, FieldComparison.Depth depth) {
        this.comparison = comparison;
        this.depth = depth;
    }

    /** What one region is like; it does not count until it is {@linkplain #add added}. */
    ChunkErrors compare(Region region, NdArray original, NdArray decoded) {
        return comparison.compare(region, original, decoded, depth);
    }

    void add(Region region, ChunkErrors found) {
        errors.put(region.starts(), found);
    }

    /** The measures of all that was added. */
    FieldMeasures measures() {
        return comparison.combine(List.copyOf(errors.values()));
    }
}

package dev.varve.measure;

import dev.varve.array.NdArray;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What comparisons need to know of an original field before they start.
 *
 * @param statistics counts, extremes, mean and deviation
 * @param q99Cut what |x| has to reach to count among the largest one percent: the 99th percentile of |x|, interpolated as
 *     numpy does, and where that is 0 of the |x| above 0; none without numbers, or where all are 0
 */
public record FieldReference(FieldStatistics statistics, OptionalDouble q99Cut) {
    private static final double TOP = 0.99;

    /**
     * Goes through the blocks of a field, several times in the same order.
     *
     * @param blocks the field's chunks, made or read again each time they are gone through
     * @param missingValues values that stand for "no value here"
     */
    public static FieldReference of(Iterable<NdArray> blocks, List<Double> missingValues) {
        StatisticsBuilder statistics = new StatisticsBuilder(missingValues);
        for (NdArray block : blocks) {
            statistics.add(block);
        }
        return new FieldReference(statistics.build(), cut(blocks, missingValues));
    }

    private static OptionalDouble cut(Iterable<NdArray> blocks, List<Double> missingValues) {
        MagnitudeSelection all = new MagnitudeSelection(blocks, missingValues, false);
        OptionalDouble cut = all.quantile(TOP);
        if (cut.isPresent() && cut.getAsDouble() == 0) {
            return new MagnitudeSelection(blocks, missingValues, true).quantile(TOP);
        }
        return cut;
    }
}

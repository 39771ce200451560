package dev.varve.run.sweep;

import dev.varve.measure.FieldStatistics;
import dev.varve.plan.LayoutRule;
import dev.varve.plan.sweep.BudgetBasis;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.SpaceOptions;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How fields are swept.
 *
 * @param sampleBytes how much of a field is tried at most; the least sample may be larger
 * @param gates what a decoded field has to keep
 * @param basis what the thresholds of relative errors are relative to
 * @param space which candidates are tried
 * @param isExhaustive whether all of them are, rather than what a search finds best
 * @param mostCandidates how many are at most; for exhaustive sweeps
 * @param physicalMin the least number that is possible
 * @param physicalMax the greatest number that is possible
 * @param boundsTolerance how far beyond those a number may go, as a share of the field's range
 * @param layout how fields are cut into chunks
 * @param memoryBytes how much memory data may take, beside the sample
 */
public record SweepSettings(
        long sampleBytes,
        Gates gates,
        BudgetBasis basis,
        SpaceOptions space,
        boolean isExhaustive,
        OptionalInt mostCandidates,
        OptionalDouble physicalMin,
        OptionalDouble physicalMax,
        double boundsTolerance,
        LayoutRule layout,
        long memoryBytes) {
    /** The gates of a field, relative to its magnitudes. */
    Gates gatesFor(FieldStatistics field) {
        return basis.relativeToMagnitude(gates, field);
    }
}

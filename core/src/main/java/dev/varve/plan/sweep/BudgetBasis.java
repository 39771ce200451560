package dev.varve.plan.sweep;

import dev.varve.measure.FieldStatistics;

/**
 * What a budget is relative to. Errors relative to magnitudes depend on where a unit has its zero (280 K is 7 degrees
 * Celsius); those relative to the range or the spread of a field do not.
 */
public enum BudgetBasis {
    /** The magnitude of the numbers: errors are divided by sums or maxima of |x|. */
    MAGNITUDE,
    /** The difference between the greatest and the least number. */
    RANGE,
    /** The standard deviation. */
    STD;

    /**
     * Gates with thresholds relative to this as gates with thresholds relative to magnitudes, which say the same of one field:
     * mean, root mean square and largest error at most so many times the basis.
     */
    public Gates relativeToMagnitude(Gates gates, FieldStatistics field) {
        if (this == MAGNITUDE || field.finite() == 0) {
            return gates;
        }
        double basis = this == RANGE ? field.range() : field.standardDeviation();
        double rootMeanSquare = Math.hypot(field.standardDeviation(), field.mean());
        Gates scaled = gates;
        scaled = scaled(scaled, Gate.L1, basis, field.meanAbsolute());
        scaled = scaled(scaled, Gate.BIAS, basis, field.meanAbsolute());
        scaled = scaled(scaled, Gate.L2, basis, rootMeanSquare);
        return scaled(scaled, Gate.LINF, basis, field.greatestMagnitude());
    }

    private static Gates scaled(Gates gates, Gate gate, double basis, double magnitude) {
        Double threshold = gates.thresholds().get(gate);
        return threshold == null || magnitude == 0 ? gates : gates.with(gate, threshold * basis / magnitude);
    }
}

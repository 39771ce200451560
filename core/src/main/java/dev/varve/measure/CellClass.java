package dev.varve.measure;

/** What a cell holds; a codec must not turn one into another. */
enum CellClass {
    /** A finite number that is not missing. */
    NUMBER,
    /** NaN that is not declared missing. */
    NOT_A_NUMBER,
    /** Infinite and positive. */
    POSITIVE_INFINITY,
    /** Infinite and negative. */
    NEGATIVE_INFINITY,
    /** A value that was declared to mean "no value here". */
    MISSING;

    /** The class of a value of a field in which these are missing. */
    static CellClass of(double value, double[] missing) {
        boolean isNan = Double.isNaN(value);
        for (double absent : missing) {
            if (value == absent || (isNan && Double.isNaN(absent))) {
                return MISSING;
            }
        }
        if (isNan) {
            return NOT_A_NUMBER;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
        }
        return NUMBER;
    }
}

package dev.varve.measure;

/**
 * What is known of an original field; numbers are over its finite cells that are not missing.
 *
 * @param cells all cells
 * @param finite how many are finite and not missing
 * @param missing how many hold a missing value
 * @param notANumber how many hold NaN that is not declared missing
 * @param infinite how many are infinite
 * @param min the least number; infinite without any
 * @param max the greatest; minus infinite without any
 * @param mean the mean; 0 without any
 * @param meanAbsolute mean |x|
 * @param standardDeviation of the population
 */
public record FieldStatistics(
        long cells,
        long finite,
        long missing,
        long notANumber,
        long infinite,
        double min,
        double max,
        double mean,
        double meanAbsolute,
        double standardDeviation) {
    /** The distance between the extremes; 0 without any. */
    public double range() {
        return finite == 0 ? 0 : max - min;
    }

    /** The largest |x|; 0 without any. */
    public double greatestMagnitude() {
        return finite == 0 ? 0 : Math.max(Math.abs(min), Math.abs(max));
    }

    /** Whether every cell is a number, none of them missing. */
    public boolean isFinite() {
        return finite == cells;
    }

    /** Whether no two numbers differ. */
    public boolean isConstant() {
        return finite == 0 || min == max;
    }
}

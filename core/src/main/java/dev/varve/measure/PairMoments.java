package dev.varve.measure;

/**
 * Sums over pairs of an original number x and a decoded one y, with d = y-x. What would be a small difference of large sums is
 * kept as a sum of its own, about the mean, so that nothing is lost to rounding however far the numbers are from zero.
 *
 * @param count how many pairs
 * @param absError sum |d|
 * @param squareError sum d^2
 * @param error sum d
 * @param absValue sum |x|
 * @param mean mean x; 0 of none
 * @param spread sum (x - mean x)^2
 * @param mixed sum (x - mean x) (d - mean d)
 * @param minX least x; infinite of none
 * @param maxX greatest x; minus infinite of none
 * @param minY least y; infinite of none
 * @param maxY greatest y; minus infinite of none
 * @param maxError greatest |d|; 0 of none
 */
record PairMoments(
        long count,
        double absError,
        double squareError,
        double error,
        double absValue,
        double mean,
        double spread,
        double mixed,
        double minX,
        double maxX,
        double minY,
        double maxY,
        double maxError) {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Of no pairs. */
    static final PairMoments NONE =
            new PairMoments(0, 0, 0, 0, 0, 0, 0, 0, INFINITY, -INFINITY, INFINITY, -INFINITY, 0);

    /** Of some pairs, whose extremes were looked for already. */
    static PairMoments of(double[] x, double[] differences, int count, PartExtremes extremes) {
        if (count == 0) {
            return NONE;
        }
        double absError = 0;
        double squareError = 0;
        double error = 0;
        double absValue = 0;
        double shifted = 0;
        double shiftedSquare = 0;
        double shiftedError = 0;
        // Any of the numbers will do to bring the others near zero.
        double origin = x[0];
        for (int i = 0; i < count; i++) {
            double d = differences[i];
            double a = x[i] - origin;
            absError += Math.abs(d);
            squareError += d * d;
            error += d;
            absValue += Math.abs(x[i]);
            shifted += a;
            shiftedSquare += a * a;
            shiftedError += a * d;
        }
        return new PairMoments(
                count,
                absError,
                squareError,
                error,
                absValue,
                origin + shifted / count,
                shiftedSquare - shifted * shifted / count,
                shiftedError - shifted * error / count,
                extremes.minX(),
                extremes.maxX(),
                extremes.minY(),
                extremes.maxY(),
                extremes.maxDifference());
    }

    /** Of these pairs and others. */
    PairMoments and(PairMoments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        long all = count + other.count;
        double share = (double) other.count / all;
        double weight = count * share;
        double step = other.mean - mean;
        double errorStep = other.error / other.count - error / count;
        return new PairMoments(
                all,
                absError + other.absError,
                squareError + other.squareError,
                error + other.error,
                absValue + other.absValue,
                mean + step * share,
                spread + other.spread + step * step * weight,
                mixed + other.mixed + step * errorStep * weight,
                Math.min(minX, other.minX),
                Math.max(maxX, other.maxX),
                Math.min(minY, other.minY),
                Math.max(maxY, other.maxY),
                Math.max(maxError, other.maxError));
    }

    /** sum x^2. */
    double squareValue() {
        return spread + count * mean * mean;
    }

    /** max |x|; 0 of none. */
    double maxAbsValue() {
        return count == 0 ? 0 : Math.max(Math.abs(minX), Math.abs(maxX));
    }

    /** The correlation of x and y: 1 where neither varies, 0 where one does. */
    double pearson() {
        boolean isFlatX = count == 0 || minX == maxX;
        boolean isFlatY = count == 0 || minY == maxY;
        if (isFlatX || isFlatY) {
            return isFlatX == isFlatY ? 1 : 0;
        }
        double errorSpread = squareError - error * error / count;
        double spreadY = spread + 2 * mixed + errorSpread;
        return Math.max(-1, Math.min(1, (spread + mixed) / (Math.sqrt(spread) * Math.sqrt(spreadY))));
    }
}

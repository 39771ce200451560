package dev.varve.measure;

import dev.varve.array.NdArray;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Exact quantiles of |x| over the numbers of a field, in memory that does not depend on its size: magnitudes are counted by
 * their highest bits, then those that share these by the next bits. Each round goes through the field once.
 */
final class MagnitudeSelection {
    private static final int ROUND_BITS = 16;
    private static final int BUCKETS = 1 << ROUND_BITS;

    private final Iterable<NdArray> blocks;
    private final List<Double> missingValues;
    private final boolean isWithoutZeros;

    MagnitudeSelection(Iterable<NdArray> blocks, List<Double> missingValues, boolean isWithoutZeros) {
        this.blocks = blocks;
        this.missingValues = missingValues;
        this.isWithoutZeros = isWithoutZeros;
    }

    /** The quantile, between neighbours in proportion, as numpy's "linear"; none without numbers. */
    OptionalDouble quantile(double share) {
        long[] counts = count(0, 0);
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        if (total == 0) {
            return OptionalDouble.empty();
        }
        double place = (total - 1) * share;
        long rank = (long) Math.floor(place);
        double part = place - rank;
        double low = select(counts, rank);
        double high = part == 0 ? low : next(low, rank);
        double step = high - low;
        return OptionalDouble.of(part >= 0.5 ? high - step * (1 - part) : low + step * part);
    }

    /** The number that has {@code rank} numbers before it in order. */
    private double select(long[] highestCounts, long rank) {
        long[] counts = highestCounts;
        long prefix = 0;
        long left = rank;
        for (int known = ROUND_BITS; ; known += ROUND_BITS) {
            int bucket = 0;
            while (left >= counts[bucket]) {
                left -= counts[bucket++];
            }
            prefix = prefix << ROUND_BITS | bucket;
            if (known == Long.SIZE) {
                return Double.longBitsToDouble(prefix);
            }
            counts = count(known, prefix);
        }
    }

    /** The number that follows that of a rank, which may be the same. */
    private double next(double value, long rank) {
        long upTo = 0;
        double least = Double.POSITIVE_INFINITY;
        Magnitudes magnitudes = new Magnitudes();
        for (NdArray block : blocks) {
            magnitudes.start(block);
            for (int count = magnitudes.next(); count >= 0; count = magnitudes.next()) {
                for (int i = 0; i < count; i++) {
                    double size = magnitudes.values[i];
                    if (size <= value) {
                        upTo++;
                    } else {
                        least = Math.min(least, size);
                    }
                }
            }
        }
        return upTo > rank + 1 ? value : least;
    }

    /** How many of the magnitudes whose first {@code known} bits are {@code prefix} have which bits next. */
    private long[] count(int known, long prefix) {
        long[] counts = new long[BUCKETS];
        int nextShift = Long.SIZE - ROUND_BITS - known;
        Magnitudes magnitudes = new Magnitudes();
        for (NdArray block : blocks) {
            magnitudes.start(block);
            for (int count = magnitudes.next(); count >= 0; count = magnitudes.next()) {
                for (int i = 0; i < count; i++) {
                    long bits = Double.doubleToRawLongBits(magnitudes.values[i]) >>> nextShift;
                    if (known == 0 || bits >>> ROUND_BITS == prefix) {
                        counts[(int) bits & (BUCKETS - 1)]++;
                    }
                }
            }
        }
        return counts;
    }

    /** The |x| of one block after another, a part at a time. */
    private final class Magnitudes {
        private final double[] values = new double[Cells.PART];
        private Cells cells;
        private double[] absent;
        private int at;
        private int total;

        void start(NdArray block) {
            at = 0;
            total = 0;
            if (Cells.areNumbers(block.type())) {
                total = Math.toIntExact(block.shape().count());
                cells = Cells.of(block);
                absent = missingValues.stream().mapToDouble(cells::nearest).toArray();
            }
        }

        /** How many magnitudes of the next part now lie in {@code values}; negative after the last part. */
        int next() {
            if (at == total) {
                return -1;
            }
            int count = Math.min(Cells.PART, total - at);
            cells.read(at, values, count);
            at += count;
            int kept = 0;
            for (int i = 0; i < count; i++) {
                double value = values[i];
                if (CellClass.of(value, absent) == CellClass.NUMBER && !(isWithoutZeros && value == 0)) {
                    values[kept++] = Math.abs(value);
                }
            }
            return kept;
        }
    }
}

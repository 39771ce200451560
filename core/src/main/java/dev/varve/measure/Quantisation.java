package dev.varve.measure;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * That floating-point numbers were rounded before: unpacked from integers, or their fractions cut. Bit information of such
 * fields speaks of the rounding and not of nature, and a codec for integers may be the better one.
 *
 * @param kind how they were rounded
 * @param offset the least number, from which steps are counted; 0 of cut fractions
 * @param step the distance of neighbouring values; 0 of cut fractions
 * @param bits how many bits number the steps, or how many bits of the fraction are ever set
 */
public record Quantisation(Kind kind, double offset, double step, int bits) {
    /** So many zeros at the end of all fractions are no chance. */
    private static final int TRAILING_ZEROS = 4;

    private static final int LOOKED_AT = 1 << 16;

    /** A step of fewer units in the last place of the largest number cannot be told from no step. */
    private static final int UNITS_PER_STEP = 16;

    /** Unpacking rounds twice or thrice, and so does what is known of the step. */
    private static final int OFF_UNITS = 4;

    /** Of many values, some neighbours are surely as near as this. */
    private static final int STEPS_IN_LEAST_GAP = 4;

    private static final int FEW_VALUES = 16;

    /** How numbers were rounded. */
    public enum Kind {
        /** Offset plus a whole number of steps. */
        LINEAR_GRID,
        /** The last bits of all fractions are zero. */
        ROUNDED_MANTISSA
    }

    /** For messages. */
    @Override
    public String toString() {
        return switch (kind) {
            case LINEAR_GRID -> "quantised already: " + offset + " plus multiples of " + step + ", " + bits + " bits";
            case ROUNDED_MANTISSA -> "quantised already: " + bits + " bits of the mantissa are in use";
        };
    }

    /**
     * Whether the numbers of a block were rounded; nothing of other types than floating point and of fewer than 16 different
     * numbers.
     *
     * @param missingValues values that stand for "no value here"
     */
    public static Optional<Quantisation> of(NdArray block, List<Double> missingValues) {
        if (!(block.type() instanceof NumericType type) || type.kind() != NumericType.Kind.FLOAT) {
            return Optional.empty();
        }
        double[] numbers = numbers(block, missingValues);
        double[] distinct = someDistinct(numbers);
        if (distinct.length < FEW_VALUES) {
            return Optional.empty();
        }
        int fraction = fractionBits(type);
        int used = usedBits(numbers, fraction);
        Optional<Quantisation> cut = used <= fraction - TRAILING_ZEROS
                ? Optional.of(new Quantisation(Kind.ROUNDED_MANTISSA, 0, 0, used))
                : Optional.empty();
        Optional<Quantisation> grid = grid(numbers, distinct, fraction);
        // Rounded numbers of a few octaves lie on a grid as well; what numbers them with fewer bits says more.
        boolean isGridShorter = grid.isPresent() && (cut.isEmpty() || grid.get().bits <= used + 1);
        return isGridShorter ? grid : cut;
    }

    private static int fractionBits(NumericType type) {
        return switch (type) {
            case FLOAT16 -> 10;
            case FLOAT32 -> 23;
            default -> 52;
        };
    }

    private static double[] numbers(NdArray block, List<Double> missingValues) {
        PairReader cells = new PairReader(block, block, missingValues);
        int total = (int) block.shape().count();
        double[] found = new double[total];
        double[] part = new double[Cells.PART];
        double[] same = new double[Cells.PART];
        int count = 0;
        for (int at = 0; at < total; at += Cells.PART) {
            int size = Math.min(Cells.PART, total - at);
            cells.read(at, part, same, size);
            for (int i = 0; i < size; i++) {
                if (!Double.isNaN(part[i])) {
                    found[count++] = part[i];
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static double[] someDistinct(double[] numbers) {
        int step = numbers.length / LOOKED_AT + 1;
        double[] some = new double[(numbers.length + step - 1) / step];
        for (int i = 0; i < some.length; i++) {
            some[i] = numbers[i * step] + 0.0;
        }
        Arrays.sort(some);
        int count = 0;
        for (double value : some) {
            if (count == 0 || value != some[count - 1]) {
                some[count++] = value;
            }
        }
        return Arrays.copyOf(some, count);
    }

    private static int usedBits(double[] numbers, int fraction) {
        long set = 0;
        for (double value : numbers) {
            set |= Double.doubleToRawLongBits(value);
        }
        int zeros = Long.numberOfTrailingZeros(set & ((1L << 52) - 1) | 1L << 52) - (52 - fraction);
        return fraction - zeros;
    }

    private static Optional<Quantisation> grid(double[] numbers, double[] distinct, int fraction) {
        double least = distinct[0];
        double greatest = distinct[distinct.length - 1];
        double unit = Math.scalb(1.0, Math.getExponent(Math.max(-least, greatest)) - fraction);
        double[] gaps = new double[distinct.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = distinct[i + 1] - distinct[i];
        }
        Arrays.sort(gaps);
        for (int steps = 1; steps <= STEPS_IN_LEAST_GAP; steps++) {
            double step = refined(distinct, gaps, gaps[0] / steps);
            if (step < UNITS_PER_STEP * unit) {
                return Optional.empty();
            }
            OptionalDouble most = mostSteps(numbers, least, step, OFF_UNITS * unit);
            if (most.isPresent()) {
                int bits = Long.SIZE - Long.numberOfLeadingZeros((long) most.getAsDouble());
                return Optional.of(new Quantisation(Kind.LINEAR_GRID, least, step, bits));
            }
        }
        return Optional.empty();
    }

    /** How many steps the farthest number is from the least; none when any number is not a whole number of steps away. */
    private static OptionalDouble mostSteps(double[] numbers, double least, double step, double rounding) {
        double most = 0;
        for (double value : numbers) {
            double steps = (value - least) / step;
            double whole = Math.rint(steps);
            if (Math.abs(steps - whole) * step > rounding) {
                return OptionalDouble.empty();
            }
            most = Math.max(most, whole);
        }
        return OptionalDouble.of(most);
    }

    /** The step from longer and longer distances, each known to a unit: none is so long that its number of steps is in doubt. */
    private static double refined(double[] distinct, double[] gaps, double rough) {
        double step = rough;
        for (double gap : gaps) {
            step = refined(step, gap);
        }
        double longestGap = gaps[gaps.length - 1];
        for (double value : distinct) {
            if (value - distinct[0] > longestGap) {
                step = refined(step, value - distinct[0]);
            }
        }
        return step;
    }

    private static double refined(double step, double distance) {
        double steps = Math.rint(distance / step);
        return steps > 0 ? distance / steps : step;
    }
}

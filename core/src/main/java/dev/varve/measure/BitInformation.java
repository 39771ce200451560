package dev.varve.measure;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * How much information each bit of floating-point numbers holds: the mutual information of a bit in neighbouring cells along an
 * axis (Klöwer et al. 2021, doi:10.1038/s43588-021-00156-2), as BitInformation.jl and xbitinfo compute it. Exponents are counted
 * with a sign and a magnitude, as there, so that numbers around 1 do not differ in all of their bits.
 *
 * <p>Information that bits thrown at random would have too, with 99 % confidence, is taken for none. Pairs with a cell that is
 * no number are left out. Immutable.
 */
public final class BitInformation {
    /** The normal distribution's quantile of 0.995, for a confidence of 99 % on both sides. */
    private static final double QUANTILE = 2.5758293035489004;

    private final int axis;
    private final NumericType type;
    private final long pairs;
    private final double[] information;

    private BitInformation(int axis, NumericType type, long pairs, double[] information) {
        this.axis = axis;
        this.type = type;
        this.pairs = pairs;
        this.information = information;
    }

    /**
     * The information along one axis.
     *
     * @param block {@code float16}, {@code float32} or {@code float64}
     * @param missingValues values that stand for "no value here"
     * @throws IllegalArgumentException when the block is of another type or has no such axis
     */
    public static BitInformation along(int axis, NdArray block, List<Double> missingValues) {
        if (!(block.type() instanceof NumericType type) || type.kind() != NumericType.Kind.FLOAT) {
            throw new IllegalArgumentException("the bits of " + block + " are not those of floating-point numbers");
        }
        if (axis < 0 || axis >= block.shape().rank()) {
            throw new IllegalArgumentException("no axis " + axis + " in " + block);
        }
        PairCounts counts = new PairCounts(type);
        counts.addAll(axis, block, missingValues);
        return new BitInformation(axis, type, counts.pairs, counts.information());
    }

    /**
     * The information along the axis that needs most bits: what a codec does to the field may show along any.
     *
     * @throws IllegalArgumentException when the block is of another type or has no axes
     */
    public static BitInformation worst(NdArray block, List<Double> missingValues) {
        BitInformation worst = along(0, block, missingValues);
        for (int axis = 1; axis < block.shape().rank(); axis++) {
            BitInformation other = along(axis, block, missingValues);
            if (other.bitsNeeded(0.99) > worst.bitsNeeded(0.99)) {
                worst = other;
            }
        }
        return worst;
    }

    private int bitsNeeded(double share) {
        return keepBits(share).orElse(-1);
    }

    /** Along which axis. */
    public int axis() {
        return axis;
    }

    /** How many pairs of neighbours were looked at. */
    public long pairs() {
        return pairs;
    }

    /** Bits of information in each bit: the sign, the exponent's, the fraction's from the highest on. */
    public double[] information() {
        return information.clone();
    }

    /** The information of all bits. */
    public double total() {
        return Arrays.stream(information).sum();
    }

    /**
     * How many bits of the fraction hold, with sign and exponent, more than a share of all information; what lies below the
     * noise of the last four bits, one and a half times, is no information, as in xbitinfo.
     *
     * @param share such as 0.99 or 0.999
     * @return none where there is no information at all
     */
    public OptionalInt keepBits(double share) {
        double noise = 0;
        for (int i = information.length - 4; i < information.length; i++) {
            noise = Math.max(noise, 1.5 * information[i]);
        }
        double total = 0;
        for (double bit : information) {
            total += bit > noise ? bit : 0;
        }
        int fraction = firstFractionBit(type);
        double sum = 0;
        for (int i = 0; i < information.length; i++) {
            sum += information[i] > noise ? information[i] : 0;
            if (sum > share * total) {
                return OptionalInt.of(Math.max(0, i + 1 - fraction));
            }
        }
        return OptionalInt.empty();
    }

    private static int firstFractionBit(NumericType type) {
        return switch (type) {
            case FLOAT16 -> 6;
            case FLOAT32 -> 9;
            default -> 12;
        };
    }

    /** How often which two values met in each bit of neighbours. */
    private static final class PairCounts {
        private final NumericType type;
        private final int bits;
        private final int fractionBits;

        /** By bit, lowest first: how often it is 1 in the first cell, in the second, in both. */
        private final long[] first;

        private final long[] second;
        private final long[] both;
        private final int[] batchFirst;
        private final int[] batchSecond;
        private final int[] batchBoth;
        private long pairs;

        PairCounts(NumericType type) {
            this.type = type;
            this.bits = 8 * type.sizeBytes();
            this.fractionBits = bits - firstFractionBit(type);
            first = new long[bits];
            second = new long[bits];
            both = new long[bits];
            batchFirst = new int[bits];
            batchSecond = new int[bits];
            batchBoth = new int[bits];
        }

        void addAll(int axis, NdArray block, List<Double> missingValues) {
            Cells cells = Cells.of(block);
            double[] missing =
                    missingValues.stream().mapToDouble(cells::nearest).toArray();
            int stride = (int) block.shape().strides()[axis];
            int run = stride * (int) block.shape().extent(axis);
            int total = (int) block.shape().count();
            double[] x = new double[Cells.PART];
            double[] y = new double[Cells.PART];
            for (int start = 0; start < total; start += run) {
                for (int at = start; at < start + run - stride; at += Cells.PART) {
                    int count = Math.min(Cells.PART, start + run - stride - at);
                    cells.read(at, x, count);
                    cells.read(at + stride, y, count);
                    for (int i = 0; i < count; i++) {
                        if (CellClass.of(x[i], missing) == CellClass.NUMBER
                                && CellClass.of(y[i], missing) == CellClass.NUMBER) {
                            add(signed(block.data(), at + i), signed(block.data(), at + stride + i));
                        }
                    }
                    flush();
                }
            }
        }

        /** The bits of a number whose exponent has a sign and a magnitude instead of a bias. */
        private long signed(Bytes data, int index) {
            long raw =
                    switch (type) {
                        case FLOAT16 -> data.getShort(2 * index) & 0xffffL;
                        case FLOAT32 -> data.getInt(4 * index) & 0xffffffffL;
                        default -> data.getLong(8 * index);
                    };
            int exponentBits = bits - 1 - fractionBits;
            long bias = (1L << (exponentBits - 1)) - 1;
            long exponentMask = ((1L << exponentBits) - 1) << fractionBits;
            long exponent = ((raw & exponentMask) >>> fractionBits) - bias;
            long sign = exponent < 0 ? 1L << (bits - 2) : 0;
            return (raw & ~exponentMask) | sign | Math.abs(exponent) << fractionBits;
        }

        private void add(long x, long y) {
            pairs++;
            for (int bit = 0; bit < bits; bit++) {
                int a = (int) (x >>> bit) & 1;
                int b = (int) (y >>> bit) & 1;
                batchFirst[bit] += a;
                batchSecond[bit] += b;
                batchBoth[bit] += a & b;
            }
        }

        private void flush() {
            for (int bit = 0; bit < bits; bit++) {
                first[bit] += batchFirst[bit];
                second[bit] += batchSecond[bit];
                both[bit] += batchBoth[bit];
            }
            Arrays.fill(batchFirst, 0);
            Arrays.fill(batchSecond, 0);
            Arrays.fill(batchBoth, 0);
        }

        double[] information() {
            double[] found = new double[bits];
            double free = freeEntropy();
            for (int bit = 0; bit < bits; bit++) {
                double p11 = (double) both[bit] / pairs;
                double p10 = (double) (first[bit] - both[bit]) / pairs;
                double p01 = (double) (second[bit] - both[bit]) / pairs;
                double p00 = (double) (pairs - first[bit] - second[bit] + both[bit]) / pairs;
                double mutual = term(p00, p00 + p01, p00 + p10)
                        + term(p01, p00 + p01, p01 + p11)
                        + term(p10, p10 + p11, p00 + p10)
                        + term(p11, p10 + p11, p01 + p11);
                found[bits - 1 - bit] = mutual > free ? mutual / Math.log(2) : 0;
            }
            return found;
        }

        private static double term(double joint, double one, double other) {
            return joint > 0 ? joint * Math.log(joint / one / other) : 0;
        }

        /** The information, in natural units, that as many throws of a coin seem to have. */
        private double freeEntropy() {
            if (pairs == 0) {
                return Double.POSITIVE_INFINITY;
            }
            double p = Math.min(1, 0.5 + QUANTILE / (2 * Math.sqrt((double) pairs)));
            double rest = 1 - p;
            return Math.log(2) + p * Math.log(p) + (rest > 0 ? rest * Math.log(rest) : 0);
        }
    }
}

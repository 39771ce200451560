package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.codec.CodecException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Casts blocks of one type of real numbers to another in one direction; immutable. */
final class ValueCast {
    private static final int RUN = 1024;
    private static final double TWO_TO_63 = 0x1p63;

    private final RealType from;
    private final RealType to;
    private final Rounding rounding;
    private final Optional<CastValueCodec.OutOfRange> outOfRange;
    private final long[] integerKeys;
    private final double[] numberKeys;
    private final long[] integerValues;
    private final double[] numberValues;

    private ValueCast(
            RealType from,
            RealType to,
            Rounding rounding,
            Optional<CastValueCodec.OutOfRange> outOfRange,
            List<CastValueCodec.Mapping> map) {
        this.from = from;
        this.to = to;
        this.rounding = rounding;
        this.outOfRange = outOfRange;
        this.integerKeys = new long[map.size()];
        this.numberKeys = new double[map.size()];
        this.integerValues = new long[map.size()];
        this.numberValues = new double[map.size()];
        for (int i = 0; i < map.size(); i++) {
            if (from.isInteger()) {
                integerKeys[i] = from.integer(map.get(i).from());
            } else {
                numberKeys[i] = from.number(map.get(i).from());
            }
            if (to.isInteger()) {
                integerValues[i] = to.integer(map.get(i).to());
            } else {
                numberValues[i] = to.number(map.get(i).to());
            }
        }
    }

    /** @throws IllegalArgumentException when the map names numbers that the types do not hold */
    static ValueCast of(
            RealType from,
            RealType to,
            Rounding rounding,
            Optional<CastValueCodec.OutOfRange> outOfRange,
            List<CastValueCodec.Mapping> map) {
        return new ValueCast(from, to, rounding, outOfRange, map);
    }

    /**
     * Casts a block.
     *
     * @throws CodecException when a number has no place in the type
     */
    NdArray cast(String codec, NdArray block) {
        NdArray result = NdArray.allocate(to.type(), block.shape());
        Bytes in = block.data();
        byte[] out = result.data().array();
        int count = (int) block.shape().count();
        long[] integers = new long[from.isInteger() || to.isInteger() ? RUN : 0];
        double[] numbers = new double[from.isInteger() && to.isInteger() ? 0 : RUN];
        for (int at = 0; at < count; at += RUN) {
            int run = Math.min(RUN, count - at);
            int failed;
            if (from.isInteger()) {
                from.readLongs(in, at, integers, run);
                failed = to.isInteger() ? integersToIntegers(integers, run) : integersToNumbers(integers, numbers, run);
            } else {
                from.readDoubles(in, at, numbers, run);
                failed = to.isInteger() ? numbersToIntegers(numbers, integers, run) : numbersToNumbers(numbers, run);
            }
            if (failed < run) {
                throw refused(codec, at + failed, from.isInteger() ? text(integers[failed]) : text(numbers[failed]));
            }
            if (to.isInteger()) {
                to.writeLongs(integers, out, at, run);
            } else {
                to.writeDoubles(numbers, out, at, run);
            }
        }
        return result;
    }

    private CodecException refused(String codec, int index, String value) {
        String cure = Double.toString(Double.NaN).equals(value) || value.endsWith("Infinity")
                ? "; \"scalar_map\" can say what stands for it"
                : outOfRange.isEmpty() ? "; \"out_of_range\" can say what becomes of it" : "";
        return new CodecException(codec, "element " + index + ": " + value + " does not fit " + to.type() + cure);
    }

    private String text(long value) {
        return from.isUnsigned64() ? Long.toUnsignedString(value) : Long.toString(value);
    }

    private static String text(double value) {
        return Double.toString(value);
    }

    private int mapped(long value) {
        int i = 0;
        while (i < integerKeys.length && integerKeys[i] != value) {
            i++;
        }
        return i;
    }

    private int mapped(double value) {
        int i = 0;
        while (i < numberKeys.length
                && numberKeys[i] != value
                && !(Double.isNaN(value) && Double.isNaN(numberKeys[i]))) {
            i++;
        }
        return i;
    }

    /** In place; returns the index of the first that fails, or {@code count}. So do the others. */
    private int integersToIntegers(long[] values, int count) {
        boolean isUnsigned = from.isUnsigned64();
        for (int i = 0; i < count; i++) {
            int entry = mapped(values[i]);
            if (entry < integerKeys.length) {
                values[i] = integerValues[entry];
            } else if (!to.holds(values[i], isUnsigned)) {
                if (outOfRange.isEmpty()) {
                    return i;
                }
                boolean isBelow = !isUnsigned && values[i] < to.least();
                values[i] = outOfRange.get() == CastValueCodec.OutOfRange.CLAMP
                        ? (isBelow ? to.least() : to.greatest())
                        : wrapped(values[i]);
            }
        }
        return count;
    }

    private long wrapped(long value) {
        int unused = Long.SIZE - to.sizeBits();
        return to.least() < 0 ? value << unused >> unused : value << unused >>> unused;
    }

    private int integersToNumbers(long[] values, double[] numbers, int count) {
        for (int i = 0; i < count; i++) {
            int entry = mapped(values[i]);
            if (entry < integerKeys.length) {
                numbers[i] = numberValues[entry];
                continue;
            }
            boolean isNegative = values[i] < 0 && !from.isUnsigned64();
            long magnitude = isNegative ? -values[i] : values[i];
            int length = Long.SIZE - Long.numberOfLeadingZeros(magnitude);
            int dropped = Math.max(0, length - to.fractionBits() - 1);
            double size = Math.scalb((double) rounding.dropBits(magnitude, isNegative, dropped), dropped);
            numbers[i] = isNegative ? -size : size;
            if (size > to.largest()) {
                if (outOfRange.isEmpty()) {
                    return i;
                }
                numbers[i] = beyond(isNegative);
            }
        }
        return count;
    }

    private int numbersToNumbers(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            double value = values[i];
            int entry = mapped(value);
            if (entry < numberKeys.length) {
                values[i] = numberValues[entry];
                continue;
            }
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                continue;
            }
            double rounded = rounding == Rounding.NEAREST_EVEN ? to.round(value) : rounded(value);
            if (Math.abs(rounded) > to.largest()) {
                if (outOfRange.isEmpty()) {
                    return i;
                }
                rounded = beyond(value < 0);
            }
            values[i] = rounded;
        }
        return count;
    }

    /** In units of the last place of a number of this size, which are no smaller than those of the smallest normal ones. */
    private double rounded(double value) {
        int exponent = Math.max(Math.getExponent(value), to.leastExponent());
        int shift = to.fractionBits() - exponent;
        if (to.fractionBits() >= 52) {
            return value;
        }
        double units = rounding.toInteger(Math.scalb(value, shift));
        return Math.copySign(Math.scalb(units, -shift), value);
    }

    private double beyond(boolean isNegative) {
        boolean isClamped = outOfRange.get() == CastValueCodec.OutOfRange.CLAMP;
        boolean isInfinite = isClamped
                || switch (rounding) {
                    case NEAREST_EVEN, NEAREST_AWAY -> true;
                    case TOWARDS_ZERO -> false;
                    case TOWARDS_POSITIVE -> !isNegative;
                    case TOWARDS_NEGATIVE -> isNegative;
                };
        double size = isInfinite ? Double.POSITIVE_INFINITY : to.largest();
        return isNegative ? -size : size;
    }

    private int numbersToIntegers(double[] values, long[] integers, int count) {
        boolean isUnsigned = to.isUnsigned64();
        double least = to.least();
        // The first number beyond: a power of two, exact where the greatest integer itself is not.
        double end = isUnsigned ? 2 * TWO_TO_63 : (double) to.greatest() + 1;
        for (int i = 0; i < count; i++) {
            int entry = mapped(values[i]);
            if (entry < numberKeys.length) {
                integers[i] = integerValues[entry];
                continue;
            }
            if (Double.isNaN(values[i]) || Double.isInfinite(values[i])) {
                return i;
            }
            double whole = rounding.toInteger(values[i]);
            if (whole >= least && whole < end) {
                integers[i] = whole < TWO_TO_63 ? (long) whole : (long) (whole - TWO_TO_63) ^ Long.MIN_VALUE;
            } else if (outOfRange.isEmpty()) {
                return i;
            } else if (outOfRange.get() == CastValueCodec.OutOfRange.CLAMP) {
                integers[i] = whole < least ? to.least() : to.greatest();
            } else {
                integers[i] = wrapped(new BigDecimal(whole).toBigInteger().longValue());
            }
        }
        return count;
    }

    /** Whether two scalars of the type that is cast are the same number, any NaN being the same. */
    boolean isSame(NdArray one, NdArray other) {
        if (from.isInteger()) {
            return one.sameBits(other);
        }
        double[] first = new double[1];
        double[] second = new double[1];
        from.readDoubles(one.data(), 0, first, 1);
        from.readDoubles(other.data(), 0, second, 1);
        return first[0] == second[0] || (Double.isNaN(first[0]) && Double.isNaN(second[0]));
    }
}

package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.codec.CodecException;
import java.util.Arrays;

/**
 * Which elements of a chunk are carried as they are, and what stands in their place; see {@link MaskedCodec}.
 *
 * @param type floating-point numbers
 * @param missing a number that is carried too; NaN where only what is no number is
 */
record MaskedElements(NumericType type, double missing) {
    private static final int RUN = 1024;

    /** How many elements behind a number are like it; a block of zfp is seldom both farther from a number and mixed. */
    private static final int REACH = 8;

    static MaskedElements of(NumericType type, FillValue fill) {
        double[] value = new double[1];
        Numbers.readDoubles(fill.bits(), 0, type, value, 1);
        return new MaskedElements(type, value[0]);
    }

    private boolean isCarried(double value) {
        return !(Math.abs(value) <= Double.MAX_VALUE) || value == missing;
    }

    /** Flags what is carried with 1, and counts it. */
    int flag(Bytes elements, byte[] flags) {
        double[] values = new double[RUN];
        int carried = 0;
        for (int at = 0; at < flags.length; at += RUN) {
            int run = Math.min(RUN, flags.length - at);
            Numbers.readDoubles(elements, at, type, values, run);
            for (int i = 0; i < run; i++) {
                if (isCarried(values[i])) {
                    flags[at + i] = 1;
                    carried++;
                }
            }
        }
        return carried;
    }

    private int entryBytes() {
        return type.sizeBytes() + Integer.BYTES;
    }

    /** The carried elements: each with the number of those that follow with the same bits. */
    Bytes runs(Bytes elements, byte[] flags) {
        int size = type.sizeBytes();
        byte[] out = new byte[16 * entryBytes()];
        int end = 0;
        int length = 0;
        for (int i = 0; i < flags.length; i++) {
            if (flags[i] == 0) {
                continue;
            }
            Bytes element = elements.slice(i * size, size);
            if (length > 0 && isAt(out, end - entryBytes(), element)) {
                length++;
            } else {
                if (end + entryBytes() > out.length) {
                    out = Arrays.copyOf(out, Math.multiplyExact(2, out.length));
                }
                element.copyTo(out, end);
                end += entryBytes();
                length = 1;
            }
            putInt(out, end - Integer.BYTES, length);
        }
        return Bytes.wrap(Arrays.copyOf(out, end));
    }

    private static boolean isAt(byte[] bytes, int at, Bytes element) {
        for (int i = 0; i < element.length(); i++) {
            if (bytes[at + i] != element.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static void putInt(byte[] out, int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            out[at + i] = (byte) (value >>> Byte.SIZE * i);
        }
    }

    /** The elements with numbers in place of those that are carried; there is at least one number. */
    Bytes filled(Bytes elements, byte[] flags) {
        byte[] out = elements.toArray();
        double mean = mean(elements, flags);
        double[] values = new double[RUN];
        double[] last = new double[1];
        int first = 0;
        while (flags[first] != 0) {
            first++;
        }
        Numbers.readDoubles(elements, first, type, last, 1);
        int distance = 0;
        for (int at = 0; at < flags.length; at += RUN) {
            int run = Math.min(RUN, flags.length - at);
            Numbers.readDoubles(elements, at, type, values, run);
            boolean isChanged = false;
            for (int i = 0; i < run; i++) {
                if (flags[at + i] == 0) {
                    last[0] = values[i];
                    distance = 0;
                } else {
                    distance++;
                    values[i] = distance > REACH ? mean : last[0];
                    isChanged = true;
                }
            }
            if (isChanged) {
                Numbers.writeDoubles(values, out, at, type, run);
            }
        }
        return Bytes.wrap(out);
    }

    /** The mean of the numbers, between the least and the greatest whatever rounding does. */
    private double mean(Bytes elements, byte[] flags) {
        double[] values = new double[RUN];
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (int at = 0; at < flags.length; at += RUN) {
            int run = Math.min(RUN, flags.length - at);
            Numbers.readDoubles(elements, at, type, values, run);
            for (int i = 0; i < run; i++) {
                if (flags[at + i] == 0) {
                    sum += values[i];
                    least = Math.min(least, values[i]);
                    greatest = Math.max(greatest, values[i]);
                    count++;
                }
            }
        }
        return Math.max(least, Math.min(greatest, sum / count));
    }

    /**
     * Puts the carried elements into their places.
     *
     * @throws CodecException when the runs are not as many elements as are flagged
     */
    void restore(Bytes runs, Bytes flags, int carried, byte[] out) {
        int size = type.sizeBytes();
        if (runs.length() % entryBytes() != 0) {
            throw new CodecException(MaskedCodec.NAME, "runs of " + runs.length() + " bytes");
        }
        long left = carried;
        int at = 0;
        for (int entry = 0; entry < runs.length(); entry += entryBytes()) {
            long length = Integer.toUnsignedLong(runs.getInt(entry + size));
            left -= length;
            if (length == 0 || left < 0) {
                throw new CodecException(
                        MaskedCodec.NAME,
                        "a run of " + length + " elements, of which " + (left + length) + " are left");
            }
            Bytes element = runs.slice(entry, size);
            for (long i = 0; i < length; at++) {
                if (flags.get(at) != 0) {
                    element.copyTo(out, at * size);
                    i++;
                }
            }
        }
        if (left > 0) {
            throw new CodecException(MaskedCodec.NAME, "runs that leave " + left + " elements out");
        }
    }
}

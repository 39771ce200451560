package dev.varve.codec.compressor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Encodes BloscLZ with the decisions of c-blosc 1.21: it guesses the ratio from a quarter of the input and gives up where
 * little is to be gained; then it looks at one candidate for each reference, the last one with the same hash. The format is
 * that of {@link BloscLzDecoder}.
 */
final class BloscLzEncoder implements SplitEncoder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int HASH_BITS = 14;
    private static final int PROBE_HASH_BITS = 12;
    private static final int HASH_FACTOR = 0x9E3779B1; // 2654435761, the factor of LZ4
    private static final int MAX_RUN = 32;
    private static final int NEAR_DISTANCE = BloscLzDecoder.NEAR_DISTANCE;
    private static final int FAR_DISTANCE = 65535 + NEAR_DISTANCE - 1;
    private static final int LONG_REFERENCE = 7;
    /** No reference starts in the last bytes. */
    private static final int TAIL_BYTES = 12;

    private static final int MIN_INPUT_BYTES = 66;
    /** A level does not try where the guessed ratio is less than this. */
    private static final double[] LEAST_RATIO = {0, 2, 1.5, 1.2, 1.2, 1.2, 1.2, 1.15, 1.1, 1.0};

    private final int level;
    private final boolean isSplit;
    private final int hashBits;
    private final int[] table;
    private final int[] probeTable = new int[1 << PROBE_HASH_BITS];

    private byte[] out;
    private int written;
    private int limit;

    /**
     * @param level 1 to 9
     * @param isSplit whether the inputs are single byte planes, which promise longer repetitions
     */
    BloscLzEncoder(int level, boolean isSplit) {
        this.level = level;
        this.isSplit = isSplit;
        this.hashBits = level < 3 ? HASH_BITS - 3 + level : HASH_BITS;
        this.table = new int[1 << hashBits];
    }

    @Override
    public void close() {}

    @Override
    public int encode(byte[] in, int from, int count, byte[] out, int to) {
        if (count < MIN_INPUT_BYTES) {
            return 0;
        }
        double ratio = guessRatio(in, from + count - count / 4, count / 4);
        if (ratio < LEAST_RATIO[level]) {
            return 0;
        }
        // References a byte shorter than they could be decode faster, where there are many.
        int cut = !isSplit || ratio < 4 ? 3 : 4;
        this.out = out;
        written = to;
        limit = to + count;
        Arrays.fill(table, 0);
        int rest = references(in, from, from + count, cut);
        if (rest < 0 || !literals(in, rest, from + count)) {
            return 0;
        }
        out[to] |= 1 << 5; // the format's marker
        return written - to;
    }

    /** Encodes up to some literals at the end and returns where these start, or -1 when the room is not enough. */
    private int references(byte[] in, int base, int end, int cut) {
        int literals = base;
        int at = base + 4;
        while (at < end - TAIL_BYTES) {
            int word = (int) INT.get(in, at);
            int hash = hash(word, hashBits);
            int candidate = base + table[hash];
            table[hash] = at - base;
            int distance = at - candidate;
            if (distance == 0 || distance >= FAR_DISTANCE || (int) INT.get(in, candidate) != word) {
                at++;
                continue;
            }
            int length = matchEnd(in, candidate + 4, at + 4, end - 1) - cut - at;
            // Short references are slow to decode, and far ones are no gain.
            if (length < cut || (length <= 5 && distance > NEAR_DISTANCE)) {
                at++;
                continue;
            }
            if (!literals(in, literals, at) || written + length / 255 + 6 > limit) {
                return -1;
            }
            reference(length, distance - 1);
            at += length;
            int next = (int) INT.get(in, at);
            table[hash(next, hashBits)] = at++ - base;
            if (level == 9) {
                table[hash(next >>> 8, hashBits)] = at - base;
            }
            at++;
            literals = at;
        }
        return literals;
    }

    /** Writes bytes as they are, in runs; returns false when the room is not enough. */
    private boolean literals(byte[] in, int from, int end) {
        for (int at = from; at < end; at += MAX_RUN) {
            int run = Math.min(MAX_RUN, end - at);
            if (written + run + 1 > limit) {
                return false;
            }
            out[written++] = (byte) (run - 1);
            System.arraycopy(in, at, out, written, run);
            written += run;
        }
        return true;
    }

    /** Writes a reference; what is decoded is two bytes longer than {@code length} and one further away. */
    private void reference(int length, int distance) {
        boolean isNear = distance < NEAR_DISTANCE;
        int high = isNear ? distance >>> 8 : 31;
        out[written++] = (byte) ((Math.min(length, LONG_REFERENCE) << 5) | high);
        if (length >= LONG_REFERENCE) {
            int rest = length - LONG_REFERENCE;
            for (; rest >= 255; rest -= 255) {
                out[written++] = (byte) 255;
            }
            out[written++] = (byte) rest;
        }
        if (isNear) {
            out[written++] = (byte) distance;
        } else {
            int far = distance - NEAR_DISTANCE;
            out[written++] = (byte) 255;
            out[written++] = (byte) (far >>> 8);
            out[written++] = (byte) far;
        }
    }

    /** How many times fewer bytes some of the input becomes: {@link #references} without writing. */
    private double guessRatio(byte[] in, int from, int count) {
        int limit = Math.min(count, 1 << PROBE_HASH_BITS);
        Arrays.fill(probeTable, 0);
        int literals = 4;
        int cost = 5;
        int at = from;
        while (at < from + limit - TAIL_BYTES) {
            int word = (int) INT.get(in, at);
            int hash = hash(word, PROBE_HASH_BITS);
            int candidate = from + probeTable[hash];
            probeTable[hash] = at - from;
            int length = 0;
            if (candidate < at && (int) INT.get(in, candidate) == word) {
                length = matchEnd(in, candidate + 4, at + 4, from + limit - 1) - 3 - at;
            }
            if (length < 3) {
                at++;
                cost++;
                if (++literals == MAX_RUN) {
                    literals = 0;
                    cost++;
                }
                continue;
            }
            cost -= literals == 0 ? 1 : 0;
            literals = 0;
            cost += length < LONG_REFERENCE ? 3 : (length - LONG_REFERENCE) / 255 + 4;
            at += length;
            probeTable[hash((int) INT.get(in, at), PROBE_HASH_BITS)] = at - from;
            at += 2;
        }
        return (double) (at - from) / cost;
    }

    private static int hash(int word, int bits) {
        return (word * HASH_FACTOR) >>> (Integer.SIZE - bits);
    }

    /** One past the first byte that differs from its candidate, or {@code bound}. */
    private static int matchEnd(byte[] in, int candidate, int from, int bound) {
        int back = from - candidate;
        int at = from;
        while (at < bound - Long.BYTES) {
            long difference = (long) LONG.get(in, at) ^ (long) LONG.get(in, at - back);
            if (difference != 0) {
                return at + (Long.numberOfTrailingZeros(difference) >>> 3) + 1;
            }
            at += Long.BYTES;
        }
        while (at < bound && in[at] == in[at - back]) {
            at++;
        }
        return Math.min(at + 1, bound);
    }
}

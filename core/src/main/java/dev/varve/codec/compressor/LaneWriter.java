package dev.varve.codec.compressor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes what a {@link LaneReader} reads by the same calls: a word gets its place when that reader would ask for it, and its
 * bits when they come. Not shared by threads.
 */
final class LaneWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** A reader is never more than two words ahead. */
    private static final int PLACES = 4;

    /** Always whole words. */
    private byte[] out;

    private int length;
    /** Bits that have no place yet, fewer than a word. */
    private final long[] held = new long[LaneReader.LANES];

    private final int[] heldBits = new int[LaneReader.LANES];
    /** Bits that a reader would hold. */
    private final int[] left = new int[LaneReader.LANES];
    /** Places that wait for their bits: as many as were asked for, less those that were filled. */
    private final int[][] places = new int[LaneReader.LANES][PLACES];

    private final int[] asked = new int[LaneReader.LANES];
    private final int[] filled = new int[LaneReader.LANES];
    private int lane;

    /** @param usualBytes how many bytes are expected, a multiple of 4 */
    LaneWriter(int usualBytes) {
        out = new byte[Math.max(usualBytes, Integer.BYTES * LaneReader.LANES)];
        for (int i = 0; i < LaneReader.LANES; i++) {
            step();
        }
    }

    int lane() {
        return lane;
    }

    void restart() {
        lane = 0;
    }

    void refill() {
        if (left[lane] < Integer.SIZE) {
            if (length == out.length) {
                out = Arrays.copyOf(
                        out,
                        Math.addExact(length, Math.max(length / 8 * Integer.BYTES, Integer.BYTES * LaneReader.LANES)));
            }
            places[lane][asked[lane]++ % PLACES] = length;
            length += Integer.BYTES;
            left[lane] += Integer.SIZE;
        }
    }

    void step() {
        refill();
        lane = (lane + 1) % LaneReader.LANES;
    }

    /** Writes the low {@code bits} bits, at most 32, of a value that has no others. */
    void put(int value, int bits) {
        held[lane] |= Integer.toUnsignedLong(value) << heldBits[lane];
        heldBits[lane] += bits;
        left[lane] -= bits;
        if (heldBits[lane] >= Integer.SIZE) {
            place(lane);
            held[lane] >>>= Integer.SIZE;
            heldBits[lane] -= Integer.SIZE;
        }
    }

    private void place(int of) {
        INT.set(out, places[of][filled[of]++ % PLACES], (int) held[of]);
    }

    /** All that was written; what was asked for and not written is zero. */
    byte[] finish() {
        for (int i = 0; i < LaneReader.LANES; i++) {
            if (heldBits[i] > 0) {
                place(i);
            }
        }
        return Arrays.copyOf(out, length);
    }
}

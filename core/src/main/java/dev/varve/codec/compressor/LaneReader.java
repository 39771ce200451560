package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/**
 * 32 streams of bits whose words of 32 bits lie in the order in which a reader asks for them that reads each stream in turn
 * and never leaves one with less than a word. Not shared by threads.
 */
final class LaneReader implements DeflateFormat.Source {
    /** The number of streams. */
    static final int LANES = 32;

    private final String codec;
    private final Bytes page;
    private final long[] bits = new long[LANES];
    private final int[] left = new int[LANES];
    private int position;
    private int lane;

    LaneReader(String codec, Bytes page) {
        this.codec = codec;
        this.page = page;
        for (int i = 0; i < LANES; i++) {
            step();
        }
    }

    /** The stream whose turn it is. */
    int lane() {
        return lane;
    }

    @Override
    public void refill() {
        if (left[lane] < Integer.SIZE) {
            if (page.length() - position < Integer.BYTES) {
                throw new CodecException(codec, "a page of " + page.length() + " bytes ends early");
            }
            bits[lane] |= Integer.toUnsignedLong(page.getInt(position)) << left[lane];
            left[lane] += Integer.SIZE;
            position += Integer.BYTES;
        }
    }

    @Override
    public void step() {
        refill();
        lane = (lane + 1) % LANES;
    }

    @Override
    public void restart() {
        lane = 0;
    }

    @Override
    public int take(int count) {
        int value = (int) bits[lane] & ((1 << count) - 1);
        bits[lane] >>>= count;
        left[lane] -= count;
        return value;
    }

    @Override
    public int take(PrefixCode code) {
        int entry = code.entry((int) bits[lane]);
        bits[lane] >>>= PrefixCode.length(entry);
        left[lane] -= PrefixCode.length(entry);
        return PrefixCode.symbol(entry);
    }

    /** Refuses words that nobody asked for. */
    void requireEnd() {
        if (position != page.length()) {
            throw new CodecException(codec, (page.length() - position) + " bytes too many at the end of a page");
        }
    }
}

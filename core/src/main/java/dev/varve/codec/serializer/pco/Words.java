package dev.varve.codec.serializer.pco;

import java.util.Arrays;

/** Latents in a row, as they stand in a stream, not compressed. */
final class Words {
    private final long[] values;

    private Words(long[] values) {
        this.values = values;
    }

    /** Reads {@code count} latents, after a look at whether they are there. */
    static Words read(BitSource source, int count, int bits) {
        return new Words(readArray(source, count, bits));
    }

    /** As {@link #read}. */
    static long[] readArray(BitSource source, int count, int bits) {
        source.require((long) count * bits);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = source.read(bits);
        }
        return values;
    }

    int count() {
        return values.length;
    }

    long get(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Words that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** For messages. */
    @Override
    public String toString() {
        return values.length + " latents";
    }
}

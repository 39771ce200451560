package dev.varve.codec.compressor;

import dev.varve.codec.CodecException;

/**
 * A prefix code of DEFLATE (RFC 1951, section 3.2.2), made of the lengths of its words: one table that is looked up with the
 * next bits of the input, whose first bit is the lowest. Immutable.
 */
final class PrefixCode {
    /** The longest word. */
    static final int MAX_BITS = 15;

    private static final int LENGTH_BITS = 4;

    private final String codec;
    /** Symbol and length of the word that the index begins with; 0 where none does. */
    private final int[] entries;

    private PrefixCode(String codec, int[] entries) {
        this.codec = codec;
        this.entries = entries;
    }

    /**
     * The code of some lengths.
     *
     * @param codec for messages
     * @param lengths one for each symbol from {@code from} on, up to {@link #MAX_BITS}; 0 of a symbol that has no word
     * @throws CodecException when there are more words than bits can tell apart
     */
    static PrefixCode of(String codec, byte[] lengths, int from, int to) {
        int[] next = firstWords(codec, lengths, from, to);
        int longest = 1;
        for (int i = from; i < to; i++) {
            longest = Math.max(longest, lengths[i]);
        }
        int[] entries = new int[1 << longest];
        for (int i = from; i < to; i++) {
            int length = lengths[i];
            if (length > 0) {
                int word = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
                int entry = (i - from) << LENGTH_BITS | length;
                for (int at = word; at < entries.length; at += 1 << length) {
                    entries[at] = entry;
                }
            }
        }
        return new PrefixCode(codec, entries);
    }

    /** The first word of each length, its first bit the highest. */
    private static int[] firstWords(String codec, byte[] lengths, int from, int to) {
        int[] counts = new int[MAX_BITS + 1];
        for (int i = from; i < to; i++) {
            counts[lengths[i]]++;
        }
        counts[0] = 0;
        int[] first = new int[MAX_BITS + 1];
        for (int length = 1; length <= MAX_BITS; length++) {
            first[length] = (first[length - 1] + counts[length - 1]) << 1;
            if (first[length] + counts[length] > 1 << length) {
                throw new CodecException(codec, "a prefix code has too many words of " + length + " bits");
            }
        }
        return first;
    }

    /**
     * What the next bits begin with, for {@link #symbol} and {@link #length}; bits above those of a word do not count.
     *
     * @throws CodecException when that is no word
     */
    int entry(int bits) {
        int entry = entries[bits & (entries.length - 1)];
        if (entry == 0) {
            throw new CodecException(codec, "bits that are no word of the prefix code");
        }
        return entry;
    }

    /** The symbol of an entry. */
    static int symbol(int entry) {
        return entry >>> LENGTH_BITS;
    }

    /** The bits of an entry's word. */
    static int length(int entry) {
        return entry & MAX_BITS;
    }
}

package dev.varve.codec.compressor;

import dev.varve.codec.CodecException;
import java.util.Arrays;

/**
 * What blocks of GDEFLATE are made of: what those of DEFLATE are (RFC 1951, section 3.2), but for the last symbol of lengths,
 * which has 16 bits behind it, and two more symbols of distances.
 */
final class DeflateFormat {
    /** Kinds of blocks. */
    static final int STORED = 0;

    static final int FIXED = 1;
    static final int DYNAMIC = 2;

    /** The symbol that ends a block; those above are lengths of matches, those below are bytes. */
    static final int END_OF_BLOCK = 256;

    /** The order in which the lengths of the code for lengths come. */
    private static final int[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    /** The symbol of the longest matches: of 258 bytes in DEFLATE, of 3 and more here. */
    static final int LONGEST = 285;

    /** Bits behind {@link #LONGEST}. */
    static final int LONGEST_BITS = 16;

    /** The codes of blocks that bring none; immutable. */
    static final Codes FIXED_CODES = fixed();

    private static final int MAX_LENGTHS = 286;
    private static final int SHORTEST_BYTES = 3;
    private static final int[] LENGTHS = new int[29];
    private static final int[] DISTANCES = new int[32];

    static {
        for (int i = 0, base = SHORTEST_BYTES; i < LENGTHS.length - 1; base += 1 << extraLengthBits(i++)) {
            LENGTHS[i] = base;
        }
        LENGTHS[LENGTHS.length - 1] = SHORTEST_BYTES;
        for (int i = 0, base = 1; i < DISTANCES.length; base += 1 << extraDistanceBits(i++)) {
            DISTANCES[i] = base;
        }
    }

    private DeflateFormat() {}

    /** Bits, first bit lowest, in which a header is read; what is read may be written elsewhere on the way. */
    interface Source {
        /** The next bits, at most 16, which are done with. */
        int take(int bits);

        /** The symbol of the next word, which is done with. */
        int take(PrefixCode code);

        /** Says that a header goes on with its first part anew. */
        void restart();

        /** Says that one small part was read. */
        void step();

        /** Says that some parts without steps were read. */
        void refill();
    }

    /** The two codes of a block. */
    record Codes(PrefixCode lengths, PrefixCode distances) {}

    private static int extraLengthBits(int symbol) {
        return symbol < 8 ? 0 : symbol == LENGTHS.length - 1 ? LONGEST_BITS : (symbol >> 2) - 1;
    }

    private static int extraDistanceBits(int symbol) {
        return symbol < 4 ? 0 : (symbol >> 1) - 1;
    }

    /** Bits behind a symbol that is more than {@link #END_OF_BLOCK}. */
    static int extraLengthBits(String codec, int symbol) {
        return extraLengthBits(require(codec, symbol - END_OF_BLOCK - 1, LENGTHS.length));
    }

    /** Bits behind the symbol of a distance. */
    static int extraDistanceBits(String codec, int symbol) {
        return extraDistanceBits(require(codec, symbol, DISTANCES.length));
    }

    private static int require(String codec, int index, int count) {
        if (index >= count) {
            throw new CodecException(codec, "a symbol that has no meaning");
        }
        return index;
    }

    /** The least length of a symbol that has been checked. */
    static int baseLength(int symbol) {
        return LENGTHS[symbol - END_OF_BLOCK - 1];
    }

    /** The least distance of a symbol that has been checked. */
    static int baseDistance(int symbol) {
        return DISTANCES[symbol];
    }

    private static Codes fixed() {
        byte[] lengths = new byte[288];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        byte[] distances = new byte[32];
        Arrays.fill(distances, (byte) 5);
        return new Codes(
                PrefixCode.of(GdeflateCodec.NAME, lengths, 0, lengths.length),
                PrefixCode.of(GdeflateCodec.NAME, distances, 0, distances.length));
    }

    /** Reads the codes that a block brings. */
    static Codes dynamic(String codec, Source in) {
        int lengthCount = in.take(5) + 257;
        int distanceCount = in.take(5) + 1;
        int metaCount = in.take(4) + 4;
        in.refill();
        if (lengthCount > MAX_LENGTHS) {
            throw new CodecException(codec, lengthCount + " symbols of bytes and lengths in a block");
        }
        byte[] meta = new byte[LENGTH_ORDER.length];
        for (int i = 0; i < metaCount; i++) {
            meta[LENGTH_ORDER[i]] = (byte) in.take(3);
            in.step();
        }
        in.restart();
        byte[] lengths = lengths(codec, in, PrefixCode.of(codec, meta, 0, meta.length), lengthCount + distanceCount);
        return new Codes(
                PrefixCode.of(codec, lengths, 0, lengthCount),
                PrefixCode.of(codec, lengths, lengthCount, lengths.length));
    }

    private static byte[] lengths(String codec, Source in, PrefixCode meta, int count) {
        byte[] lengths = new byte[count];
        int at = 0;
        while (at < count) {
            int symbol = in.take(meta);
            byte value = 0;
            int run =
                    switch (symbol) {
                        case 16 -> 3 + in.take(2);
                        case 17 -> 3 + in.take(3);
                        case 18 -> 11 + in.take(7);
                        default -> 1;
                    };
            if (symbol < 16) {
                value = (byte) symbol;
            } else if (symbol == 16) {
                if (at == 0) {
                    throw new CodecException(codec, "the first length of a code repeats none");
                }
                value = lengths[at - 1];
            }
            if (run > count - at) {
                throw new CodecException(codec, "a run of " + run + " lengths where " + (count - at) + " are left");
            }
            Arrays.fill(lengths, at, at + run, value);
            at += run;
            in.step();
        }
        return lengths;
    }
}

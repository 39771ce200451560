package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/**
 * Decodes one page of GDEFLATE: blocks of DEFLATE whose parts go to 32 streams in turn. A match takes two turns of its stream,
 * the first for its length, the second for its distance; what lies between them follows it.
 */
final class GdeflatePageDecoder {
    private final String codec;
    private final LaneReader in;
    private final byte[] out;
    private final int start;
    private final int end;
    private int at;
    /** Where the match of a stream goes whose distance is to come, and how long it is; 0 for none. */
    private final int[] matchAt = new int[LaneReader.LANES];

    private final int[] matchLength = new int[LaneReader.LANES];

    private GdeflatePageDecoder(String codec, LaneReader in, byte[] out, int start, int end) {
        this.codec = codec;
        this.in = in;
        this.out = out;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    /** Fills {@code out} from {@code start} to {@code end}. */
    static void decode(String codec, Bytes page, byte[] out, int start, int end) {
        LaneReader in = new LaneReader(codec, page);
        GdeflatePageDecoder decoder = new GdeflatePageDecoder(codec, in, out, start, end);
        boolean isLast;
        do {
            in.restart();
            isLast = decoder.block();
        } while (!isLast);
        if (decoder.at != end) {
            throw new CodecException(codec, "a page of " + (decoder.at - start) + " bytes, expected " + (end - start));
        }
        in.requireEnd();
    }

    private boolean block() {
        boolean isLast = in.take(1) == 1;
        int kind = in.take(2);
        in.refill();
        switch (kind) {
            case DeflateFormat.STORED -> stored();
            case DeflateFormat.FIXED -> coded(DeflateFormat.FIXED_CODES);
            case DeflateFormat.DYNAMIC -> coded(DeflateFormat.dynamic(codec, in));
            default -> throw new CodecException(codec, "a block of unknown kind");
        }
        return isLast;
    }

    private void stored() {
        int count = in.take(16);
        requireRoom(count);
        for (int i = 0; i < count; i++) {
            out[at++] = (byte) in.take(Byte.SIZE);
            in.step();
        }
        for (int i = 0; i < LaneReader.LANES; i++) {
            in.step();
        }
    }

    private void coded(DeflateFormat.Codes codes) {
        in.restart();
        while (true) {
            if (matchLength[in.lane()] > 0) {
                copy(codes.distances());
            } else {
                int symbol = in.take(codes.lengths());
                if (symbol == DeflateFormat.END_OF_BLOCK) {
                    break;
                }
                if (symbol < DeflateFormat.END_OF_BLOCK) {
                    requireRoom(1);
                    out[at++] = (byte) symbol;
                } else {
                    int length = in.take(DeflateFormat.extraLengthBits(codec, symbol));
                    match(length + DeflateFormat.baseLength(symbol));
                }
            }
            in.step();
        }
        for (int i = 0; i < LaneReader.LANES; i++) {
            if (matchLength[in.lane()] > 0) {
                copy(codes.distances());
            }
            in.step();
        }
    }

    private void match(int length) {
        requireRoom(length);
        matchAt[in.lane()] = at;
        matchLength[in.lane()] = length;
        at += length;
    }

    private void requireRoom(int count) {
        if (count > end - at) {
            throw new CodecException(codec, "a page of more than " + (end - start) + " bytes");
        }
    }

    /** Copies forwards, so that a match may overlap itself. */
    private void copy(PrefixCode distances) {
        int symbol = in.take(distances);
        int distance = in.take(DeflateFormat.extraDistanceBits(codec, symbol)) + DeflateFormat.baseDistance(symbol);
        int to = matchAt[in.lane()];
        if (distance > to - start) {
            throw new CodecException(
                    codec, "a match " + distance + " bytes back at byte " + (to - start) + " of a page");
        }
        for (int stop = to + matchLength[in.lane()]; to < stop; to++) {
            out[to] = out[to - distance];
        }
        matchLength[in.lane()] = 0;
    }
}

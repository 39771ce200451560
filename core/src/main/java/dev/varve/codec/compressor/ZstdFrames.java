package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/**
 * The outline of Zstandard data: frames and blocks, walked over without decoding (RFC 8878 section 3.1). What passes is
 * made only of whole frames of the current format, without dictionaries; what is in the blocks is for libzstd to check.
 */
final class ZstdFrames {
    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
    private static final int BLOCK_HEADER_BYTES = 3;
    private static final int MAX_BLOCK_BYTES = 128 << 10;
    private static final int RUN = 1;
    private static final int COMPRESSED = 2;

    private final String codec;
    private final Bytes encoded;
    private final int end;
    private int at;
    private long mostBytes;

    private ZstdFrames(String codec, Bytes encoded, int from, int count) {
        this.codec = codec;
        this.encoded = encoded;
        this.at = from;
        this.end = from + count;
    }

    /**
     * Walks over all frames in {@code count} bytes and returns how many bytes come out at most: as many as the frames
     * declare, or their blocks can hold.
     *
     * @param codec for messages
     * @throws CodecException when the frames are not whole, or there is none
     */
    static long mostDecodedBytes(String codec, Bytes encoded, int from, int count) {
        ZstdFrames frames = new ZstdFrames(codec, encoded, from, count);
        do {
            frames.frame();
        } while (frames.at < frames.end);
        return frames.mostBytes;
    }

    private void frame() {
        int start = at;
        int magic = encoded.getInt(advance(4));
        if ((magic & SKIPPABLE_MASK) == SKIPPABLE_MAGIC) {
            long length = Integer.toUnsignedLong(encoded.getInt(advance(4)));
            advance(length);
            return;
        }
        if (magic != MAGIC) {
            throw new CodecException(codec, "no Zstandard frame at byte " + start);
        }
        int descriptor = encoded.unsigned(advance(1));
        boolean isSingleSegment = (descriptor & 0x20) != 0;
        if ((descriptor & 0x08) != 0) {
            throw new CodecException(codec, "reserved bit is set at byte " + (at - 1));
        }
        if (!isSingleSegment) {
            advance(1); // window size: what matters to those who decode piecemeal
        }
        requireNoDictionary(descriptor & 3);
        int lengthAt = at;
        long declared = contentBytes(descriptor >>> 6, isSingleSegment);
        long most = 0;
        boolean isLast = false;
        while (!isLast) {
            int from = advance(BLOCK_HEADER_BYTES);
            int header = (encoded.getShort(from) & 0xffff) | (encoded.unsigned(from + 2) << 16);
            isLast = (header & 1) != 0;
            most += block(from, (header >>> 1) & 3, header >>> 3);
        }
        if (declared > most) {
            throw new CodecException(
                    codec, declared + " bytes are declared at byte " + lengthAt + ", the blocks hold at most " + most);
        }
        mostBytes += declared < 0 ? most : declared;
        if ((descriptor & 0x04) != 0) {
            advance(4); // checksum
        }
    }

    private void requireNoDictionary(int flag) {
        int bytes = flag == 3 ? 4 : flag;
        int from = advance(bytes);
        for (int i = from; i < at; i++) {
            if (encoded.get(i) != 0) {
                throw new CodecException(codec, "frame needs a dictionary, named at byte " + from);
            }
        }
    }

    /** Frame_Content_Size, or -1 when the frame does not say. */
    private long contentBytes(int flag, boolean isSingleSegment) {
        return switch (flag) {
            case 0 -> isSingleSegment ? encoded.unsigned(advance(1)) : -1;
            case 1 -> (encoded.getShort(advance(2)) & 0xffff) + 256L;
            case 2 -> Integer.toUnsignedLong(encoded.getInt(advance(4)));
            default -> encoded.getLong(advance(8)) & Long.MAX_VALUE; // no blocks hold as much as the lost bit says
        };
    }

    /** Steps over a block and returns how many bytes it holds at most. */
    private int block(int from, int type, int length) {
        if (type > COMPRESSED || length > MAX_BLOCK_BYTES) {
            throw new CodecException(codec, "malformed block at byte " + from);
        }
        advance(type == RUN ? 1 : length);
        return type == COMPRESSED ? MAX_BLOCK_BYTES : length;
    }

    /** Steps over {@code count} bytes and returns where they start. */
    private int advance(long count) {
        if (count > end - at) {
            throw new CodecException(codec, "frame ends early at byte " + end);
        }
        int start = at;
        at += (int) count;
        return start;
    }
}

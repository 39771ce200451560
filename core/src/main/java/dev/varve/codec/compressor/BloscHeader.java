package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first 16 bytes of a blosc frame (<a
 * href="https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst">chunk format</a>).
 *
 * @param flags bits 0 to 2 and 4: see the constants; bits 5 to 7: the format of the compressed splits
 * @param typeBytes bytes of an element, 1 to 255
 * @param decodedBytes bytes of the decoded data
 * @param blockBytes decoded bytes of a block; the last one may have fewer
 * @param frameBytes bytes of the frame, header and all
 */
record BloscHeader(int flags, int typeBytes, int decodedBytes, int blockBytes, int frameBytes) {
    /** Bytes of a header. */
    static final int BYTES = 16;

    static final int SHUFFLED = 0x01;
    static final int COPIED = 0x02;
    static final int BIT_SHUFFLED = 0x04;
    static final int NOT_SPLIT = 0x10;
    /** Blocks of larger elements are not split. */
    static final int MAX_SPLITS = 16;
    /** Shorter splits are not made, and fewer bytes not compressed. */
    static final int MIN_SPLIT_BYTES = 128;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int RESERVED = 0x08;
    private static final int FORMAT_SHIFT = 5;
    private static final int LAST_FORMAT = 4;
    private static final int VERSION = 2;
    /** All compressed formats have this version. */
    private static final int FORMAT_VERSION = 1;

    /**
     * Reads and checks a header.
     *
     * @throws CodecException when it is none, contradicts itself or the length of the frame
     */
    static BloscHeader read(Bytes encoded) {
        if (encoded.length() < BYTES) {
            throw malformed(encoded.length() + " bytes are too few for a frame");
        }
        BloscHeader header = new BloscHeader(
                encoded.unsigned(2), encoded.unsigned(3), encoded.getInt(4), encoded.getInt(8), encoded.getInt(12));
        if (encoded.get(0) != VERSION || encoded.get(1) != FORMAT_VERSION) {
            throw malformed("unknown version at byte 0");
        }
        if ((header.flags & RESERVED) != 0 || header.format() > LAST_FORMAT) {
            throw malformed("unknown flags at byte 2");
        }
        if (header.frameBytes != encoded.length()) {
            throw malformed(header.frameBytes + " bytes are declared at byte 12, there are " + encoded.length());
        }
        boolean isBlockPossible = header.blockBytes >= 1 && header.blockBytes <= header.decodedBytes;
        if (header.typeBytes == 0 || header.decodedBytes < 0 || (header.decodedBytes > 0 && !isBlockPossible)) {
            throw malformed("impossible sizes in the header");
        }
        if (header.isCopied() && header.decodedBytes != header.frameBytes - BYTES) {
            throw malformed("size at byte 4 is not that of the copied data");
        }
        return header;
    }

    /** Writes the header; the frame is as long as {@code frameBytes} says. */
    void write(byte[] out) {
        out[0] = VERSION;
        out[1] = FORMAT_VERSION;
        out[2] = (byte) flags;
        out[3] = (byte) typeBytes;
        INT.set(out, 4, decodedBytes);
        INT.set(out, 8, blockBytes);
        INT.set(out, 12, frameBytes);
    }

    /** The flag of a compressor's format. */
    static int formatFlag(BloscCompressor compressor) {
        return compressor.format() << FORMAT_SHIFT;
    }

    /** Whether blocks of such elements can be split at all. */
    static boolean canSplit(int typeBytes, int blockBytes) {
        return typeBytes <= MAX_SPLITS && blockBytes / typeBytes >= MIN_SPLIT_BYTES;
    }

    /** What the splits are compressed with: {@link BloscCompressor#format}. */
    int format() {
        return flags >>> FORMAT_SHIFT;
    }

    /** Whether the data follow the header as they are. */
    boolean isCopied() {
        return (flags & COPIED) != 0;
    }

    /** How many blocks there are. */
    int blockCount() {
        return decodedBytes == 0 ? 0 : (decodedBytes - 1) / blockBytes + 1;
    }

    /** How many streams a block of this size consists of. */
    int splitCount(int bytes) {
        boolean isSplit = (flags & NOT_SPLIT) == 0 && bytes == blockBytes && canSplit(typeBytes, blockBytes);
        return isSplit ? typeBytes : 1;
    }

    /** Whether the bytes of a block are shuffled. */
    boolean isShuffled() {
        return (flags & SHUFFLED) != 0 && typeBytes > 1;
    }

    /** Whether the bits of a block of this size are shuffled; a block may be too short or uneven for it. */
    boolean isBitShuffled(int bytes) {
        return !isShuffled() && (flags & BIT_SHUFFLED) != 0 && bytes / typeBytes % 8 == 0 && bytes >= typeBytes;
    }

    static CodecException malformed(String reason) {
        return new CodecException(BloscCodec.NAME, reason);
    }
}

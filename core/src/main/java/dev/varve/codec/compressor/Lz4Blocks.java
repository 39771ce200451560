package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** Raw LZ4 blocks, as the frames of several HDF5 filters hold them. */
final class Lz4Blocks {
    // Checked Java: chunks are untrusted bytes, and no native code shall be told by them where to write.
    private static final LZ4Factory LZ4 = LZ4Factory.safeInstance();

    private Lz4Blocks() {}

    /** LZ4_COMPRESSBOUND of lz4.h. */
    static long maxEncodedBytes(long decodedBytes) {
        return decodedBytes + decodedBytes / 255 + 16;
    }

    /** Encodes {@code count} bytes and returns how many bytes they became; there must be room for the most. */
    static int encode(Bytes decoded, int from, int count, byte[] out, int to) {
        return compressor()
                .compress(decoded.array(), decoded.offset() + from, count, out, to, (int) maxEncodedBytes(count));
    }

    /**
     * Decodes one block to exactly {@code count} bytes.
     *
     * @throws CodecException when the block is malformed or decodes to another number of bytes
     */
    static void decode(String codec, Bytes encoded, int from, int length, byte[] out, int to, int count) {
        int decoded;
        try {
            decoded =
                    LZ4.safeDecompressor().decompress(encoded.array(), encoded.offset() + from, length, out, to, count);
        } catch (LZ4Exception e) {
            throw new CodecException(codec, "LZ4 block at byte " + from + " is malformed", e);
        }
        if (decoded != count) {
            throw new CodecException(
                    codec, "LZ4 block at byte " + from + " decodes to " + decoded + " bytes, expected " + count);
        }
    }

    private static LZ4Compressor compressor() {
        return LZ4.fastCompressor();
    }
}

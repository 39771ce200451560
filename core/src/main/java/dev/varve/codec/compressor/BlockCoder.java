package dev.varve.codec.compressor;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/** Compresses the blocks of one bitshuffled chunk. Holds native memory until closed; not shared by threads. */
sealed interface BlockCoder extends AutoCloseable {
    /** The most that {@code count} bytes become. */
    long maxEncodedBytes(long count);

    /** Encodes the first {@code count} bytes and returns how many they became; there must be room for the most. */
    int encode(byte[] decoded, int count, byte[] out, int to);

    /**
     * Decodes one block to exactly {@code count} bytes.
     *
     * @throws CodecException when the block is malformed or decodes to another number of bytes
     */
    void decode(Bytes encoded, int from, int length, byte[] out, int count);

    @Override
    void close();

    /** LZ4. */
    record Lz4(String codec) implements BlockCoder {
        @Override
        public long maxEncodedBytes(long count) {
            return Lz4Blocks.maxEncodedBytes(count);
        }

        @Override
        public int encode(byte[] decoded, int count, byte[] out, int to) {
            return Lz4Blocks.encode(Bytes.wrap(decoded), 0, count, out, to);
        }

        @Override
        public void decode(Bytes encoded, int from, int length, byte[] out, int count) {
            Lz4Blocks.decode(codec, encoded, from, length, out, 0, count);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    /** Zstandard; contexts are made when first needed and serve all blocks of the chunk. */
    final class Zstd implements BlockCoder {
        private final String codec;
        private final int level;
        private ZstdCompressCtx compress;
        private ZstdDecompressCtx decompress;

        Zstd(String codec, int level) {
            this.codec = codec;
            this.level = level;
        }

        @Override
        public long maxEncodedBytes(long count) {
            long small = 128 << 10; // ZSTD_COMPRESSBOUND of zstd.h
            return count + (count >> 8) + (count < small ? (small - count) >> 11 : 0);
        }

        @Override
        public int encode(byte[] decoded, int count, byte[] out, int to) {
            if (compress == null) {
                compress = new ZstdCompressCtx().setLevel(level);
            }
            return compress.compressByteArray(out, to, (int) maxEncodedBytes(count), decoded, 0, count);
        }

        @Override
        public void decode(Bytes encoded, int from, int length, byte[] out, int count) {
            if (decompress == null) {
                decompress = new ZstdDecompressCtx();
            }
            int decoded;
            try {
                decoded =
                        decompress.decompressByteArray(out, 0, count, encoded.array(), encoded.offset() + from, length);
            } catch (ZstdException e) {
                throw new CodecException(codec, "zstd block at byte " + from + " is malformed", e);
            }
            if (decoded != count) {
                throw new CodecException(
                        codec, "zstd block at byte " + from + " decodes to " + decoded + " bytes, expected " + count);
            }
        }

        @Override
        public void close() {
            if (compress != null) {
                compress.close();
            }
            if (decompress != null) {
                decompress.close();
            }
        }
    }
}

package dev.varve.codec.compressor;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decodes the compressed streams of a blosc frame, one after another; of one thread, to be closed. */
interface SplitDecoder extends AutoCloseable {
    /**
     * Decodes {@code count} bytes to exactly {@code wanted} bytes.
     *
     * @throws CodecException when they are malformed or others in number
     */
    void decode(Bytes encoded, int from, int count, byte[] out, int to, int wanted);

    /** The most bytes that one byte can stand for. */
    int maxRatio();

    @Override
    default void close() {}

    /** A decoder for the format in a frame's header; contexts are the scratch's. */
    static SplitDecoder of(int format, Scratch scratch) {
        return switch (format) {
            case 0 -> new BloscLz();
            case 1 -> new Lz4();
            case 2 -> new Snappy();
            case 3 -> new Zlib(new Inflater());
            default -> new Zstd(scratch.context(ZstdDecompressCtx.class, ZstdDecompressCtx::new));
        };
    }

    /** See {@link BloscLzDecoder}. */
    record BloscLz() implements SplitDecoder {
        @Override
        public void decode(Bytes encoded, int from, int count, byte[] out, int to, int wanted) {
            BloscLzDecoder.decode(BloscCodec.NAME, encoded, from, count, out, to, wanted);
        }

        @Override
        public int maxRatio() {
            return 256;
        }
    }

    /** A raw LZ4 block. */
    record Lz4() implements SplitDecoder {
        @Override
        public void decode(Bytes encoded, int from, int count, byte[] out, int to, int wanted) {
            Lz4Blocks.decode(BloscCodec.NAME, encoded, from, count, out, to, wanted);
        }

        @Override
        public int maxRatio() {
            return 255;
        }
    }

    /** See {@link SnappyDecoder}. */
    record Snappy() implements SplitDecoder {
        @Override
        public void decode(Bytes encoded, int from, int count, byte[] out, int to, int wanted) {
            SnappyDecoder.decode(BloscCodec.NAME, encoded, from, count, out, to, wanted);
        }

        @Override
        public int maxRatio() {
            return 32;
        }
    }

    /** A zlib stream. */
    record Zlib(Inflater inflater) implements SplitDecoder {
        @Override
        public void decode(Bytes encoded, int from, int count, byte[] out, int to, int wanted) {
            inflater.reset();
            inflater.setInput(encoded.array(), encoded.offset() + from, count);
            int length;
            try {
                length = inflater.inflate(out, to, wanted);
                if (!inflater.finished()) {
                    length += inflater.inflate(new byte[1]); // reads the checksum, or one byte too many
                }
            } catch (DataFormatException e) {
                throw malformed("zlib", from, e);
            }
            requireLength("zlib", from, inflater.finished() ? length : -1, wanted);
        }

        @Override
        public int maxRatio() {
            return Deflation.MAX_RATIO;
        }

        @Override
        public void close() {
            inflater.end();
        }
    }

    /** Zstandard frames. */
    record Zstd(ZstdDecompressCtx context) implements SplitDecoder {
        @Override
        public void decode(Bytes encoded, int from, int count, byte[] out, int to, int wanted) {
            ZstdFrames.mostDecodedBytes(BloscCodec.NAME, encoded, from, count);
            int length;
            try {
                length = context.decompressByteArray(out, to, wanted, encoded.array(), encoded.offset() + from, count);
            } catch (ZstdException e) {
                throw malformed("zstd", from, e);
            }
            requireLength("zstd", from, length, wanted);
        }

        @Override
        public int maxRatio() {
            return 1 << 16;
        }
    }

    private static void requireLength(String format, int from, int length, int wanted) {
        if (length != wanted) {
            String result = length < 0 ? "does not end" : "decodes to " + length + " bytes, expected " + wanted;
            throw BloscHeader.malformed(format + " data at byte " + from + " " + result);
        }
    }

    private static CodecException malformed(String format, int from, Exception cause) {
        String reason = "malformed " + format + " data at byte " + from + ": " + cause.getMessage();
        return new CodecException(BloscCodec.NAME, reason, cause);
    }
}

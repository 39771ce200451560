package dev.varve.codec.compressor;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4JNIFastResetCompressor;

/**
 * Raw LZ4 blocks: liblz4 where it can be loaded, else Java code that is slower and, encoding, knows no acceleration.
 * Decoding always is liblz4's {@code LZ4_decompress_safe} or its twin in Java, which check every length.
 */
final class Lz4Library {
    /** LZ4_MAX_INPUT_SIZE. */
    static final int MAX_INPUT_BYTES = 0x7E000000;

    private static final LZ4Factory NATIVE_OR_JAVA = load();
    private static final boolean IS_NATIVE = !NATIVE_OR_JAVA.equals(LZ4Factory.safeInstance());

    private Lz4Library() {}

    private static LZ4Factory load() {
        try {
            return LZ4Factory.nativeInstance();
        } catch (LinkageError | AssertionError e) {
            return LZ4Factory.safeInstance();
        }
    }

    /** LZ4_compressBound: the most bytes that {@code count} bytes become. */
    static long maxEncodedBytes(long count) {
        long more = count / 255 + 16;
        return count > Long.MAX_VALUE - more ? Long.MAX_VALUE : count + more;
    }

    /** An encoder; to be closed. */
    static SplitEncoder fast(int acceleration) {
        if (IS_NATIVE && acceleration > 1) {
            return new Accelerated(NATIVE_OR_JAVA.fastResetCompressor(acceleration));
        }
        return new Plain(NATIVE_OR_JAVA.fastCompressor());
    }

    /** An encoder that takes its time; to be closed. */
    static SplitEncoder high(int level) {
        return new Plain(NATIVE_OR_JAVA.highCompressor(level));
    }

    /**
     * Decodes a block and returns how many bytes there were, at most {@code room}.
     *
     * @throws LZ4Exception when the block is malformed or holds more
     */
    static int decode(byte[] in, int from, int count, byte[] out, int to, int room) {
        return NATIVE_OR_JAVA.safeDecompressor().decompress(in, from, count, out, to, room);
    }

    private record Plain(LZ4Compressor compressor) implements SplitEncoder {
        @Override
        public int encode(byte[] in, int from, int count, byte[] out, int to) {
            return compressor.compress(in, from, count, out, to, out.length - to);
        }

        @Override
        public void close() {}
    }

    private record Accelerated(LZ4JNIFastResetCompressor compressor) implements SplitEncoder {
        @Override
        public int encode(byte[] in, int from, int count, byte[] out, int to) {
            return compressor.compress(in, from, count, out, to, out.length - to);
        }

        @Override
        public void close() {
            compressor.close();
        }
    }
}

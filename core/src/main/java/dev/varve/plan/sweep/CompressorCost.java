package dev.varve.plan.sweep;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscCompressor;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.codec.compressor.Bz2Codec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.Lz4Codec;
import dev.varve.codec.compressor.LzmaCodec;
import dev.varve.codec.compressor.ZlibCodec;
import dev.varve.codec.compressor.ZstdCodec;
import java.util.Comparator;
import java.util.List;

/**
 * What compressing costs, roughly, so that a search asks cheap compressors first: megabytes a second on one core, seen on
 * rounded float32 fields. Only orders of magnitude matter.
 */
public final class CompressorCost {
    /** Compressors that are at least so fast are asked of every stage. */
    private static final double CHEAP_MEGABYTES_PER_SECOND = 40;

    private static final double CHECKSUM = 4000;
    private static final double BZ2 = 14;
    private static final double LZMA = 4;
    private static final double LZ4 = 800;
    private static final double UNKNOWN = 20;

    private CompressorCost() {}

    /** How fast a compressor slot is; an empty one is as fast as memory. */
    public static double megabytesPerSecond(List<BytesToBytesCodec> slot) {
        double seconds = 1 / CHECKSUM;
        for (BytesToBytesCodec codec : slot) {
            seconds += 1 / megabytesPerSecond(codec);
        }
        return 1 / seconds;
    }

    private static double megabytesPerSecond(BytesToBytesCodec codec) {
        if (codec instanceof ZstdCodec zstd) {
            return zstd(zstd.level());
        }
        if (codec instanceof ZlibCodec zlib) {
            return deflate(zlib.level());
        }
        if (codec instanceof GzipCodec gzip) {
            return deflate(gzip.level());
        }
        if (codec instanceof BloscCodec blosc) {
            return blosc(blosc);
        }
        if (codec instanceof Lz4Codec) {
            return LZ4;
        }
        if (codec instanceof Bz2Codec) {
            return BZ2;
        }
        return codec instanceof LzmaCodec ? LZMA : UNKNOWN;
    }

    private static double zstd(int level) {
        return level <= 3 ? 400 : level <= 6 ? 120 : level <= 9 ? 60 : level <= 12 ? 25 : level <= 16 ? 10 : 3;
    }

    private static double deflate(int level) {
        return level <= 3 ? 60 : level <= 6 ? 25 : 8;
    }

    private static double blosc(BloscCodec blosc) {
        if (blosc.compressor() == BloscCompressor.ZSTD) {
            return blosc.level() <= 5 ? 150 : 20;
        }
        if (blosc.compressor() == BloscCompressor.LZ4HC) {
            return blosc.level() <= 5 ? 80 : 30;
        }
        return blosc.compressor() == BloscCompressor.ZLIB ? deflate(blosc.level()) : LZ4;
    }

    /** Whether a slot may be tried on every stage. */
    public static boolean isCheap(List<BytesToBytesCodec> slot) {
        return megabytesPerSecond(slot) >= CHEAP_MEGABYTES_PER_SECOND;
    }

    /**
     * Those first from whose ratio others' can be told best: what sorts bytes and then codes them well, what codes them well, then
     * the rest.
     */
    public static Comparator<List<BytesToBytesCodec>> tellingFirst() {
        return Comparator.<List<BytesToBytesCodec>>comparingInt(slot -> {
                    BytesToBytesCodec last = slot.get(slot.size() - 1);
                    if (last instanceof BloscCodec blosc && blosc.compressor() == BloscCompressor.ZSTD) {
                        return blosc.shuffle() == BloscShuffle.SHUFFLE ? 0 : 2;
                    }
                    return last instanceof ZstdCodec ? 1 : 3;
                })
                .thenComparing(fastestFirst().reversed());
    }

    /** The fastest first. */
    public static Comparator<List<BytesToBytesCodec>> fastestFirst() {
        return Comparator.comparingDouble(slot -> -megabytesPerSecond(slot));
    }

    /** What slots have in common that differ in their level only. */
    public static String kind(List<BytesToBytesCodec> slot) {
        StringBuilder kind = new StringBuilder();
        for (BytesToBytesCodec codec : slot) {
            kind.append(codec.name());
            if (codec instanceof BloscCodec blosc) {
                kind.append(' ').append(blosc.compressor()).append(' ').append(blosc.shuffle());
            }
            kind.append('+');
        }
        return kind.toString();
    }
}

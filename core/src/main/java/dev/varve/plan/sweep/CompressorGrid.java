package dev.varve.plan.sweep;

import dev.varve.array.DataType;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The compressors that are tried: dc_toolkit's 33 in its order, then those it never had. */
final class CompressorGrid {
    private static final List<BloscCompressor> INSIDE =
            List.of(BloscCompressor.LZ4, BloscCompressor.LZ4HC, BloscCompressor.ZSTD);
    private static final int[] BLOSC_LEVELS = {1, 5, 9};
    private static final int[] ACCELERATIONS = {1, 10, 100};
    private static final int[] ZSTD_LEVELS = {6, 12, 22};
    private static final int[] OTHER_LEVELS = {3, 6, 9};
    /** Below, its stream is larger than that of blosc, which is faster. */
    private static final int[] GZIP_LEVELS = {6, 9};

    private final SpaceOptions options;
    private final int typeBytes;
    private final List<List<BytesToBytesCodec>> grid = new ArrayList<>();

    private CompressorGrid(SpaceOptions options, int typeBytes) {
        this.options = options;
        this.typeBytes = typeBytes;
    }

    /** What stands behind the serializer of a chain: no or one codec each. */
    static List<List<BytesToBytesCodec>> of(DataType type, SpaceOptions options) {
        CompressorGrid grid = new CompressorGrid(options, type.isFixedSize() ? type.sizeBytes() : 1);
        grid.addUsual();
        if (options.isExtended()) {
            grid.addMore();
        }
        return List.copyOf(grid.grid);
    }

    private void addUsual() {
        for (BloscCompressor inside : INSIDE) {
            for (int level : BLOSC_LEVELS) {
                add(CompressorClass.BLOSC, blosc(inside, level, BloscShuffle.NOSHUFFLE));
                add(CompressorClass.BLOSC, blosc(inside, level, BloscShuffle.SHUFFLE));
            }
        }
        for (int acceleration : ACCELERATIONS) {
            add(CompressorClass.LZ4, new Lz4Codec(acceleration));
        }
        for (int level : ZSTD_LEVELS) {
            add(CompressorClass.ZSTD, new ZstdCodec(level, false));
        }
        for (int level : OTHER_LEVELS) {
            add(CompressorClass.ZLIB, new ZlibCodec(level));
        }
        for (int level : OTHER_LEVELS) {
            add(CompressorClass.BZ2, new Bz2Codec(level));
        }
        for (int level : OTHER_LEVELS) {
            add(
                    CompressorClass.LZMA,
                    new LzmaCodec(LzmaCodec.Format.XZ, LzmaCodec.Check.USUAL, OptionalLong.of(level), List.of()));
        }
    }

    private void addMore() {
        if (options.compressors().contains(CompressorClass.NONE)) {
            grid.add(List.of());
        }
        add(CompressorClass.BLOSC, blosc(BloscCompressor.LZ4, BLOSC_LEVELS[1], BloscShuffle.BITSHUFFLE));
        for (int level : BLOSC_LEVELS) {
            add(CompressorClass.BLOSC, blosc(BloscCompressor.ZSTD, level, BloscShuffle.BITSHUFFLE));
        }
        for (int level : GZIP_LEVELS) {
            add(CompressorClass.GZIP, new GzipCodec(level));
        }
    }

    private BloscCodec blosc(BloscCompressor inside, int level, BloscShuffle shuffle) {
        return new BloscCodec(inside, level, shuffle, OptionalInt.of(typeBytes), OptionalInt.empty());
    }

    private void add(CompressorClass kind, BytesToBytesCodec codec) {
        if (options.compressors().contains(kind)) {
            grid.add(List.of(codec));
        }
    }
}

package dev.varve.codec.compressor;

/** How c-blosc 1.21 cuts data into blocks, and blocks into splits: the plane of each byte compressed on its own. */
final class BloscBlocks {
    private static final int KIB = 1024;
    /** What c-blosc takes for the size of the first cache. */
    private static final int CACHE_BYTES = 32 * KIB;

    private static final int MAX_PLANE_BYTES = 256 * KIB;
    private static final int MIN_SPLIT_BLOCK_BYTES = 64 * KIB;
    private static final int MAX_SPLIT_BLOCK_BYTES = 1024 * KIB;
    /** What three such blocks and some integers still take less than 2 GiB with. */
    private static final int MAX_BLOCK_BYTES = (Integer.MAX_VALUE - 255 * Integer.BYTES) / 3;

    private BloscBlocks() {}

    /** Whether blocks are split; Zstandard does better with whole ones. */
    static boolean isSplit(BloscCompressor compressor, int typeBytes, int blockBytes) {
        return compressor != BloscCompressor.ZSTD && BloscHeader.canSplit(typeBytes, blockBytes);
    }

    /** Bytes of the blocks of {@code length} bytes of data. */
    static int blockBytes(BloscCodec codec, int typeBytes, int length) {
        if (length < typeBytes) {
            return 1;
        }
        int block = length;
        if (codec.blockBytes().isPresent()) {
            block = Math.max(codec.blockBytes().getAsInt(), BloscHeader.MIN_SPLIT_BYTES);
            block = Math.min(block, MAX_BLOCK_BYTES);
        } else if (length >= CACHE_BYTES) {
            block = byLevel(codec.level(), codec.compressor().wantsLargeBlocks());
        }
        if (codec.level() > 0 && isSplit(codec.compressor(), typeBytes, block)) {
            long enlarged = (long) Math.min(block, MAX_PLANE_BYTES) * typeBytes;
            block = (int) Math.min(Math.max(enlarged, MIN_SPLIT_BLOCK_BYTES), MAX_SPLIT_BLOCK_BYTES);
        }
        block = Math.min(block, length);
        return block > typeBytes ? block / typeBytes * typeBytes : block;
    }

    private static int byLevel(int level, boolean isLarge) {
        int unit = isLarge ? 2 * CACHE_BYTES : CACHE_BYTES;
        return switch (level) {
            case 0 -> unit / 4;
            case 1 -> unit / 2;
            case 2 -> unit;
            case 3 -> unit * 2;
            case 4, 5 -> unit * 4;
            case 9 -> isLarge ? unit * 16 : unit * 8;
            default -> unit * 8;
        };
    }
}

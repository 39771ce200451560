package dev.varve.codec.compressor;

/**
 * The parameters of CCSDS 121.0-B that encoder and decoder share.
 *
 * @param bits bits of a sample, 1 to 31
 * @param blockSamples samples of a block, even
 * @param blocks blocks between two reference samples
 * @param preprocess whether samples are predicted by their predecessor
 */
record RiceOptions(int bits, int blockSamples, int blocks, boolean preprocess) {
    /** Blocks of zeros are counted within segments of this many blocks (CCSDS 121.0-B-3, 3.5.4). */
    static final int SEGMENT_BLOCKS = 64;

    /** The code for "zeros to the end of the segment" among the counts of blocks of zeros. */
    static final int REMAINDER_OF_SEGMENT = 5;

    /** Bits that name the option of a block. */
    int idBits() {
        return bits > 16 ? 5 : bits > 8 ? 4 : 3;
    }

    /** The id of blocks that are stored as they are. */
    int uncompressedId() {
        return (1 << idBits()) - 1;
    }

    /** The largest number of low bits that a split leaves as they are. */
    int maxSplit() {
        return uncompressedId() - 2;
    }

    int maxSample() {
        return (int) ((1L << bits) - 1);
    }

    int intervalSamples() {
        return blocks * blockSamples;
    }

    /**
     * No block takes more than its samples stored as they are, but for one bit: a lone block of zeros behind a reference
     * sample when a block is two samples of one bit.
     */
    long maxIntervalBits() {
        return (long) blocks * (idBits() + (long) blockSamples * bits) + 1;
    }
}

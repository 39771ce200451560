package dev.varve.codec.compressor;

/** Encodes runs of bytes that belong together, one after another; of one thread, to be closed. */
interface SplitEncoder extends AutoCloseable {
    /**
     * Encodes {@code count} bytes at {@code in[from]} and returns how many bytes they became.
     *
     * @param out has room from {@code to} for all that the bytes can become; more of it may be overwritten than is returned
     * @return 0 when the encoder finds that the bytes become no fewer
     */
    int encode(byte[] in, int from, int count, byte[] out, int to);

    @Override
    void close();
}

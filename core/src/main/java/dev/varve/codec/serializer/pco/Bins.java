package dev.varve.codec.serializer.pco;

/**
 * The bins of one latent, in the order in which the stream has them: a bin's latents are {@code lower + offset}, and the
 * symbol that stands for it takes {@code weight} of the states of the tANS table, whose number is a power of two.
 */
final class Bins {
    private static final int SIZE_LOG_BITS = 4;
    private static final int COUNT_BITS = 15;

    private final int bits;
    private final int sizeLog;
    private final int[] weights;
    private final long[] lowers;
    private final int[] widths;

    Bins(int bits, int sizeLog, int[] weights, long[] lowers, int[] widths) {
        this.bits = bits;
        this.sizeLog = sizeLog;
        this.weights = weights;
        this.lowers = lowers;
        this.widths = widths;
    }

    /** No bins, for no latents. */
    static Bins none(int bits) {
        return new Bins(bits, 0, new int[0], new long[0], new int[0]);
    }

    /** One bin for all latents that there are, which compresses nothing. */
    static Bins whole(int bits) {
        return new Bins(bits, 0, new int[] {1}, new long[] {0}, new int[] {bits});
    }

    static Bins read(BitSource source, int bits) {
        int sizeLog = source.readInt(SIZE_LOG_BITS);
        int count = source.readInt(COUNT_BITS);
        if (sizeLog > AnsTable.MAX_SIZE_LOG || count > 1 << sizeLog || count <= 1 && sizeLog > 0) {
            throw source.error(count + " bins in a table of 2^" + sizeLog + " states");
        }
        source.require((long) count * binBits(sizeLog, bits));
        Bins bins = new Bins(bits, sizeLog, new int[count], new long[count], new int[count]);
        int total = 0;
        for (int i = 0; i < count; i++) {
            bins.weights[i] = 1 + source.readInt(sizeLog);
            bins.lowers[i] = source.read(bits);
            bins.widths[i] = source.readInt(Latents.widthBits(bits));
            total += bins.weights[i];
            if (bins.widths[i] > bits) {
                throw source.error("offsets of " + bins.widths[i] + " bits in latents of " + bits);
            }
        }
        if (count > 0 && total != 1 << sizeLog) {
            throw source.error("bins of " + total + " states in a table of 2^" + sizeLog);
        }
        return bins;
    }

    void write(BitSink sink) {
        sink.write(sizeLog, SIZE_LOG_BITS);
        sink.write(weights.length, COUNT_BITS);
        for (int i = 0; i < weights.length; i++) {
            sink.write(weights[i] - 1, sizeLog);
            sink.write(lowers[i], bits);
            sink.write(widths[i], Latents.widthBits(bits));
        }
    }

    /** Bits that one bin takes in the metadata of a chunk. */
    static int binBits(int sizeLog, int bits) {
        return sizeLog + bits + Latents.widthBits(bits);
    }

    /** Bits that {@link #write} takes. */
    int sizeBits() {
        return SIZE_LOG_BITS + COUNT_BITS + weights.length * binBits(sizeLog, bits);
    }

    int count() {
        return weights.length;
    }

    /** Bits of a latent. */
    int bits() {
        return bits;
    }

    /** The logarithm of the number of states. */
    int sizeLog() {
        return sizeLog;
    }

    int weight(int bin) {
        return weights[bin];
    }

    long lower(int bin) {
        return lowers[bin];
    }

    /** Bits of an offset in a bin. */
    int width(int bin) {
        return widths[bin];
    }

    /** The most bits of an offset. */
    int maxWidth() {
        int most = 0;
        for (int width : widths) {
            most = Math.max(most, width);
        }
        return most;
    }

    /** Whether nothing is written for a latent. */
    boolean areTrivial() {
        return weights.length == 0 || weights.length == 1 && widths[0] == 0;
    }

    /** Bits that a latent takes when latents are spread over the bins as their weights say. */
    double meanBits() {
        double total = Math.scalb(1.0, sizeLog);
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            double symbolBits = sizeLog - Math.log(weights[i]) / Math.log(2);
            mean += (symbolBits + widths[i]) * weights[i] / total;
        }
        return mean;
    }

    /** The most bits that a latent of the bin can take. */
    int worstBits(int bin) {
        return widths[bin] + sizeLog - (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(weights[bin]));
    }
}

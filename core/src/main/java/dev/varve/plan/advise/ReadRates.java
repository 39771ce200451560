package dev.varve.plan.advise;

/**
 * How fast a store answers.
 *
 * @param latencySeconds how long a request takes, whatever it brings
 * @param bytesPerSecond how many bytes come in a second beyond that
 * @param spanBytes the largest range that is fetched at once
 */
public record ReadRates(double latencySeconds, double bytesPerSecond, long spanBytes) {
    /** What the pipeline fetches at once at most. */
    private static final long SPAN_BYTES = 16L << 20;

    /** An object store in the same region. */
    public static final ReadRates OBJECT_STORE = new ReadRates(0.02, 100e6);

    /** A file system that many machines share. */
    public static final ReadRates NETWORK = new ReadRates(0.002, 500e6);

    /** A disk of this machine. */
    public static final ReadRates LOCAL = new ReadRates(0.0001, 2e9);

    public ReadRates {
        if (!(latencySeconds >= 0 && latencySeconds < 1e6)) {
            throw new IllegalArgumentException("latency of " + latencySeconds + " s");
        }
        if (!(bytesPerSecond >= 1 && bytesPerSecond < 1e18)) {
            throw new IllegalArgumentException("bandwidth of " + bytesPerSecond + " bytes per second");
        }
        if (spanBytes < 1) {
            throw new IllegalArgumentException("ranges of " + spanBytes + " bytes");
        }
    }

    /** With the ranges that the pipeline takes. */
    public ReadRates(double latencySeconds, double bytesPerSecond) {
        this(latencySeconds, bytesPerSecond, SPAN_BYTES);
    }

    /** Holes between two ranges up to this size are read, because that takes no longer than one more request. */
    public long gapBytes() {
        return (long) (latencySeconds * bytesPerSecond);
    }

    /** How long requests take that follow one another. */
    public double seconds(double requests, double bytes) {
        return requests * latencySeconds + bytes / bytesPerSecond;
    }
}

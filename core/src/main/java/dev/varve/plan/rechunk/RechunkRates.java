package dev.varve.plan.rechunk;

/**
 * How fast the parts of the work go: bytes a second, of decoded data where nothing else is said, on one thread. Estimates of a
 * usual machine; they only have to rank the ways of doing the same.
 */
final class RechunkRates {
    static final double DECODE = 700_000_000.0;
    static final double ENCODE = 250_000_000.0;
    static final double SCATTER = 1_500_000_000.0;
    /** Encoded bytes that are only moved and compared. */
    static final double MOVE = 800_000_000.0;
    /** Light compression and its reverse, together. */
    static final double LIGHT_CODING = 400_000_000.0;
    /** Temporary data, of all threads together, written and read, as long as the system's cache holds them. */
    static final double CACHED_DISK = 900_000_000.0;

    /** As above, when it does not. */
    static final double DISK = 150_000_000.0;

    static final double SECONDS_PER_REQUEST = 0.00004;

    private RechunkRates() {}
}

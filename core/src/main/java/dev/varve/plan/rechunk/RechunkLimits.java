package dev.varve.plan.rechunk;

/**
 * What a rechunk may take of the machine.
 *
 * @param threads how many threads work at most
 * @param budgetBytes the memory that data may take at once
 * @param cacheBytes about how many bytes of temporary data the system keeps in memory of its own
 */
public record RechunkLimits(int threads, long budgetBytes, long cacheBytes) {
    public RechunkLimits {
        if (threads < 1 || budgetBytes < 1 || cacheBytes < 0) {
            throw new IllegalArgumentException(threads + " threads, " + budgetBytes + " bytes of memory, " + cacheBytes
                    + " bytes of the system's cache");
        }
    }
}

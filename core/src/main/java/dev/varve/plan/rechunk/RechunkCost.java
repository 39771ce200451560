package dev.varve.plan.rechunk;

/**
 * What a way of rechunking a variable takes.
 *
 * @param decodesPerChunk how often a chunk of the source is decoded, on average
 * @param mostDecodes how often at most
 * @param movedBytes bytes read and written: encoded chunks of both sides, and temporary data twice
 * @param requests how many reads and writes of stored things
 * @param temporaryBytes the disk space that temporary data take at most
 * @param peakBytes the memory that data take at most, all threads together
 * @param seconds an estimate from fixed rates, good for comparing ways, not for waiting by the clock
 */
public record RechunkCost(
        double decodesPerChunk,
        long mostDecodes,
        long movedBytes,
        long requests,
        long temporaryBytes,
        long peakBytes,
        double seconds) {}

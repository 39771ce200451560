package dev.varve.plan.advise;

/**
 * What one read of a pattern takes, on average over all its origins.
 *
 * @param requests how many requests
 * @param readBytes how many stored bytes they bring, indexes of shards and holes included
 * @param decodedBytes bytes of the chunks that are decoded
 * @param regionBytes bytes of what is asked for
 * @param memoryBytes what a reader on one thread holds at once at most: the result, the largest range, a chunk
 * @param seconds how long requests take that follow one another
 */
public record ReadForecast(
        double requests,
        double readBytes,
        double decodedBytes,
        double regionBytes,
        double memoryBytes,
        double seconds) {
    /** How many bytes are decoded for each one that is asked for. */
    public double amplification() {
        return decodedBytes / regionBytes;
    }
}

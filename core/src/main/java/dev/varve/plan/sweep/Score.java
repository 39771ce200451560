package dev.varve.plan.sweep;

import dev.varve.measure.FieldMeasures;

/**
 * What became of a candidate on a part of the sample.
 *
 * @param candidate the chain that was tried
 * @param part which part of the sample: 0 is the whole sample, 1 the next smaller part, and so on
 * @param share the part's share of the sample's cells, 1 of the whole
 * @param outcome what was measured, or why not
 */
public record Score(Candidate candidate, int part, double share, Outcome outcome) {
    /** What was measured, or why not. */
    public sealed interface Outcome {}

    /**
     * The chain was encoded, decoded and measured.
     *
     * @param errors how far what was decoded is from the part
     * @param decodedBytes bytes of the part
     * @param encodedBytes bytes of all encoded chunks and of the array's document
     * @param encodeSeconds seconds of one thread to encode the part: filters, serializer and compressors
     * @param decodeSeconds seconds of one thread to decode it
     * @param peakBytes the largest sum of a chunk and what it is encoded to
     */
    public record Measured(
            FieldMeasures errors,
            long decodedBytes,
            long encodedBytes,
            double encodeSeconds,
            double decodeSeconds,
            long peakBytes)
            implements Outcome {
        /** Decoded bytes over encoded ones. */
        public double ratio() {
            return (double) decodedBytes / encodedBytes;
        }
    }

    /** The chain cannot take the field, or failed on it. */
    public record Failed(String reason) implements Outcome {}

    /** The search left the chain out. */
    public record Skipped(String reason) implements Outcome {}
}

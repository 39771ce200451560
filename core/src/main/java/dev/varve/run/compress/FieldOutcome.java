package dev.varve.run.compress;

import dev.varve.measure.FieldMeasures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a field was compressed in the end.
 *
 * @param attempt the chain that was kept
 * @param place its place among those that could be tried, from 0
 * @param broken those that were tried before, and why they did not do
 * @param errors what was measured over the whole field; nothing when nothing was decoded again
 * @param chunks how many chunks were encoded
 * @param sparedChunks how many of them were stored without loss, because they would have broken the budget
 * @param decodedBytes the field's size in memory
 * @param storedBytes the bytes of all its objects
 * @param peakBudgetBytes the most memory that blocks took together
 */
public record FieldOutcome(
        Attempt attempt,
        int place,
        List<Broken> broken,
        Optional<FieldMeasures> errors,
        long chunks,
        long sparedChunks,
        long decodedBytes,
        long storedBytes,
        long peakBudgetBytes) {
    public FieldOutcome {
        broken = List.copyOf(broken);
    }

    /**
     * A chain that was tried and not kept.
     *
     * @param label the chain
     * @param reason why not
     */
    public record Broken(String label, String reason) {}

    /** Decoded bytes over stored ones; none where nothing is stored. */
    public OptionalDouble ratio() {
        return storedBytes == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) decodedBytes / storedBytes);
    }

    /** How far the ratio is from what was predicted, relative to that; none where nothing was predicted or stored. */
    public OptionalDouble drift() {
        OptionalDouble predicted = attempt.predictedRatio();
        return predicted.isPresent() && ratio().isPresent()
                ? OptionalDouble.of(Math.abs(ratio().getAsDouble() - predicted.getAsDouble()) / predicted.getAsDouble())
                : OptionalDouble.empty();
    }
}

package dev.varve.run.sweep;

import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldStatistics;
import dev.varve.plan.sweep.Gates;
import java.util.List;

/**
 * What a sweep found for one variable, so that the whole of it can be compressed: the content of {@code manifest_VAR.json}.
 *
 * @param variable its path in the source
 * @param source what was read
 * @param sample which part of it was tried
 * @param innerChunkBytes how large a chunk should be, decoded
 * @param chunk the shape of the sample's chunks
 * @param gates what a decoded field has to keep
 * @param statistics what is known of the whole field
 * @param ranked chains that keep the gates, best first: the winner, then what to fall back to; never empty
 */
public record Recipe(
        String variable,
        SourceStamp source,
        SampleStamp sample,
        long innerChunkBytes,
        Shape chunk,
        Gates gates,
        FieldStatistics statistics,
        List<Ranked> ranked) {
    public Recipe {
        ranked = List.copyOf(ranked);
        if (ranked.isEmpty()) {
            throw new IllegalArgumentException("variable '" + variable + "': a recipe without a chain");
        }
    }

    /**
     * Which file or store was read, and in which state.
     *
     * @param name its path as the user gave it
     * @param digest SHA-256 over the variable's description: type, dimensions, chunks, attributes, fill value
     * @param sizeBytes its size; of a store, of the variable's objects as described
     * @param modifiedMillis when it was last changed, milliseconds since 1970
     */
    public record SourceStamp(String name, String digest, long sizeBytes, long modifiedMillis) {}

    /**
     * Which part of a variable was tried.
     *
     * @param indices the indices taken along each axis; empty where the whole axis was
     * @param shape the sample's shape
     * @param digest SHA-256 of its canonical bytes
     */
    public record SampleStamp(List<List<Long>> indices, Shape shape, String digest) {
        public SampleStamp {
            indices = indices.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A chain that kept the gates.
     *
     * @param label as people write it: {@code compressor | filter | serializer}
     * @param chain the chain
     * @param isPortable whether any Zarr v3 reader may be expected to decode it
     * @param ratio decoded bytes of the sample over its encoded ones
     * @param errors what was measured on the sample
     */
    public record Ranked(String label, CodecChain chain, boolean isPortable, double ratio, FieldMeasures errors) {}

    /** The best chain. */
    public Ranked winner() {
        return ranked.get(0);
    }
}

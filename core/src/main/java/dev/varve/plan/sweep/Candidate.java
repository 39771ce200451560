package dev.varve.plan.sweep;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecChain;
import java.util.List;

/**
 * A chain that is tried on a field.
 *
 * @param stage what decides the error
 * @param compressors what makes its bytes smaller, lossless; may be empty
 */
public record Candidate(Stage stage, List<BytesToBytesCodec> compressors) {
    public Candidate {
        compressors = List.copyOf(compressors);
    }

    /** The chain. */
    public CodecChain chain() {
        return new CodecChain(stage.filters(), stage.serializer(), compressors);
    }
}

package dev.varve.run.compress;

import dev.varve.codec.CodecChain;
import java.util.OptionalDouble;

/**
 * A chain that may be tried on a field.
 *
 * @param label as people write it: {@code compressor | filter | serializer}
 * @param chain the chain
 * @param predictedRatio decoded bytes over encoded ones, as a sample promised
 */
public record Attempt(String label, CodecChain chain, OptionalDouble predictedRatio) {
    /** What is stored, and therefore decoded: filters that are done by encoding are not in it. */
    CodecChain stored() {
        return chain.withoutWhatEncodingDoes();
    }

    /** Whether what the chain loses is lost by encoding alone, so that single chunks can be stored without loss. */
    boolean canSpareChunks() {
        return !chain.isLossless() && stored().isLossless();
    }
}

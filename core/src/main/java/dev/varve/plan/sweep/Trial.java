package dev.varve.plan.sweep;

import dev.varve.codec.BytesToBytesCodec;
import java.util.List;

/**
 * A unit of a sweep's work: one stage on one part of the sample, and what its bytes are compressed with.
 *
 * @param stage what is encoded, decoded and measured once
 * @param part the part of the sample: 0 is all of it
 * @param compressors what is tried on the stage's bytes
 */
public record Trial(Stage stage, int part, List<List<BytesToBytesCodec>> compressors) {
    public Trial {
        compressors = compressors.stream().map(List::copyOf).toList();
    }

    /** The candidates that it scores. */
    public List<Candidate> candidates() {
        return compressors.stream().map(slot -> new Candidate(stage, slot)).toList();
    }
}

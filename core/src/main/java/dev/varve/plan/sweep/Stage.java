package dev.varve.plan.sweep;

import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.BytesToBytesCodec;
import java.util.List;

/**
 * The part of a chain that decides its error: what lossless compressors make smaller afterwards is the same for all of them.
 *
 * @param filters array to array, first applied first when encoding
 * @param serializer array to bytes
 */
public record Stage(List<ArrayToArrayCodec> filters, ArrayToBytesCodec serializer) {
    public Stage {
        filters = List.copyOf(filters);
    }

    /** The candidate that compresses the stage's bytes. */
    public Candidate with(BytesToBytesCodec... compressors) {
        return new Candidate(this, List.of(compressors));
    }

    /** Whether decoding gives back every bit. */
    public boolean isLossless() {
        return serializer.isLossless() && filters.stream().allMatch(ArrayToArrayCodec::isLossless);
    }

    /** What stages have in common that differ in numbers only. */
    String kind() {
        StringBuilder kind = new StringBuilder();
        filters.forEach(filter -> kind.append(filter.name()).append(' '));
        return kind.append(serializer.name()).toString();
    }

    /** What stages have in common that err alike: the serializer, and the filters where it is they that round. */
    String family() {
        return serializer.isLossless() ? kind() : serializer.name();
    }
}

package dev.varve.run;

import dev.varve.array.CanonicalBytes;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.pipeline.Workers;
import java.io.IOException;
import java.security.MessageDigest;

/**
 * One digest per array that depends on its values alone, not on chunks, codecs or format: SHA-256 over its
 * {@linkplain CanonicalBytes canonical bytes}.
 */
public final class DatasetDigest {
    private DatasetDigest() {}

    /**
     * Digests a region of a variable.
     *
     * @param memoryBytes roughly how much decoded data is held at once
     * @return 64 hexadecimal digits
     */
    public static String of(Source source, Variable variable, Region region, Workers workers, long memoryBytes)
            throws IOException {
        MessageDigest digest = Sha256.begin();
        new SlabReader(source, variable, region, workers, memoryBytes)
                .forEach(
                        (slab, block) -> block,
                        block -> CanonicalBytes.write(
                                block, piece -> digest.update(piece.array(), piece.offset(), piece.length())));
        return Sha256.end(digest);
    }
}

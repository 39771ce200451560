package dev.varve.run;

import dev.varve.array.CanonicalBytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.pipeline.Workers;
import dev.varve.plan.Slabs;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
        MessageDigest digest = sha256();
        long elementBytes = variable.type().isFixedSize() ? variable.type().sizeBytes() : 64;
        Slabs slabs = Slabs.of(
                region, variable.storage().chunkShape(), Math.max(1, memoryBytes / workers.threads() / elementBytes));
        NdArray[] batch = new NdArray[Math.min(workers.threads(), slabs.count())];
        for (int first = 0; first < slabs.count(); first += batch.length) {
            int start = first;
            int size = Math.min(batch.length, slabs.count() - first);
            workers.forEach(size, i -> batch[i] = source.read(variable, slabs.slab(start + i)));
            for (int i = 0; i < size; i++) {
                CanonicalBytes.write(batch[i], piece -> digest.update(piece.array(), piece.offset(), piece.length()));
                batch[i] = null;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.varve.run;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.pipeline.Workers;
import dev.varve.plan.Slabs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One digest per array that depends on its values alone, not on chunks, codecs or format: SHA-256 over the elements in C
 * order, little-endian; booleans as one byte, complex numbers as real and imaginary part, numbers of less than 8 bits as one
 * byte (integers with their sign), structs field after field without padding, text of fixed length padded with NUL, a variable
 * string as its length in bytes (32 bits) and its UTF-8 bytes.
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
                update(digest, batch[i]);
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

    private static void update(MessageDigest digest, NdArray block) {
        if (!block.type().isFixedSize()) {
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (byte[] element : block.elements()) {
                digest.update(length.putInt(0, element.length).array());
                digest.update(element);
            }
            return;
        }
        Bytes data = block.data();
        if (block.type() == NumericType.BOOL) {
            byte[] flags = data.toArray();
            for (int i = 0; i < flags.length; i++) {
                flags[i] = (byte) (flags[i] == 0 ? 0 : 1);
            }
            digest.update(flags);
        } else {
            digest.update(data.array(), data.offset(), data.length());
        }
    }
}

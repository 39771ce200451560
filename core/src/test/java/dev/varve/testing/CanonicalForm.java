package dev.varve.testing;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The canonical bytes of {@code interop/python/canonical.py}, stated again apart from the product's own digest: C order, little
 * endian, booleans as one byte, variable elements behind their length.
 */
public final class CanonicalForm {
    private CanonicalForm() {}

    /** The canonical bytes of a block. */
    public static byte[] bytes(NdArray block) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < block.shape().count(); i++) {
            byte[] element = element(block, i);
            if (!block.type().isFixedSize()) {
                out.writeBytes(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(0, element.length)
                        .array());
            }
            out.writeBytes(element);
        }
        return out.toByteArray();
    }

    /** The bytes of one element, without a length in front. */
    public static byte[] element(NdArray block, int index) {
        if (!block.type().isFixedSize()) {
            return block.elements()[index];
        }
        int size = block.type().sizeBytes();
        byte[] element = block.data().slice(index * size, size).toArray();
        if (block.type() == NumericType.BOOL && element[0] != 0) {
            element[0] = 1;
        }
        return element;
    }

    /** SHA-256 of bytes, as 64 hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

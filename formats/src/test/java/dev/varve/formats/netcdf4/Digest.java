package dev.varve.formats.netcdf4;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.formats.hdf5.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the canonical bytes of interop/python/canonical.py. */
final class Digest {
    private Digest() {}

    /** Elements one after another; texts of any length with a 32-bit count before each. */
    static String of(NdArray values) {
        if (values.type().isFixedSize()) {
            MessageDigest digest = sha256();
            digest.update(values.data().asBuffer());
            return hex(digest);
        }
        return ofTexts(values.elements());
    }

    /** Bytes as they are. */
    static String of(byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes);
        return hex(digest);
    }

    /** Texts of fixed length as if they were texts of any length. */
    static String asTexts(NdArray values) {
        int size = ((NullTerminatedBytes) values.type()).length();
        Bytes data = values.data();
        byte[][] texts = new byte[data.length() / size][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = Text.withoutTrailingNuls(data.slice(i * size, size)).toArray();
        }
        return ofTexts(texts);
    }

    private static String ofTexts(byte[][] texts) {
        MessageDigest digest = sha256();
        for (byte[] text : texts) {
            digest.update(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0, text.length)
                    .array());
            digest.update(text);
        }
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file held: files that grow are compared up to the length that they had.
 *
 * @param bytes how long it was
 * @param sha256 the SHA-256 of its bytes, hexadecimal
 */
record FileDigest(long bytes, String sha256) {
    static FileDigest of(Bytes content) {
        return new FileDigest(content.length(), sha256(content, content.length()));
    }

    /** Whether content begins with what the file held. */
    boolean isBeginningOf(Bytes content) {
        return content.length() >= bytes && sha256(content, (int) bytes).equals(sha256);
    }

    private static String sha256(Bytes content, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content.array(), content.offset(), length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

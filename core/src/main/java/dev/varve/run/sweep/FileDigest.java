package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.run.Sha256;

/**
 * What a file held: files that grow are compared up to the length that they had.
 *
 * @param bytes how long it was
 * @param sha256 the SHA-256 of its bytes, hexadecimal
 */
record FileDigest(long bytes, String sha256) {
    static FileDigest of(Bytes content) {
        return new FileDigest(content.length(), Sha256.of(content));
    }

    /** Whether content begins with what the file held. */
    boolean isBeginningOf(Bytes content) {
        return content.length() >= bytes
                && Sha256.of(content.slice(0, (int) bytes)).equals(sha256);
    }
}

package dev.varve.dataset;

import dev.varve.array.Region;
import dev.varve.codec.CodecChain;

/**
 * Where the encoded bytes of one chunk lie, so that they can be moved or decoded without the format's library.
 *
 * @param location the file or object
 * @param offset where the chunk starts in it, in bytes
 * @param length how many bytes it takes
 * @param chain how the bytes are decoded
 * @param region the elements that the full chunk covers; at the edge it may reach beyond the array
 */
public record ChunkReference(String location, long offset, long length, CodecChain chain, Region region) {
    public ChunkReference {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("chunk of " + length + " bytes at " + offset + " in " + location);
        }
    }
}

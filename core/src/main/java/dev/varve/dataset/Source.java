package dev.varve.dataset;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Something datasets are read from. After opening it is safe for use by many threads at once, and reading takes no lock.
 */
public interface Source extends Closeable {
    /** What messages call the source: its path as the user gave it. */
    String name();

    /** What the source holds; read when it was opened. */
    Dataset describe();

    /**
     * Reads a region of one of {@link #describe()}'s variables. Elements that were never written are the fill value.
     *
     * @throws IllegalArgumentException when the region is not inside the variable
     * @throws dev.varve.codec.CodecException when a chunk's bytes cannot be decoded
     * @throws IOException when the source cannot be read or contradicts itself
     */
    NdArray read(Variable variable, Region region) throws IOException;

    /**
     * Where the encoded bytes of a chunk lie; nothing when the chunk was never written or has no bytes of its own.
     *
     * @param chunkIndex the position of the chunk on the variable's chunk grid
     * @throws IllegalArgumentException when there is no such chunk
     */
    Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) throws IOException;
}

package dev.varve.run.rechunk;

import dev.varve.array.Bytes;
import dev.varve.array.Region;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import java.io.IOException;
import java.util.Optional;

/** Where a chunk's encoded bytes come from; called by many threads at once. */
@FunctionalInterface
interface ChunkMaker {
    /**
     * The bytes of a chunk of which some part lies inside the array; nothing when all of it is fill value.
     *
     * @param chunkIndex its position on the grid of chunks
     * @param cell its elements
     * @param chain how it is encoded
     */
    Optional<Bytes> make(long[] chunkIndex, Region cell, CodecChain.Bound chain, Scratch scratch) throws IOException;
}

package dev.varve.dataset;

import dev.varve.array.FillValue;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.grid.RegularGrid;

/**
 * How a variable is cut up for writing.
 *
 * @param objects the stored objects: shards, single chunks, or one cell for a file that holds all chunks
 * @param chunks what is encoded as one piece; every object is a whole number of chunks
 * @param chain how a chunk is encoded
 * @param fill the value of elements that are not written
 */
public record Layout(RegularGrid objects, RegularGrid chunks, CodecChain chain, FillValue fill) {
    /** What every chunk looks like. */
    public ChunkSpec chunkSpec() {
        return new ChunkSpec(fill.type(), chunks.chunk(), fill);
    }
}

package dev.varve.dataset;

import dev.varve.array.FillValue;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.grid.ChunkGrid;

/**
 * How a variable is cut up for writing.
 *
 * @param objects the stored objects: shards, single chunks, or one cell for a file that holds all chunks
 * @param chunks what is encoded as one piece; every object is a whole number of chunks, which are all of one shape unless each
 *     is an object
 * @param chain how a chunk is encoded
 * @param fill the value of elements that are not written
 */
public record Layout(ChunkGrid objects, ChunkGrid chunks, CodecChain chain, FillValue fill) {
    /** Whether objects are made of chunks; else each object is one. */
    public boolean isSharded() {
        return !objects.equals(chunks);
    }

    /** The shape of each chunk of an object. */
    public Shape chunkShape(long... objectIndex) {
        return isSharded() ? chunks.largestCell() : objects.cell(objectIndex).shape();
    }

    /** What every chunk looks like; the largest, where they differ. */
    public ChunkSpec chunkSpec() {
        return chunkSpec(chunks.largestCell());
    }

    /** What a chunk of a shape looks like. */
    public ChunkSpec chunkSpec(Shape chunk) {
        return new ChunkSpec(fill.type(), chunk, fill);
    }
}

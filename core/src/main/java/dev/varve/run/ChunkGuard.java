package dev.varve.run;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import dev.varve.plan.CopyPlan;
import java.io.IOException;
import java.util.Optional;

/** Encodes the chunks of a copy and answers for what they decode to; called by many threads at once. */
public interface ChunkGuard {
    /**
     * Encodes a chunk.
     *
     * @param copy the variable that it belongs to
     * @param chain how the plan encodes chunks of this shape
     * @param cell where in the variable the chunk lies; it may reach beyond the edge
     * @param chunk its elements; beyond the edge they are fill value
     * @return the bytes to store; nothing when every element is the fill value
     * @throws IOException when what would be stored is not what was asked for; names variable and region
     */
    Optional<Bytes> encode(
            CopyPlan.VariableCopy copy, CodecChain.Bound chain, Region cell, NdArray chunk, Scratch scratch)
            throws IOException;
}

package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.ChunkReference;
import java.io.IOException;
import java.util.Optional;

/** How one variable of a {@link ViewSource} is read; regions and chunks have been checked. */
interface VariableView {
    /** The elements of a region inside the variable. */
    NdArray read(Region region) throws IOException;

    /** Where a chunk's bytes lie; nothing where they are not those of one chunk. */
    default Optional<ChunkReference> reference(long[] chunkIndex) throws IOException {
        return Optional.empty();
    }
}

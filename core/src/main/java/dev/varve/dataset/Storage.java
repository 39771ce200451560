package dev.varve.dataset;

import dev.varve.array.Shape;
import dev.varve.grid.RectilinearGrid;
import java.util.List;
import java.util.Optional;

/**
 * How a variable is stored; what {@code info} prints and plans look at.
 *
 * @param layout the format's word: {@code contiguous}, {@code chunked}, {@code compact}, {@code record}, {@code sharded},
 *     {@link #RECTILINEAR}, {@link #VIEW}
 * @param chunkShape what is encoded as one piece (the inner chunk when sharded), when the variable is chunked
 * @param shardShape the stored object, when it holds several chunks
 * @param filters short names of the codecs, in the order of encoding: {@code shuffle}, {@code deflate(4)}
 * @param storedBytes bytes of the file or store that hold the variable's data
 * @param objects the stored objects, where they differ in shape
 */
public record Storage(
        String layout,
        Optional<Shape> chunkShape,
        Optional<Shape> shardShape,
        List<String> filters,
        long storedBytes,
        Optional<RectilinearGrid> objects) {
    /** Stored objects differ in shape; the shapes given are those of the largest. */
    public static final String RECTILINEAR = "rectilinear";

    /** A part or a change of what is stored; a chunk shape is what plans do well to follow, no chunk is where it says. */
    public static final String VIEW = "view";

    public Storage {
        filters = List.copyOf(filters);
    }

    /** Of which all stored objects have one shape. */
    public Storage(
            String layout,
            Optional<Shape> chunkShape,
            Optional<Shape> shardShape,
            List<String> filters,
            long storedBytes) {
        this(layout, chunkShape, shardShape, filters, storedBytes, Optional.empty());
    }
}

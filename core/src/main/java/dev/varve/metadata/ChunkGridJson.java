package dev.varve.metadata;

import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RegularGrid;
import java.util.List;
import java.util.Set;

/** Chunk grids as {@code chunk_grid} spells them (v3 core, section "Chunk grids"). One case per kind of grid. */
public final class ChunkGridJson {
    private static final String REGULAR = "regular";

    private ChunkGridJson() {}

    /** Reads the grid of an array of this shape. */
    public static ChunkGrid parse(JsonCursor cursor, Shape array) throws MetadataException {
        Extension grid = Extension.parse(cursor);
        if (grid.name().equals(REGULAR)) {
            return regular(grid.configuration(), array);
        }
        throw grid.at()
                .error("chunk grid " + grid.at().quoted() + " is not supported; supported is \"" + REGULAR + "\"");
    }

    private static RegularGrid regular(JsonCursor configuration, Shape array) throws MetadataException {
        configuration.requireOnly(Set.of("chunk_shape"));
        JsonCursor shape = configuration.get("chunk_shape");
        List<JsonCursor> sizes = shape.items();
        if (sizes.size() != array.rank()) {
            throw shape.error("has " + sizes.size() + " axes; the array has " + array.rank());
        }
        long[] extents = new long[sizes.size()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = size(sizes.get(axis), array.extent(axis));
        }
        return new RegularGrid(array, Shape.of(extents));
    }

    private static long size(JsonCursor cursor, long extent) throws MetadataException {
        long size = cursor.integer(0, Long.MAX_VALUE);
        if (size == 0 && extent == 0) {
            // zarr-python up to 3.3 wrote 0 along an axis without elements; no chunk can have been stored.
            return 1;
        }
        if (size == 0) {
            throw cursor.error("chunk size 0; must be at least 1");
        }
        // The last chunk may reach beyond the array, and its end must be a number too.
        if (extent > Long.MAX_VALUE - size) {
            throw cursor.error("chunks of " + size + " on an axis of " + extent + " end beyond 2^63");
        }
        return size;
    }

    /** The shape of a full chunk. */
    static Shape chunkShape(ChunkGrid grid) {
        if (grid instanceof RegularGrid regular) {
            return regular.chunk();
        }
        throw new IllegalArgumentException("no chunk grid of Zarr: " + grid);
    }

    /**
     * Writes a grid.
     *
     * @throws IllegalArgumentException when it is no grid that Zarr metadata can describe
     */
    public static JsonObject toJson(ChunkGrid grid) {
        if (grid instanceof RegularGrid regular) {
            return Extension.toJson(
                    REGULAR,
                    JsonObject.of("chunk_shape", JsonArray.of(regular.chunk().extents())));
        }
        throw new IllegalArgumentException("no chunk grid of Zarr: " + grid);
    }
}

package dev.varve.metadata;

import dev.varve.array.Shape;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RectilinearGrid;
import dev.varve.grid.RegularGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Chunk grids as {@code chunk_grid} spells them (v3 core, section "Chunk grids", and zarr-extensions {@code rectilinear}). One
 * case per kind of grid.
 */
public final class ChunkGridJson {
    private static final String REGULAR = "regular";
    private static final String RECTILINEAR = "rectilinear";

    private ChunkGridJson() {}

    /** Reads the grid of an array of this shape. */
    public static ChunkGrid parse(JsonCursor cursor, Shape array) throws MetadataException {
        Extension grid = Extension.parse(cursor);
        if (grid.name().equals(REGULAR)) {
            grid.configuration().requireOnly(Set.of("chunk_shape"));
            return regular(grid.configuration().get("chunk_shape"), array);
        }
        if (grid.name().equals(RECTILINEAR)) {
            return rectilinear(grid.configuration(), array);
        }
        throw grid.at()
                .error("chunk grid " + grid.at().quoted() + " is not supported; supported are \"" + REGULAR
                        + "\" and \"" + RECTILINEAR + "\"");
    }

    /** The grid of chunks of one shape. */
    static RegularGrid regular(JsonCursor shape, Shape array) throws MetadataException {
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

    private static RectilinearGrid rectilinear(JsonCursor configuration, Shape array) throws MetadataException {
        configuration.requireOnly(Set.of("kind", "chunk_shapes"));
        configuration.get("kind").oneOf(List.of("inline"));
        JsonCursor shapes = configuration.get("chunk_shapes");
        List<JsonCursor> axes = shapes.items();
        if (axes.size() != array.rank()) {
            throw shapes.error("has " + axes.size() + " axes; the array has " + array.rank());
        }
        List<ChunkEdges> edges = new ArrayList<>();
        for (JsonCursor axis : axes) {
            edges.add(edges(axis));
        }
        try {
            return new RectilinearGrid(array, edges);
        } catch (IllegalArgumentException e) {
            throw caused(shapes, e);
        }
    }

    private static ChunkEdges edges(JsonCursor axis) throws MetadataException {
        if (!(axis.value() instanceof JsonArray)) {
            return ChunkEdges.step(axis.integer(1, Long.MAX_VALUE));
        }
        List<ChunkEdges.Run> runs = new ArrayList<>();
        for (JsonCursor item : axis.items()) {
            if (item.value() instanceof JsonArray) {
                long[] run = item.integers(1);
                if (run.length != 2) {
                    throw item.error("must be a length and how often it is repeated, not " + run.length + " items");
                }
                runs.add(new ChunkEdges.Run(run[0], run[1]));
            } else {
                runs.add(new ChunkEdges.Run(item.integer(1, Long.MAX_VALUE), 1));
            }
        }
        try {
            return ChunkEdges.of(runs);
        } catch (IllegalArgumentException e) {
            throw caused(axis, e);
        }
    }

    private static MetadataException caused(JsonCursor at, IllegalArgumentException cause) {
        MetadataException failure = at.error(cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    /**
     * Shapes of full chunks that between them have every extent on every axis, the largest first: a codec that takes these takes
     * every chunk.
     */
    static List<Shape> chunkShapes(ChunkGrid grid) {
        Shape largest = grid.largestCell();
        List<Shape> shapes = new ArrayList<>(List.of(largest));
        if (grid instanceof RectilinearGrid rectilinear) {
            for (int axis = 0; axis < largest.rank(); axis++) {
                for (long length :
                        rectilinear.edges().get(axis).lengths(grid.array().extent(axis))) {
                    long[] extents = largest.extents();
                    if (length != extents[axis]) {
                        extents[axis] = length;
                        shapes.add(Shape.of(extents));
                    }
                }
            }
        }
        return shapes;
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
        if (grid instanceof RectilinearGrid rectilinear) {
            List<Json> axes = new ArrayList<>();
            for (ChunkEdges edges : rectilinear.edges()) {
                axes.add(toJson(edges));
            }
            JsonObject.Builder configuration =
                    JsonObject.builder().put("kind", "inline").put("chunk_shapes", new JsonArray(axes));
            return Extension.toJson(RECTILINEAR, configuration.build());
        }
        throw new IllegalArgumentException("no chunk grid of Zarr: " + grid);
    }

    private static Json toJson(ChunkEdges edges) {
        if (edges.isStep()) {
            return JsonNumber.of(edges.runs().get(0).length());
        }
        List<Json> items = new ArrayList<>();
        for (ChunkEdges.Run run : edges.runs()) {
            items.add(run.count() == 1 ? JsonNumber.of(run.length()) : JsonArray.of(run.length(), run.count()));
        }
        return new JsonArray(items);
    }
}

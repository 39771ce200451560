package dev.varve.grid;

import dev.varve.array.Region;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One chunk's share of a selection: on each axis, which elements of the chunk come at which places. Immutable. */
public final class SelectionProjection {
    private final List<AxisShare> axes;

    private SelectionProjection(List<AxisShare> axes) {
        this.axes = List.copyOf(axes);
    }

    /**
     * Each chunk's share of a selection, in C order of the chunks.
     *
     * @throws IllegalArgumentException when the selection is not inside the array
     */
    public static List<SelectionProjection> of(ChunkGrid grid, Selection selection) {
        selection.requireInside(grid.array());
        if (selection.shape().isEmpty()) {
            return List.of();
        }
        List<List<AxisShare>> shares = new ArrayList<>();
        for (int axis = 0; axis < selection.axes().size(); axis++) {
            shares.add(AxisShare.of(grid, axis, selection.axes().get(axis)));
        }
        return combinations(shares);
    }

    /** The same elements, as shares of the chunks that this chunk is made of. */
    public List<SelectionProjection> within(ChunkGrid inner) {
        List<List<AxisShare>> shares = new ArrayList<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            shares.add(axes.get(axis).within(inner, axis));
        }
        return combinations(shares);
    }

    private static List<SelectionProjection> combinations(List<List<AxisShare>> shares) {
        List<List<AxisShare>> combined = List.of(List.of());
        for (List<AxisShare> axis : shares) {
            List<List<AxisShare>> longer = new ArrayList<>(combined.size() * axis.size());
            for (List<AxisShare> start : combined) {
                for (AxisShare share : axis) {
                    List<AxisShare> next = new ArrayList<>(start);
                    next.add(share);
                    longer.add(next);
                }
            }
            combined = longer;
        }
        return combined.stream().map(SelectionProjection::new).toList();
    }

    /** The chunk's position on the grid. */
    public long[] chunkIndex() {
        return axes.stream().mapToLong(AxisShare::chunk).toArray();
    }

    /** On each axis the elements, counted from the chunk's first; not to be changed. */
    public int[][] inChunk() {
        return axes.stream().map(AxisShare::inChunk).toArray(int[][]::new);
    }

    /** On each axis where they come in the selection; not to be changed. */
    public int[][] inSelection() {
        return axes.stream().map(AxisShare::places).toArray(int[][]::new);
    }

    /** Whether every element of a box of the chunk is in the share. */
    public boolean covers(Region box) {
        for (int axis = 0; axis < axes.size(); axis++) {
            BitSet found = new BitSet();
            for (int element : axes.get(axis).inChunk()) {
                found.set(element);
            }
            int start = Math.toIntExact(box.start(axis));
            if (found.nextClearBit(start) < box.stop(axis)) {
                return false;
            }
        }
        return true;
    }
}

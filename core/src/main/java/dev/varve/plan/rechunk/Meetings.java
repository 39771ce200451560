package dev.varve.plan.rechunk;

import dev.varve.grid.ChunkGrid;

/**
 * How often the cells of a grid are met by the boxes of a cut.
 *
 * @param average by how many boxes a cell is met on average
 * @param most by how many at most
 */
record Meetings(double average, long most) {
    static Meetings of(ChunkGrid cells, BoxCut boxes) {
        double average = 1;
        long most = 1;
        for (int axis = 0; axis < cells.array().rank(); axis++) {
            Meetings along = along(axis, cells, boxes);
            average *= along.average();
            most = Math.multiplyExact(most, along.most());
        }
        return new Meetings(average, most);
    }

    /** By the borders of boxes that lie within a cell. */
    private static Meetings along(int axis, ChunkGrid cells, BoxCut boxes) {
        long count = boxes.counts().extent(axis);
        long extent = cells.array().extent(axis);
        long inside = 0;
        long most = 0;
        long inLast = 0;
        long lastCell = -1;
        long lastBorder = 0;
        long[] index = new long[cells.array().rank()];
        for (long box = 1; box < count; box++) {
            long border = boxes.start(axis, box);
            if (border >= extent || border == lastBorder) {
                continue;
            }
            lastBorder = border;
            long cell = cells.chunkAt(axis, border);
            index[axis] = cell;
            if (cells.cell(index).start(axis) == border) {
                continue;
            }
            inLast = cell == lastCell ? inLast + 1 : 1;
            lastCell = cell;
            inside++;
            most = Math.max(most, inLast);
        }
        long cellCount = Math.max(1, cells.counts().extent(axis));
        return new Meetings(1 + (double) inside / cellCount, most + 1);
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One cut variable. Where positions are next to each other a region of the whole variable is read; where there are steps between
 * them, pieces around them, cut where chunks begin.
 */
final class SubsetView implements VariableView {
    private final Source source;
    private final Variable whole;
    private final Variable cut;
    private final List<AxisCut> cuts;
    private final Shape grain;

    SubsetView(Source source, Variable whole, Variable cut, List<AxisCut> cuts) {
        this.source = source;
        this.whole = whole;
        this.cut = cut;
        this.cuts = cuts;
        this.grain = ChunkPieces.grain(whole);
    }

    @Override
    public NdArray read(Region region) throws IOException {
        Region positions = withDroppedAxes(region);
        boolean isDense = true;
        for (int axis = 0; axis < cuts.size(); axis++) {
            isDense &= cuts.get(axis).step() == 1 || positions.shape().extent(axis) == 1;
        }
        if (region.count() == 0) {
            return NdArray.allocate(whole.type(), region.shape());
        }
        if (isDense) {
            return source.read(whole, around(positions)).reshape(region.shape());
        }
        NdArray target = NdArray.allocate(whole.type(), positions.shape());
        fill(target, positions, positions);
        return target.reshape(region.shape());
    }

    private Region withDroppedAxes(Region region) {
        long[] start = new long[cuts.size()];
        long[] extents = new long[cuts.size()];
        int own = 0;
        for (int axis = 0; axis < start.length; axis++) {
            boolean isKept = cuts.get(axis).isKept();
            start[axis] = isKept ? region.start(own) : 0;
            extents[axis] = isKept ? region.shape().extent(own) : 1;
            own += isKept ? 1 : 0;
        }
        return Region.of(start, Shape.of(extents));
    }

    /** The smallest region of the whole variable that holds some positions. */
    private Region around(Region positions) {
        long[] low = new long[cuts.size()];
        long[] high = new long[cuts.size()];
        for (int axis = 0; axis < low.length; axis++) {
            low[axis] = cuts.get(axis).low(positions.start(axis), positions.stop(axis));
            high[axis] = cuts.get(axis).high(positions.start(axis), positions.stop(axis));
        }
        return Region.between(low, high);
    }

    private void fill(NdArray target, Region all, Region positions) throws IOException {
        Region around = around(positions);
        for (int axis = 0; axis < cuts.size(); axis++) {
            // Steps longer than chunks leave chunks out.
            boolean isGapped = Math.abs(cuts.get(axis).step()) > grain.extent(axis);
            long split =
                    isGapped || around.count() > ChunkPieces.SMALL ? split(positions, axis) : positions.start(axis);
            if (split > positions.start(axis)) {
                fill(target, all, ChunkPieces.between(positions, axis, positions.start(axis), split));
                fill(target, all, ChunkPieces.between(positions, axis, split, positions.stop(axis)));
                return;
            }
        }
        NdArray block = source.read(whole, around);
        int[][] from = new int[cuts.size()][];
        int[][] to = new int[cuts.size()][];
        for (int axis = 0; axis < from.length; axis++) {
            int count = Math.toIntExact(positions.shape().extent(axis));
            from[axis] = new int[count];
            to[axis] = new int[count];
            for (int i = 0; i < count; i++) {
                from[axis][i] = Math.toIntExact(cuts.get(axis).at(positions.start(axis) + i) - around.start(axis));
                to[axis][i] = Math.toIntExact(positions.start(axis) + i - all.start(axis));
            }
        }
        target.pasteIndexed(block, from, to);
    }

    /** The position nearest to the middle of an axis that lies in another chunk than the one before; the first one if none. */
    private long split(Region positions, int axis) {
        AxisCut cut = cuts.get(axis);
        long extent = grain.extent(axis);
        long first = positions.start(axis);
        long last = positions.stop(axis) - 1;
        long middle = first + (last - first + 1) / 2;
        for (long away = 0; away <= last - first; away++) {
            for (long at : new long[] {middle - away, middle + away}) {
                if (at > first && at <= last && cut.at(at) / extent != cut.at(at - 1) / extent) {
                    return at;
                }
            }
        }
        return first;
    }

    /** A chunk of the file where it is whole: on the same grid, and none of its elements is cut away. */
    @Override
    public Optional<ChunkReference> reference(long[] chunkIndex) throws IOException {
        if (cut.storage().layout().equals(Storage.VIEW)) {
            return Optional.empty();
        }
        RegularGrid grid = ChunkPieces.grid(cut);
        RegularGrid wholeGrid = ChunkPieces.grid(whole);
        long[] index = chunkIndex.clone();
        long[] shift = new long[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            shift[axis] = cuts.get(axis).start();
            index[axis] += shift[axis] / wholeGrid.chunk().extent(axis);
        }
        if (!wholeGrid.clip(index).relativeTo(shift).equals(grid.clip(chunkIndex))) {
            return Optional.empty();
        }
        return source.reference(whole, index)
                .map(found -> new ChunkReference(
                        found.location(),
                        found.offset(),
                        found.length(),
                        found.chain(),
                        found.region().relativeTo(shift)));
    }
}

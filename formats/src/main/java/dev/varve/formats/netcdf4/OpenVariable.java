package dev.varve.formats.netcdf4;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.ChunkReference;
import dev.varve.formats.hdf5.Hdf5Dataset;
import dev.varve.formats.hdf5.StoredChunk;
import dev.varve.grid.RegularGrid;
import java.io.IOException;
import java.util.Optional;

/**
 * A variable and the dataset behind it, which is shorter where an unlimited dimension has grown without it.
 *
 * @param shape the extents of the variable
 * @param dataset the dataset
 * @param beyond the value of elements that the dataset does not reach
 */
record OpenVariable(Shape shape, Hdf5Dataset dataset, FillValue beyond) {
    private Region extent() {
        return Region.whole(dataset.space().shape());
    }

    NdArray read(Region region) throws IOException {
        if (region.rank() != shape.rank() || !Region.whole(shape).contains(region)) {
            throw new IllegalArgumentException("region " + region + " is not inside " + shape);
        }
        if (extent().contains(region)) {
            return dataset.read(region);
        }
        NdArray target = NdArray.filled(region.shape(), beyond);
        Optional<Region> inside = extent().intersection(region);
        if (inside.isPresent()) {
            NdArray block = dataset.read(inside.get());
            Region share = inside.get().relativeTo(region.starts());
            target.paste(block, Region.whole(block.shape()), share.starts());
        }
        return target;
    }

    /** Where a chunk's bytes lie in the file that messages call {@code location}. */
    Optional<ChunkReference> reference(String location, long[] chunkIndex) throws IOException {
        RegularGrid grid = new RegularGrid(shape, dataset.chunkShape().orElse(atLeastOne(shape)));
        Region cell = cell(grid, chunkIndex);
        boolean isWhole = extent().equals(Region.whole(shape)) || extent().contains(cell);
        if (!isWhole || !dataset.holdsElements()) {
            return Optional.empty();
        }
        Optional<StoredChunk> chunk = dataset.chunk(chunkIndex);
        return chunk.map(
                c -> new ChunkReference(location, c.offset(), c.lengthBytes(), dataset.chain(c, chunkIndex), cell));
    }

    private static Region cell(RegularGrid grid, long[] chunkIndex) {
        try {
            return grid.cell(chunkIndex);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "no chunk " + Shape.of(chunkIndex) + " on a grid of " + grid.counts(), e);
        }
    }

    private static Shape atLeastOne(Shape shape) {
        long[] extents = shape.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.max(1, extents[axis]);
        }
        return Shape.of(extents);
    }
}

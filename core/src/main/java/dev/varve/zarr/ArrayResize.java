package dev.varve.zarr;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.GridOrder;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.ChunkWriter;
import dev.varve.pipeline.EmptyChunks;
import dev.varve.pipeline.StoredArray;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.store.Claim;
import dev.varve.store.ConflictException;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * Changes the shape of an array, under a claim on its metadata. What a shape leaves out is gone for good: it does not come
 * back when the array grows again, also not when the process dies in between, and also not if another program left it.
 *
 * <ul>
 *   <li>Shrinking first sets what becomes outside to the fill value in chunks at the new edge, then writes the metadata, then
 *       erases objects outside.
 *   <li>Growing first erases objects that lie where the array is to grow, and sets what lies outside to the fill value in
 *       chunks at the old edge, then writes the metadata.
 *   <li>Appending first writes the new elements, all of them, then the metadata: a reader, or a crash, meets the array with
 *       all that was appended or without any of it.
 * </ul>
 */
final class ArrayResize {
    private final Store store;
    private final String path;
    private final Workers workers;
    private final WriteOptions options;
    private final CodecRegistry registry = CodecRegistry.standard();

    ArrayResize(Store store, String path, Workers workers, WriteOptions options) {
        this.store = store;
        this.path = path;
        this.workers = workers;
        this.options = options;
    }

    /**
     * Gives the array another shape.
     *
     * @param known the metadata that the caller knows
     * @throws ConflictException when the array has another shape by now
     */
    ArrayMetadata resize(ArrayMetadata known, Shape shape) throws IOException {
        ArrayMetadata resized = known.withShape(shape);
        Key key = Key.of(path, known.key());
        try (Claim claim = store.claim(key, options.patience())) {
            ArrayMetadata current = current(known.format());
            if (!current.shape().equals(known.shape())) {
                throw new ConflictException(store.name() + "/" + key + ": the array is " + current.shape()
                        + " by now, not " + known.shape() + "; open it again");
            }
            resized = current.withShape(shape);
            trimEdges(current, resized);
            eraseBeyond(resized.grid(), current.grid(), resized);
            replace(resized, claim);
            eraseBeyond(current.grid(), resized.grid(), current);
        }
        return resized;
    }

    /**
     * Appends a block along an axis, at the end that the array has now.
     *
     * @param known the metadata that the caller knows
     * @throws IllegalArgumentException when the block has another type, or other extents on the other axes
     */
    ArrayMetadata append(ArrayMetadata known, int axis, NdArray data) throws IOException {
        try (Claim claim = store.claim(Key.of(path, known.key()), options.patience())) {
            ArrayMetadata current = current(known.format());
            long[] extents = current.shape().extents();
            long[] start = new long[extents.length];
            java.util.Objects.checkIndex(axis, extents.length);
            start[axis] = extents[axis];
            extents[axis] = Math.addExact(extents[axis], data.shape().extent(axis));
            ArrayMetadata longer = current.withShape(Shape.of(extents));
            new ChunkWriter(store, stored(longer), fitting(longer))
                    .write(Region.between(start, extents), data, workers);
            replace(longer, claim);
            return longer;
        }
    }

    private WriteOptions fitting(ArrayMetadata metadata) {
        return metadata.isFillStated() ? options : options.with(EmptyChunks.KEEP);
    }

    private StoredArray stored(ArrayMetadata metadata) {
        return new StoredArray(metadata.grid(), metadata.fill(), metadata.chain(), ZarrArray.keys(path, metadata));
    }

    private ArrayMetadata current(ZarrFormat format) throws IOException {
        NodeMetadata node = NodeDocuments.read(store, path, format)
                .orElseThrow(() -> new FileNotFoundException("no array at '" + path + "' of " + store.name()));
        if (node instanceof ArrayMetadata metadata) {
            return metadata;
        }
        throw new MetadataException("node_type", "is a group, not an array")
                .in(store.name() + "/" + Key.of(path, node.key()));
    }

    /** Where both shapes have a chunk and one of them ends within it, what lies outside of either becomes fill value. */
    private void trimEdges(ArrayMetadata current, ArrayMetadata resized) throws IOException {
        long[] smaller = current.shape().extents();
        for (int axis = 0; axis < smaller.length; axis++) {
            smaller[axis] = Math.min(smaller[axis], resized.shape().extent(axis));
        }
        ArrayMetadata common = current.withShape(Shape.of(smaller));
        ChunkWriter writer = new ChunkWriter(store, stored(common), fitting(common));
        Shape counts = common.grid().counts();
        for (int axis = 0; axis < smaller.length && !counts.isEmpty(); axis++) {
            long last = counts.extent(axis) - 1;
            long end = common.grid().cell(at(counts, axis, last)).stop(axis);
            boolean isChanged = current.shape().extent(axis) != resized.shape().extent(axis);
            if (isChanged && end != smaller[axis]) {
                Region edge = slab(counts, axis, last, last + 1);
                workers.forEach(Math.toIntExact(edge.count()), i -> writer.trim(workers, position(edge, i)));
            }
        }
    }

    private static long[] at(Shape counts, int axis, long position) {
        long[] index = new long[counts.rank()];
        index[axis] = position;
        return index;
    }

    /** Positions from {@code low} up to {@code high} on one axis, all on the others. */
    private static Region slab(Shape counts, int axis, long low, long high) {
        long[] start = new long[counts.rank()];
        long[] stop = counts.extents();
        start[axis] = low;
        stop[axis] = high;
        return Region.between(start, stop);
    }

    private static long[] position(Region positions, long ordinal) {
        long[] index = GridOrder.index(positions.shape(), ordinal);
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] += positions.start(axis);
        }
        return index;
    }

    /** Erases the objects of {@code larger} that {@code smaller} has no place for, where it has fewer on an axis. */
    private void eraseBeyond(ChunkGrid larger, ChunkGrid smaller, ArrayMetadata metadata) throws IOException {
        StoredArray objects = stored(metadata);
        Shape counts = larger.counts();
        for (int axis = 0; axis < counts.rank(); axis++) {
            long kept = smaller.counts().extent(axis);
            if (kept < counts.extent(axis)) {
                Region beyond = slab(counts, axis, kept, counts.extent(axis));
                for (long i = 0; i < beyond.count(); i++) {
                    erase(objects.key(position(beyond, i)));
                }
            }
        }
    }

    private void erase(Key key) throws IOException {
        if (store.size(key).isPresent()) {
            try (Claim claim = store.claim(key, options.patience())) {
                claim.requireHeld();
                store.erase(key);
            }
        }
    }

    /** Writes the array's metadata, and the copies of it that groups above keep. */
    private void replace(ArrayMetadata metadata, Claim claim) throws IOException {
        claim.requireHeld();
        store.set(Key.of(path, metadata.key()), metadata.toBytes(registry));
        for (String group = path; !group.isEmpty(); ) {
            int slash = group.lastIndexOf('/');
            group = slash < 0 ? "" : group.substring(0, slash);
            String name = group.isEmpty() ? path : path.substring(group.length() + 1);
            ConsolidatedCopies copies = ConsolidatedCopies.of(store, group, metadata.format());
            if (copies.has(name, metadata)) {
                try (Claim copyClaim = store.claim(copies.key(), options.patience())) {
                    copies.replace(name, metadata, copyClaim);
                }
            }
        }
    }
}

package dev.varve.formats.netcdf4.write;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.compressor.ShuffleCodec;
import dev.varve.codec.compressor.ZlibCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.formats.hdf5.write.DataStorage;
import dev.varve.grid.RegularGrid;
import dev.varve.plan.ChunkRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a variable up: small ones that never grow lie in one piece, not compressed; others in compressed chunks.
 *
 * @param layout how it is cut up
 * @param isContiguous whether it lies in one piece
 * @param filters how its chunks are encoded, as HDF5 says it
 */
record LayoutChoice(Layout layout, boolean isContiguous, List<DataStorage.Filter> filters) {
    /** Below, the index of chunks would take more than the data. */
    private static final int SMALL_BYTES = 4096;

    /** The chunk cache of netCDF-C and libraries like it holds some of these. */
    private static final long TARGET_BYTES = 4L << 20;

    /** Values to come on a growing axis of its own, as netCDF-C provides for. */
    private static final long LEAST_GROWING = 512;

    private static final int TEXT_BYTES_GUESS = 32;
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;

    LayoutChoice {
        filters = List.copyOf(filters);
    }

    /**
     * Cuts a variable up.
     *
     * @param isGrowing whether one of its axes may grow
     * @param fill the value of elements that are not written
     */
    static LayoutChoice of(
            Variable variable, ElementForm form, boolean isGrowing, FillValue fill, Netcdf4Options options) {
        Optional<Shape> wanted = Optional.ofNullable(options.chunks().get(variable.path()));
        boolean isContiguous = variable.shape().rank() == 0
                || wanted.isEmpty() && !isGrowing && storedBytes(variable, form) <= SMALL_BYTES;
        Shape chunk = isContiguous ? variable.shape() : chunk(variable, isGrowing, wanted);
        ArrayToBytesCodec serializer = serializer(variable.type(), form);
        List<BytesToBytesCodec> compressors = new ArrayList<>();
        List<DataStorage.Filter> filters = new ArrayList<>();
        if (!isContiguous && form.kind() != ElementForm.Kind.TEXT && options.deflateLevel() > 0) {
            int size = form.type().sizeBytes();
            if (options.isShuffled() && size > 1) {
                compressors.add(new ShuffleCodec(size));
                filters.add(new DataStorage.Filter(SHUFFLE, size));
            }
            compressors.add(new ZlibCodec(options.deflateLevel()));
            filters.add(new DataStorage.Filter(DEFLATE, options.deflateLevel()));
        }
        RegularGrid chunks = new RegularGrid(variable.shape(), chunk);
        CodecChain chain = new CodecChain(List.of(), serializer, compressors);
        return new LayoutChoice(new Layout(oneObject(chunks), chunks, chain, fill), isContiguous, filters);
    }

    private static long storedBytes(Variable variable, ElementForm form) {
        long count = variable.shape().count();
        return count > SMALL_BYTES
                ? count
                : count * form.charactersPerElement() * form.type().sizeBytes();
    }

    private static ArrayToBytesCodec serializer(DataType type, ElementForm form) {
        if (!type.isFixedSize()) {
            return new VlenUtf8Codec();
        }
        return type.unitBytes() == 1 || form.kind() == ElementForm.Kind.CHARACTERS
                ? BytesCodec.ORDERLESS
                : BytesCodec.LITTLE;
    }

    private static Shape chunk(Variable variable, boolean isGrowing, Optional<Shape> wanted) {
        Shape array = variable.shape();
        int elementBytes = variable.type().isFixedSize() ? variable.type().sizeBytes() : TEXT_BYTES_GUESS;
        Shape chunk = wanted.isPresent()
                ? clipped(variable, wanted.get())
                : ChunkRule.chunk(array, variable.storage().chunkShape(), elementBytes, TARGET_BYTES);
        if (wanted.isEmpty() && array.rank() == 1 && isGrowing) {
            chunk = Shape.of(Math.max(chunk.extent(0), LEAST_GROWING));
        }
        if (variable.type().isFixedSize()) {
            NdArray.sizeBytes(variable.type(), chunk);
        }
        return chunk;
    }

    /** A chunk must not reach beyond an axis that never grows. */
    private static Shape clipped(Variable variable, Shape wanted) {
        Shape array = variable.shape();
        if (wanted.rank() != array.rank()) {
            throw new IllegalArgumentException("variable '" + variable.path() + "': chunks " + wanted
                    + " have not the rank of the array " + array);
        }
        long[] extents = wanted.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            boolean isGrowing = variable.dimensions().get(axis).isUnlimited() || array.extent(axis) == 0;
            extents[axis] = isGrowing ? extents[axis] : Math.min(extents[axis], array.extent(axis));
        }
        return Shape.of(extents);
    }

    /** One cell that holds all chunks. */
    private static RegularGrid oneObject(RegularGrid chunks) {
        long[] extents = chunks.chunk().extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] *= Math.max(1, chunks.counts().extent(axis));
        }
        return new RegularGrid(chunks.array(), Shape.of(extents));
    }
}

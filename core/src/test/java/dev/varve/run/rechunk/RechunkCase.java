package dev.varve.run.rechunk;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.testing.Blocks;
import dev.varve.testing.MemorySource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A variable "v" with values, and how it shall be cut. */
record RechunkCase(Variable variable, NdArray values, Layout layout) {
    private static final List<DataType> TYPES = List.of(
            NumericType.INT8,
            NumericType.INT16,
            NumericType.FLOAT32,
            NumericType.FLOAT64,
            NumericType.COMPLEX128,
            VariableType.STRING);

    static RechunkCase draw(Random random) {
        int rank = random.nextInt(5);
        int most = rank < 3 ? 40 : 12;
        Shape array = Blocks.shape(random, rank, random.nextInt(12) == 0 ? 0 : 1, most);
        Optional<Shape> source =
                random.nextInt(4) > 0 ? Optional.of(Blocks.shape(random, rank, 1, most / 2)) : Optional.empty();
        return of(
                random,
                TYPES.get(random.nextInt(TYPES.size())),
                array,
                source,
                Blocks.shape(random, rank, 1, most / 2));
    }

    /** Random values with a hole of fill value, into chunks or shards of some chunks. */
    static RechunkCase of(Random random, DataType type, Shape array, Optional<Shape> source, Shape chunk) {
        FillValue fill = FillValue.zero(type);
        NdArray values = Blocks.block(random, type, array);
        Region hole = Blocks.region(random, array);
        values.paste(NdArray.filled(hole.shape(), fill), Region.whole(hole.shape()), hole.starts());
        long[] object = chunk.extents();
        if (random.nextBoolean()) {
            for (int axis = 0; axis < object.length; axis++) {
                object[axis] *= 1 + random.nextInt(4);
            }
        }
        Layout layout = new Layout(
                new RegularGrid(array, Shape.of(object)), new RegularGrid(array, chunk), chain(random, type), fill);
        return new RechunkCase(variable(type, array, source, fill), values, layout);
    }

    private static CodecChain chain(Random random, DataType type) {
        if (!type.isFixedSize()) {
            return CodecChain.of(new VlenUtf8Codec());
        }
        return random.nextBoolean()
                ? CodecChain.of(BytesCodec.LITTLE)
                : new ChainNotation(CodecRegistry.standard()).parse("zstd(1)+crc32c", type);
    }

    static Variable variable(DataType type, Shape array, Optional<Shape> chunk, FillValue fill) {
        List<Dimension> dimensions = IntStream.range(0, array.rank())
                .mapToObj(axis -> new Dimension("d" + axis, array.extent(axis), false))
                .toList();
        Storage storage = new Storage("chunked", chunk, Optional.empty(), List.of(), 0);
        return new Variable("v", type, dimensions, fill, List.of(), storage, Optional.empty());
    }

    /** The same values from another source. */
    RechunkCase from(Variable other) {
        return new RechunkCase(other, values, layout);
    }

    MemorySource source() {
        return new MemorySource(List.of(variable), Map.of("v", values));
    }

    /** Counts how often each chunk of a grid is met by reads. */
    static final class Counted implements Source {
        private final Source inner;
        private final ChunkGrid grid;
        private final Map<Long, Integer> reads = new ConcurrentHashMap<>();

        Counted(Source inner, ChunkGrid grid) {
            this.inner = inner;
            this.grid = grid;
        }

        int most() {
            return reads.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        long total() {
            return reads.values().stream().mapToLong(Integer::longValue).sum();
        }

        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public Dataset describe() {
            return inner.describe();
        }

        @Override
        public NdArray read(Variable variable, Region region) throws IOException {
            grid.project(region).forEach(met -> reads.merge(grid.ordinal(met.chunkIndex()), 1, Integer::sum));
            return inner.read(variable, region);
        }

        @Override
        public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) throws IOException {
            return inner.reference(variable, chunkIndex);
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }
}

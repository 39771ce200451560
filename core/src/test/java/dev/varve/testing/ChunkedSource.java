package dev.varve.testing;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.store.RangeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** A source in memory whose variables are cut into chunks with bytes of their own; says what was read of it. */
public final class ChunkedSource implements Source {
    private static final CodecChain CHAIN = CodecChain.of(BytesCodec.BIG);

    private final String name;
    private final Dataset dataset;
    private final Map<String, NdArray> values;
    private final Map<String, Long> offsets = new HashMap<>();
    private final byte[] file;
    private final AtomicLong elements = new AtomicLong();
    private final Set<String> chunks = ConcurrentHashMap.newKeySet();
    private final AtomicLong decodes = new AtomicLong();
    private volatile boolean isClosed;

    /** All variables have chunks, or are one. */
    public ChunkedSource(String name, Dataset dataset, Map<String, NdArray> values) {
        this.name = name;
        this.dataset = dataset;
        this.values = Map.copyOf(values);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Variable variable : dataset.variables()) {
            RegularGrid grid = grid(variable);
            for (long i = 0; i < grid.counts().count(); i++) {
                offsets.put(variable.path() + i, (long) bytes.size());
                bytes.writeBytes(encoded(variable, grid, grid.index(i)).toArray());
            }
        }
        this.file = bytes.toByteArray();
    }

    private Bytes encoded(Variable variable, RegularGrid grid, long[] index) {
        NdArray chunk = NdArray.filled(grid.chunk(), variable.fill());
        Region inside = grid.clip(index);
        chunk.paste(values.get(variable.path()), inside, new long[index.length]);
        return CHAIN.bind(new ChunkSpec(variable.type(), grid.chunk(), variable.fill()))
                .encode(chunk);
    }

    private static RegularGrid grid(Variable variable) {
        long[] extents = variable.shape().extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.max(1, extents[axis]);
        }
        return new RegularGrid(variable.shape(), variable.storage().chunkShape().orElse(Shape.of(extents)));
    }

    /** How many elements were asked for so far. */
    public long elementsRead() {
        return elements.get();
    }

    /** How many different chunks were touched so far. */
    public int chunksTouched() {
        return chunks.size();
    }

    /** How often chunks were touched so far. */
    public long decodes() {
        return decodes.get();
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Dataset describe() {
        return dataset;
    }

    @Override
    public NdArray read(Variable variable, Region region) throws IOException {
        if (isClosed) {
            throw new IOException(name + " is closed");
        }
        elements.addAndGet(region.count());
        RegularGrid grid = grid(variable);
        grid.project(region).forEach(share -> {
            chunks.add(variable.path() + Arrays.toString(share.chunkIndex()));
            decodes.incrementAndGet();
        });
        return values.get(variable.path()).slice(region);
    }

    @Override
    public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) {
        RegularGrid grid = grid(variable);
        Region cell;
        try {
            cell = grid.cell(chunkIndex);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(e);
        }
        long length = cell.count() * variable.type().sizeBytes();
        return Optional.of(
                new ChunkReference(name, offsets.get(variable.path() + grid.ordinal(chunkIndex)), length, CHAIN, cell));
    }

    /** The bytes that references lead to. */
    public RangeReader bytes() {
        return new RangeReader() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long size() {
                return file.length;
            }

            @Override
            public Bytes read(long offset, int length) {
                return Bytes.wrap(file).slice((int) offset, length);
            }

            @Override
            public Bytes read(long offset, int length, IntFunction<byte[]> room) {
                return read(offset, length);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        isClosed = true;
    }
}

package dev.varve.bench;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.formats.netcdf4.Netcdf4Source;
import dev.varve.grid.GridOrder;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.NodeMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.FileRangeReader;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The least time that a conversion can take: that of its codecs alone. Every chunk of one variable of a NetCDF-4 file is
 * decoded, and every chunk of its Zarr counterpart encoded, from memory to memory; reading, copying between chunks and
 * writing are not counted. The time is that of all threads together, divided by their number.
 */
public final class CodecLimit {
    /** Part of the chunks that is worked on first, uncounted, so that the compiler has done its work. */
    private static final int WARM_UP_SHARE = 6;

    private final Source source;
    private final Variable variable;
    private final ArrayMetadata target;
    private final Workers workers;

    private CodecLimit(Source source, Variable variable, ArrayMetadata target, Workers workers) {
        this.source = source;
        this.variable = variable;
        this.target = target;
        this.workers = workers;
    }

    /**
     * Prints one line of JSON.
     *
     * @param args the NetCDF-4 file, the Zarr store made from it, the variable, the number of threads
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("CodecLimit FILE.nc STORE.zarr VARIABLE THREADS");
        }
        CodecRegistry registry = CodecRegistry.standard();
        Path document = Path.of(args[1], args[2], NodeMetadata.KEY);
        NodeMetadata target = NodeMetadata.parse(Bytes.wrap(Files.readAllBytes(document)), registry);
        if (!(target instanceof ArrayMetadata array)) {
            throw new IllegalArgumentException(document + " is no array");
        }
        try (RangeReader file = FileRangeReader.open(Path.of(args[0]));
                Source source = Netcdf4Source.open(file);
                Workers workers = Workers.of(Integer.parseInt(args[3]))) {
            Variable variable = source.describe()
                    .variable(args[2])
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no variable " + args[2] + "; " + source.describe().unsupported()));
            CodecLimit limit = new CodecLimit(source, variable, array, workers);
            System.out.println(limit.measure(file, new ChainNotation(registry)));
        }
    }

    private String measure(RangeReader file, ChainNotation notation) throws IOException {
        List<EncodedChunk> chunks = load(file);
        Encoding encoding = encoding();
        RegularGrid cells = new RegularGrid(variable.shape(), encoding.chunk());
        int cellCount = Math.toIntExact(cells.counts().count());
        decode(chunks.subList(0, warmUp(chunks.size())));
        encode(encoding, cells, warmUp(cellCount), new LongAdder());
        LongAdder encodedBytes = new LongAdder();
        double decodeSeconds = decode(chunks);
        double encodeSeconds = encode(encoding, cells, cellCount, encodedBytes);
        return String.format(
                Locale.ROOT,
                "{\"seconds\": %.4f, \"decodeSeconds\": %.4f, \"encodeSeconds\": %.4f, \"decodedBytes\": %d,"
                        + " \"encodedBytes\": %d, \"sourceChunk\": \"%s\", \"targetChunk\": \"%s\","
                        + " \"targetChain\": \"%s\"}",
                decodeSeconds + encodeSeconds,
                decodeSeconds,
                encodeSeconds,
                variable.type().sizeBytes() * variable.shape().count(),
                encodedBytes.sum(),
                variable.storage().chunkShape().map(Shape::toString).orElse("none"),
                encoding.chunk(),
                notation.print(encoding.chain()).replace("\"", "'"));
    }

    private static int warmUp(int count) {
        return Math.min(count, Math.max(2, count / WARM_UP_SHARE));
    }

    /** A chunk of the source in memory, and how it is decoded. */
    private record EncodedChunk(Bytes bytes, CodecChain.Bound chain) {}

    private List<EncodedChunk> load(RangeReader file) throws IOException {
        Shape chunk = variable.storage()
                .chunkShape()
                .orElseThrow(() -> new IllegalArgumentException(variable.path() + " is not chunked"));
        Shape counts = new RegularGrid(variable.shape(), chunk).counts();
        ChunkSpec spec = new ChunkSpec(variable.type(), chunk, variable.fill());
        List<EncodedChunk> chunks = new ArrayList<>();
        for (long ordinal = 0; ordinal < counts.count(); ordinal++) {
            Optional<ChunkReference> reference = source.reference(variable, GridOrder.index(counts, ordinal));
            if (reference.isPresent()) {
                int length = Math.toIntExact(reference.get().length());
                Bytes bytes = file.read(reference.get().offset(), length);
                chunks.add(new EncodedChunk(bytes, reference.get().chain().bind(spec)));
            }
        }
        return chunks;
    }

    private double decode(List<EncodedChunk> chunks) throws IOException {
        LongAdder nanos = new LongAdder();
        workers.forEach(chunks.size(), i -> {
            EncodedChunk chunk = chunks.get(i);
            long start = System.nanoTime();
            chunk.chain().decode(chunk.bytes());
            nanos.add(System.nanoTime() - start);
        });
        return seconds(nanos);
    }

    /** How the target encodes what it encodes as one piece: inner chunks where it is sharded. */
    private record Encoding(Shape chunk, CodecChain chain) {}

    private Encoding encoding() {
        if (target.chain().serializer() instanceof ShardingCodec sharding) {
            return new Encoding(sharding.chunkShape(), sharding.codecs());
        }
        if (target.grid() instanceof RegularGrid grid) {
            return new Encoding(grid.chunk(), target.chain());
        }
        throw new IllegalArgumentException("the target's chunks differ in shape");
    }

    private double encode(Encoding encoding, RegularGrid cells, int count, LongAdder encodedBytes) throws IOException {
        CodecChain.Bound chain = encoding.chain().bind(new ChunkSpec(variable.type(), encoding.chunk(), target.fill()));
        LongAdder nanos = new LongAdder();
        workers.forEach(count, i -> {
            NdArray chunk = chunk(encoding.chunk(), cells.cell(GridOrder.index(cells.counts(), i)));
            long start = System.nanoTime();
            Bytes encoded = chain.encode(chunk);
            nanos.add(System.nanoTime() - start);
            encodedBytes.add(encoded.length());
        });
        return seconds(nanos);
    }

    /** A full chunk with the source's values, filled up where it reaches beyond the array. */
    private NdArray chunk(Shape shape, Region cell) throws IOException {
        Region inside = cell.intersection(Region.whole(variable.shape())).orElseThrow();
        NdArray read = source.read(variable, inside);
        if (inside.shape().equals(shape)) {
            return read;
        }
        NdArray full = NdArray.filled(shape, target.fill());
        full.paste(read, Region.whole(inside.shape()), new long[shape.rank()]);
        return full;
    }

    private double seconds(LongAdder nanos) {
        return nanos.sum() / 1e9 / workers.threads();
    }
}

package dev.varve.bench;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import dev.varve.grid.GridOrder;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.shard.ShardingCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The least time that the work of {@link ZarrDriver} can take: that of its codecs alone, from memory to memory, on the
 * same threads; where nothing is compressed, that of copying the bytes. Stores and copying between chunks and regions are
 * not counted. Where a cell has fewer chunks than there are threads, as many threads as chunks work.
 */
final class ZarrLimit {
    private static final int PIECE_BYTES = 1 << 20;

    private final NdArray field;
    private final Workers workers;
    private final RegularGrid chunks;
    private final CodecChain codecs;
    private final CodecChain.Bound chain;
    private final List<Scratch> scratches = new ArrayList<>();
    /** The encoded chunks in the order of their grid, once they were needed. */
    private final List<Bytes> encoded = new ArrayList<>();

    private byte[] copy = {};

    ZarrLimit(ArrayMetadata metadata, NdArray field, Workers workers) {
        this.field = field;
        this.workers = workers;
        if (metadata.chain().serializer() instanceof ShardingCodec sharding) {
            this.codecs = sharding.codecs();
            this.chunks = new RegularGrid(metadata.shape(), sharding.chunkShape());
        } else if (metadata.grid() instanceof RegularGrid grid) {
            this.codecs = metadata.chain();
            this.chunks = grid;
        } else {
            throw new IllegalArgumentException("chunks differ in shape");
        }
        this.chain = codecs.bind(new ChunkSpec(metadata.type(), chunks.chunk(), metadata.fill()));
        for (int i = 0; i < workers.threads(); i++) {
            scratches.add(new Scratch());
        }
    }

    /**
     * The least seconds of an operation.
     *
     * @param cells the regions that it reads one after another, if it does
     */
    double seconds(String operation, List<Region> cells) throws IOException {
        return switch (operation) {
            case "write" -> write();
            case "read" -> read();
            case "roundtrip" -> read() + write();
            case "chunks", "inner" -> readCells(cells);
            default -> throw new IllegalArgumentException("no limit of " + operation);
        };
    }

    private boolean isPlain() {
        return codecs.codecs().size() == 1;
    }

    private double write() throws IOException {
        return isPlain() ? copyBytes(field.payloadBytes()) : encode();
    }

    private double read() throws IOException {
        return isPlain() ? copyBytes(field.payloadBytes()) : decode(ordinals(Region.whole(field.shape())));
    }

    private double readCells(List<Region> cells) throws IOException {
        double seconds = 0;
        for (Region cell : cells) {
            long bytes = field.type().sizeBytes() * cell.count();
            seconds += isPlain() ? copyBytes(bytes) : decode(ordinals(cell));
        }
        return seconds;
    }

    private double copyBytes(long bytes) throws IOException {
        if (copy.length < bytes) {
            copy = new byte[Math.toIntExact(bytes)];
        }
        Bytes from = field.data();
        int pieces = Math.toIntExact((bytes + PIECE_BYTES - 1) / PIECE_BYTES);
        return timed(pieces, (piece, scratch, nanos) -> {
            int at = piece * PIECE_BYTES;
            int length = (int) Math.min(PIECE_BYTES, bytes - at);
            long start = System.nanoTime();
            System.arraycopy(from.array(), from.offset() + at, copy, at, length);
            nanos.add(System.nanoTime() - start);
        });
    }

    private double encode() throws IOException {
        return timed(Math.toIntExact(chunks.counts().count()), (ordinal, scratch, nanos) -> {
            NdArray chunk = chunk(ordinal);
            long start = System.nanoTime();
            chain.encode(chunk, scratch);
            nanos.add(System.nanoTime() - start);
        });
    }

    private double decode(List<Integer> ordinals) throws IOException {
        if (encoded.isEmpty()) {
            for (int ordinal = 0; ordinal < chunks.counts().count(); ordinal++) {
                // Nothing is kept in a scratch, because all stay.
                encoded.add(Bytes.wrap(chain.encode(chunk(ordinal)).toArray()));
            }
        }
        return timed(ordinals.size(), (at, scratch, nanos) -> {
            Bytes bytes = encoded.get(ordinals.get(at));
            long start = System.nanoTime();
            chain.decode(bytes, scratch);
            nanos.add(System.nanoTime() - start);
        });
    }

    private NdArray chunk(int ordinal) {
        return field.slice(chunks.cell(GridOrder.index(chunks.counts(), ordinal)));
    }

    /** The chunks that a cell touches; cells begin and end where chunks do. */
    private List<Integer> ordinals(Region cell) {
        long[] first = new long[cell.rank()];
        long[] counts = new long[cell.rank()];
        for (int axis = 0; axis < first.length; axis++) {
            first[axis] = chunks.chunkAt(axis, cell.start(axis));
            counts[axis] = chunks.chunkAt(axis, cell.stop(axis) - 1) - first[axis] + 1;
        }
        Shape box = Shape.of(counts);
        List<Integer> ordinals = new ArrayList<>();
        for (long i = 0; i < box.count(); i++) {
            long[] index = GridOrder.index(box, i);
            for (int axis = 0; axis < first.length; axis++) {
                index[axis] += first[axis];
            }
            ordinals.add(Math.toIntExact(GridOrder.ordinal(chunks.counts(), index)));
        }
        return ordinals;
    }

    /** Work on one of many things, which says what part of its time counts. */
    @FunctionalInterface
    private interface Task {
        void run(int index, Scratch scratch, LongAdder nanos) throws IOException;
    }

    /** The time of all threads together, divided by their number. */
    private double timed(int count, Task task) throws IOException {
        LongAdder nanos = new LongAdder();
        int lanes = Math.min(workers.threads(), count);
        workers.forEach(lanes, lane -> {
            for (int i = lane; i < count; i += lanes) {
                task.run(i, scratches.get(lane), nanos);
            }
        });
        return nanos.sum() / 1e9 / lanes;
    }
}

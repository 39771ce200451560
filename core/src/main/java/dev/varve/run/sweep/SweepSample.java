package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.plan.sweep.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The numbers that candidates are tried on, in memory: the sample chunk by chunk, and smaller parts of it for races. A part is
 * a seeded choice of boxes that lie in different chunks and are nearly as wide on every axis; each box counts as a chunk.
 *
 * @param shape the extents of the sample
 * @param fill what fills chunks beyond the sample's edge
 * @param parts the whole sample first, then parts of a quarter of the one before each
 */
public record SweepSample(Shape shape, FillValue fill, List<List<Piece>> parts) {
    /** A race on less tells too little. */
    private static final long LEAST_PART_BYTES = 384 << 10;

    private static final int PIECES = 8;
    private static final int SHRINKING = 4;
    private static final int MOST_PARTS = 4;
    private static final long SEED = 0x7661727665L;

    public SweepSample {
        parts = parts.stream().map(List::copyOf).toList();
    }

    /**
     * A chunk of the sample, or a box in one.
     *
     * @param region where it lies in the sample, inside it
     * @param cell the shape of what is encoded: larger than the region at the sample's edge
     * @param data the elements of the region
     */
    public record Piece(Region region, Shape cell, NdArray data) {
        /** What of a decoded chunk lies inside the sample. */
        NdArray inside(NdArray decoded) {
            return decoded.slice(Region.whole(region.shape()));
        }

        ChunkSpec spec(FillValue fill) {
            return new ChunkSpec(fill.type(), cell, fill);
        }
    }

    /** A sample of whole chunks, with as many parts as are worth a race. */
    public static SweepSample of(Shape shape, FillValue fill, List<Piece> chunks) {
        List<List<Piece>> parts = new ArrayList<>();
        parts.add(chunks);
        long bytes =
                chunks.stream().mapToLong(piece -> piece.data().payloadBytes()).sum() / SHRINKING;
        for (int part = 1; part < MOST_PARTS && bytes >= LEAST_PART_BYTES; part++) {
            parts.add(part(chunks, bytes / fill.type().sizeBytes(), part));
            bytes /= SHRINKING;
        }
        return new SweepSample(shape, fill, parts);
    }

    private static List<Piece> part(List<Piece> chunks, long cells, int part) {
        SplittableRandom random = new SplittableRandom(SEED + part);
        int pieces = (int) Math.max(Math.min(PIECES, chunks.size()), Math.min(PIECES, cells >> 15));
        List<Piece> boxes = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            Piece chunk = chunks.get((int) ((i + random.nextDouble()) * chunks.size() / pieces));
            Shape box = box(chunk.region().shape(), Math.max(1, cells / pieces));
            long[] start = new long[box.rank()];
            for (int axis = 0; axis < start.length; axis++) {
                long room = chunk.region().shape().extent(axis) - box.extent(axis);
                start[axis] = room == 0 ? 0 : random.nextLong(room + 1);
            }
            Region inChunk = Region.of(start, box);
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] += chunk.region().start(axis);
            }
            boxes.add(new Piece(Region.of(start, box), box, chunk.data().slice(inChunk)));
        }
        return boxes;
    }

    /** Halves the longest axis until so few cells are left; the fastest axis counts as shorter, since compressors read along it. */
    private static Shape box(Shape chunk, long cells) {
        long[] extents = chunk.extents();
        while (Shape.of(extents).count() > cells) {
            int longest = 0;
            for (int axis = 1; axis < extents.length; axis++) {
                long extent = axis == extents.length - 1 ? extents[axis] / 8 : extents[axis];
                longest = extent > extents[longest] ? axis : longest;
            }
            if (extents[longest] <= 1) {
                longest = extents.length - 1;
            }
            extents[longest] = Math.max(1, (extents[longest] + 1) / 2);
        }
        return Shape.of(extents);
    }

    /** Bytes of a part. */
    public long bytes(int part) {
        return bytes(parts.get(part));
    }

    private static long bytes(List<Piece> pieces) {
        return pieces.stream().mapToLong(piece -> piece.data().payloadBytes()).sum();
    }

    /** The share of the sample that a part is. */
    public double share(int part) {
        return bytes(0) == 0 ? 1 : (double) bytes(part) / bytes(0);
    }

    /** The share of the sample that each part is. */
    public List<Double> shares() {
        return IntStream.range(0, parts.size()).mapToObj(this::share).toList();
    }

    /**
     * The sample as one block, not to be changed: its chunks may lie in it.
     *
     * @throws IllegalArgumentException when it is 2 GiB or more
     */
    public NdArray whole() {
        return block().map(bytes -> NdArray.of(fill.type(), shape, bytes)).orElseGet(() -> assembled(Piece::data));
    }

    /** The bytes of all chunks, where each begins where the one before ends. */
    private Optional<Bytes> block() {
        boolean isBlock = fill.type().isFixedSize() && !parts.get(0).isEmpty();
        if (!isBlock || !isCutAlongFirstAxis()) {
            return Optional.empty();
        }
        Bytes first = parts.get(0).get(0).data().data();
        int end = first.offset();
        for (Piece piece : parts.get(0)) {
            Bytes bytes = piece.data().data();
            isBlock &= bytes.array() == first.array() && bytes.offset() == end;
            end = bytes.offset() + bytes.length();
        }
        return isBlock
                ? Optional.of(Bytes.wrap(first.array(), first.offset(), end - first.offset()))
                : Optional.empty();
    }

    private boolean isCutAlongFirstAxis() {
        for (int axis = 1; axis < shape.rank(); axis++) {
            if (parts.get(0).get(0).cell().extent(axis) < shape.extent(axis)) {
                return false;
            }
        }
        return shape.rank() > 0;
    }

    /** What comes back of the whole sample from a stage; compressors change nothing of that. */
    public NdArray decoded(Stage stage) {
        CodecChain codecs = new CodecChain(stage.filters(), stage.serializer(), List.of());
        return assembled(piece -> {
            CodecChain.Bound chain = codecs.bind(piece.spec(fill));
            return piece.inside(chain.decode(chain.encode(chain.padded(piece.data()))));
        });
    }

    private NdArray assembled(Function<Piece, NdArray> block) {
        NdArray whole = NdArray.allocate(fill.type(), shape);
        for (Piece piece : parts.get(0)) {
            whole.paste(
                    block.apply(piece),
                    Region.whole(piece.region().shape()),
                    piece.region().starts());
        }
        return whole;
    }
}

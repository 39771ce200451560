package dev.varve.run.rechunk;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.plan.rechunk.RechunkWay.PackedCoding;
import dev.varve.plan.rechunk.RechunkWay.PackedIntermediates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The temporary files of one variable: packed from the source once, and read band by band. */
final class PackedStage {
    private static final String LIGHT = "blosc(lz4, 1, shuffle)";

    /** Neighbouring blocks are read together up to this size. */
    private static final long SEGMENT_BYTES = 4 << 20;

    private final Variable variable;
    private final PackedIntermediates way;
    private final PackedLayout layout;
    private final Path folder;
    private final String prefix;
    private final CodecChain light;
    private NdArray[] kept = {};
    private long resumed;

    PackedStage(Variable variable, PackedIntermediates way, Path folder, String prefix) {
        this.variable = variable;
        this.way = way;
        this.layout = new PackedLayout(way);
        this.folder = folder;
        this.prefix = prefix;
        this.light = new ChainNotation(CodecRegistry.standard()).parse(LIGHT, variable.type());
    }

    private Path file(long box) {
        return folder.resolve(prefix + box);
    }

    /** How many files an earlier process had finished. */
    long resumed() {
        return resumed;
    }

    private CodecChain.Bound light(Shape block) {
        DataType type = variable.type();
        return light.bind(new ChunkSpec(type, block, variable.fill()));
    }

    private int blockBytes() {
        return Math.toIntExact(way.block().count() * variable.type().sizeBytes());
    }

    /** Makes all files that are not there already. */
    void pack(SourceFeed feed, Team team, LongConsumer told) throws IOException {
        for (long box = 0; box < layout.boxCount(); box++) {
            PackedLayout.Box cut = layout.box(box);
            if (isThere(box, cut)) {
                resumed++;
                told.accept(cut.area().count());
                continue;
            }
            PackedCells cells = new PackedCells(cut, variable.type(), kept);
            kept = cells.blocks();
            feed.fill(cells, team, way.threads(), told);
            write(box, cells.blocks(), team);
        }
        kept = new NdArray[0];
    }

    private boolean isThere(long box, PackedLayout.Box cut) throws IOException {
        if (!Files.exists(file(box))) {
            return false;
        }
        try (PackedFile.Reader reader = new PackedFile.Reader(file(box), cut.blockCount())) {
            return reader.isWhole(blockBytes());
        }
    }

    private void write(long box, NdArray[] blocks, Team team) throws IOException {
        Turns turns = new Turns();
        try (PackedFile.Writer writer = new PackedFile.Writer(file(box), blocks.length)) {
            team.run(blocks.length, way.threads(), turns, (n, scratch) -> {
                NdArray block = blocks[(int) n];
                Bytes bytes = block == null ? Bytes.wrap(new byte[0]) : encoded(block, scratch);
                turns.await(n);
                long at = writer.place(bytes.length());
                turns.end();
                if (block != null) {
                    writer.write((int) n, at, bytes);
                }
            });
            writer.finish();
        }
    }

    private Bytes encoded(NdArray block, Scratch scratch) {
        if (way.coding() == PackedCoding.RAW) {
            return block.data();
        }
        Bytes coded = light(block.shape()).encode(block, scratch);
        return coded.length() < block.data().length() ? coded : block.data();
    }

    /** Some blocks of a piece that lie in one file. */
    private record Segment(long box, PackedLayout.Box cut, PackedLayout.Piece piece, int from, int to) {}

    /**
     * Fills the cells of a band.
     *
     * @param band its position
     */
    void fill(Cells cells, long[] band, Team team, LongConsumer told) throws IOException {
        List<Segment> segments = segments(cells.area(), band);
        team.run(
                segments.size(),
                way.threads(),
                new Turns(),
                (n, scratch) -> read(segments.get((int) n), cells, told, scratch));
        cells.requireFull();
    }

    private List<Segment> segments(Region area, long... band) {
        long together = Math.min(SEGMENT_BYTES, Math.max(1, way.cost().peakBytes() / (8L * way.threads())));
        int each = (int) Math.max(1, together / blockBytes());
        List<Segment> segments = new ArrayList<>();
        Region boxes = layout.boxesOf(area);
        long count = boxes.count();
        for (long i = 0; i < count; i++) {
            long box = layout.boxOf(boxes, i);
            PackedLayout.Box cut = layout.box(box);
            PackedLayout.Piece piece = cut.pieceIn(band);
            for (int from = 0; from < piece.blockCount(); from += each) {
                segments.add(new Segment(box, cut, piece, from, Math.min(from + each, piece.blockCount())));
            }
        }
        return segments;
    }

    private void read(Segment segment, Cells cells, LongConsumer told, Scratch scratch) throws IOException {
        PackedLayout.Piece piece = segment.piece();
        int count = segment.to() - segment.from();
        try (PackedFile.Reader reader =
                new PackedFile.Reader(file(segment.box()), segment.cut().blockCount())) {
            PackedFile.Reader.Run run =
                    reader.read(piece.firstBlock() + segment.from(), count, (long) count * blockBytes());
            for (int i = segment.from(); i < segment.to(); i++) {
                Region region = piece.block(i);
                cells.take(region, decoded(run.block(piece.firstBlock() + i), region.shape(), scratch));
                told.accept(region.count());
            }
        } catch (CodecException e) {
            throw new IOException(
                    file(segment.box()) + " is damaged, a temporary file; start anew with --overwrite", e);
        }
    }

    private NdArray decoded(Bytes bytes, Shape shape, Scratch scratch) {
        long raw = shape.count() * variable.type().sizeBytes();
        return bytes.length() == raw
                ? NdArray.of(variable.type(), shape, bytes)
                : light(shape).decode(bytes, scratch);
    }

    /** Removes all files. */
    void delete() throws IOException {
        for (long box = 0; box < layout.boxCount(); box++) {
            Files.deleteIfExists(file(box));
        }
    }
}

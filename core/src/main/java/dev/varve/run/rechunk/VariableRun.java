package dev.varve.run.rechunk;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.grid.GridOrder;
import dev.varve.plan.BlockShape;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.ObjectShare;
import dev.varve.plan.rechunk.BoxCut;
import dev.varve.plan.rechunk.RechunkWay;
import dev.varve.plan.rechunk.VariablePlan;
import dev.varve.run.ChunkEncoder;
import dev.varve.run.Progress;
import dev.varve.zarr.ZarrSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Rechunks one variable in the way that was chosen for it. */
final class VariableRun implements ObjectWriting.Finished {
    private final Frame frame;
    private final int number;
    private final VariablePlan plan;
    private final Progress progress;
    private final Variable variable;
    private final RechunkWay way;
    private final BoxCut bands;
    private final CopyPlan.VariableCopy copy;
    private final ChunkEncoder encoder;
    private NdArray[] kept = {};

    /** What all variables have in common. */
    record Frame(Source source, ZarrSink sink, ObjectLedger ledger, Path packed, Team team, boolean isVerifying) {}

    /** What was done for a variable; see {@link RechunkRun.Outcome}. */
    record Outcome(long sourceDecodes, long resumedFiles) {
        Outcome and(Outcome other) {
            return new Outcome(sourceDecodes + other.sourceDecodes, resumedFiles + other.resumedFiles);
        }
    }

    VariableRun(Frame frame, int number, VariablePlan plan, Progress progress) {
        this.frame = frame;
        this.number = number;
        this.plan = plan;
        this.progress = progress;
        this.variable = plan.variable();
        this.way = plan.chosen();
        this.bands = way.bands();
        Shape one = BoxCut.ofCells(plan.layout().chunks(), ones()).cells();
        this.copy = new CopyPlan.VariableCopy(
                variable,
                plan.layout(),
                new BlockShape(one, one, way.cost().decodesPerChunk()),
                way.cost().peakBytes(),
                ObjectShare.all(plan.layout().objects().counts()));
        this.encoder = new ChunkEncoder(frame.isVerifying());
    }

    private Shape ones() {
        long[] ones = new long[variable.shape().rank()];
        Arrays.fill(ones, 1);
        return Shape.of(ones);
    }

    Outcome run() throws IOException {
        try (ObjectWriting writing =
                new ObjectWriting(frame.sink(), variable, plan.layout(), bands, frame.team(), way.threads(), this)) {
            if (way instanceof RechunkWay.CopyEncoded) {
                return copy(writing);
            }
            if (way instanceof RechunkWay.DirectPasses direct) {
                return gather(writing, direct);
            }
            return repack(writing, (RechunkWay.PackedIntermediates) way);
        }
    }

    /** Work on one band. */
    @FunctionalInterface
    private interface BandTask {
        void run(long... band) throws IOException;
    }

    /** The bands in the order of their objects; parts of an object follow each other in C order. */
    private void forEachBand(ObjectWriting writing, BandTask task) throws IOException {
        Shape objects = quotient(bands.counts(), bands.parts());
        for (long object = 0; object < objects.count(); object++) {
            long[] first = GridOrder.index(objects, object);
            for (long part = 0; part < bands.parts().count(); part++) {
                long[] band = GridOrder.index(bands.parts(), part);
                for (int axis = 0; axis < band.length; axis++) {
                    band[axis] += first[axis] * bands.parts().extent(axis);
                }
                if (writing.isFinished(band)) {
                    long skipped = bands.inside(band).map(Region::count).orElse(0L);
                    advance(skipped);
                } else {
                    task.run(band);
                }
            }
        }
    }

    private static Shape quotient(Shape whole, Shape part) {
        long[] extents = new long[whole.rank()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = whole.extent(axis) / part.extent(axis);
        }
        return Shape.of(extents);
    }

    private void advance(long elements) {
        progress.advance(variable.path(), elements * plan.target().elementBytes());
    }

    private Outcome copy(ObjectWriting writing) throws IOException {
        EncodedCopy maker = new EncodedCopy(frame.source(), copy, frame.isVerifying());
        forEachBand(writing, band -> {
            writing.write(band, maker);
            advance(bands.inside(band).map(Region::count).orElse(0L));
        });
        long chunks = frame.isVerifying() ? plan.layout().chunks().counts().count() : 0;
        return new Outcome(chunks, 0);
    }

    private Outcome gather(ObjectWriting writing, RechunkWay.DirectPasses direct) throws IOException {
        SourceFeed feed = new SourceFeed(frame.source(), variable, direct.units());
        forEachBand(
                writing,
                band -> write(writing, band, cells -> feed.fill(cells, frame.team(), way.threads(), this::advance)));
        return new Outcome(feed.decodes(), 0);
    }

    private Outcome repack(ObjectWriting writing, RechunkWay.PackedIntermediates packed) throws IOException {
        SourceFeed feed = new SourceFeed(frame.source(), variable, packed.units());
        PackedStage stage = new PackedStage(variable, packed, frame.packed(), number + "-");
        if (frame.ledger().count(number) < plan.objectCount()) {
            stage.pack(feed, frame.team(), this::advance);
            forEachBand(
                    writing,
                    band -> write(writing, band, cells -> stage.fill(cells, band, frame.team(), this::advance)));
        }
        stage.delete();
        return new Outcome(feed.decodes(), stage.resumed());
    }

    /** Fills the cells of a band. */
    @FunctionalInterface
    private interface Filling {
        void fill(Cells cells) throws IOException;
    }

    private void write(ObjectWriting writing, long[] band, Filling filling) throws IOException {
        Optional<Region> inside = bands.inside(band);
        if (inside.isEmpty()) {
            writing.write(band, (chunk, cell, chain, scratch) -> Optional.empty());
            return;
        }
        ChunkCells cells = new ChunkCells(plan.layout(), inside.get(), kept);
        kept = cells.blocks();
        filling.fill(cells);
        writing.write(band, (chunk, cell, chain, scratch) -> encode(cells.chunk(chunk), cell, chain, scratch));
    }

    private Optional<Bytes> encode(NdArray chunk, Region cell, CodecChain.Bound chain, Scratch scratch)
            throws IOException {
        return encoder.encode(copy, chain, cell, chain.padded(chunk), scratch);
    }

    @Override
    public boolean isFinished(long ordinal) {
        return frame.ledger().isFinished(number, ordinal);
    }

    @Override
    public void finished(long ordinal, long... objectIndex) throws IOException {
        frame.ledger().add(number, ordinal, frame.sink().stored(variable, objectIndex));
    }
}

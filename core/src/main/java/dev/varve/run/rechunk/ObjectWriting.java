package dev.varve.run.rechunk;

import dev.varve.array.Bytes;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.GridOrder;
import dev.varve.plan.rechunk.BoxCut;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the objects of one variable, band by band: chunks are made side by side and appended in their order. Where each chunk is
 * an object, threads write side by side as well.
 */
final class ObjectWriting implements Closeable {
    private final Sink sink;
    private final Variable variable;
    private final Layout layout;
    private final BoxCut bands;
    private final Team team;
    private final int threads;
    private final Finished finished;
    private final Map<Shape, CodecChain.Bound> chains = new ConcurrentHashMap<>();
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    /** Is told which objects are finished, and knows which were before. */
    interface Finished {
        boolean isFinished(long ordinal);

        void finished(long ordinal, long... objectIndex) throws IOException;
    }

    ObjectWriting(
            Sink sink, Variable variable, Layout layout, BoxCut bands, Team team, int threads, Finished finished) {
        this.sink = sink;
        this.variable = variable;
        this.layout = layout;
        this.bands = bands;
        this.team = team;
        this.threads = threads;
        this.finished = finished;
    }

    /** An object of which some chunks are appended. */
    private static final class Open {
        private final Sink.ObjectWriter writer;
        private long remaining;

        Open(Sink.ObjectWriter writer, long remaining) {
            this.writer = writer;
            this.remaining = remaining;
        }
    }

    /** What of an object lies in one band: a box of its chunks. */
    private static final class Part {
        private final long ordinal;
        private final long[] objectIndex;
        private final Region object;
        private final Region box;
        private final Shape chunk;
        private final Shape counts;
        /** How many chunks of the band come before. */
        private final long first;

        Part(long ordinal, long[] objectIndex, Region object, Region box, Shape chunk, long first) {
            this.ordinal = ordinal;
            this.objectIndex = objectIndex;
            this.object = object;
            this.box = box;
            this.chunk = chunk;
            this.counts = counts(box.shape(), chunk);
            this.first = first;
        }

        /** How many chunks of the band come before the next one's. */
        long end() {
            return first + counts.count();
        }

        /** The elements of one of its chunks. */
        Region cell(long number) {
            long[] start = GridOrder.index(counts, number);
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] = box.start(axis) + start[axis] * chunk.extent(axis);
            }
            return Region.of(start, chunk);
        }

        /** How many chunks the whole object has. */
        long chunksOfObject() {
            return counts(object.shape(), chunk).count();
        }

        static Shape counts(Shape box, Shape chunk) {
            long[] counts = new long[box.rank()];
            for (int axis = 0; axis < counts.length; axis++) {
                counts[axis] = box.extent(axis) == 0 ? 0 : (box.extent(axis) - 1) / chunk.extent(axis) + 1;
            }
            return Shape.of(counts);
        }
    }

    /** Whether all objects of a band are finished. */
    boolean isFinished(long... band) {
        ChunkGrid objects = layout.objects();
        Region met = bands.cellsOf(band);
        for (long i = 0; i < met.count(); i++) {
            if (!finished.isFinished(objects.ordinal(position(met, i)))) {
                return false;
            }
        }
        return true;
    }

    private static long[] position(Region positions, long n) {
        long[] index = GridOrder.index(positions.shape(), n);
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] += positions.start(axis);
        }
        return index;
    }

    /** Writes what a band has of objects that are not finished. */
    void write(long[] band, ChunkMaker maker) throws IOException {
        List<Part> parts = parts(band);
        long[] firsts = parts.stream().mapToLong(part -> part.first).toArray();
        long count = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).end();
        Turns turns = new Turns();
        team.run(count, threads, turns, (n, scratch) -> {
            int found = Arrays.binarySearch(firsts, n);
            Part part = parts.get(found >= 0 ? found : -found - 2);
            write(part, n, maker, turns, scratch);
        });
    }

    private List<Part> parts(long... band) {
        List<Part> parts = new ArrayList<>();
        Region met = bands.cellsOf(band);
        Region box = bands.box(band);
        long first = 0;
        for (long i = 0; i < met.count(); i++) {
            long[] index = position(met, i);
            long ordinal = layout.objects().ordinal(index);
            Region object = layout.objects().cell(index);
            Optional<Region> share = object.intersection(box);
            if (share.isPresent() && !finished.isFinished(ordinal)) {
                Shape chunk = layout.chunkShape(index);
                Part part = new Part(ordinal, index, object, share.get(), chunk, first);
                parts.add(part);
                first = part.end();
            }
        }
        return parts;
    }

    private void write(Part part, long number, ChunkMaker maker, Turns turns, Scratch scratch) throws IOException {
        Region cell = part.cell(number - part.first);
        CodecChain.Bound chain =
                chains.computeIfAbsent(cell.shape(), shape -> layout.chain().bind(layout.chunkSpec(shape)));
        Optional<Bytes> encoded = Optional.empty();
        if (Region.whole(variable.shape()).intersection(cell).isPresent()) {
            encoded = maker.make(chunkIndex(cell), cell, chain, scratch);
        }
        if (!layout.isSharded() && !sink.takesOneObjectAtATime()) {
            try (Sink.ObjectWriter writer = sink.open(variable, part.objectIndex)) {
                writer.append(encoded);
                finish(writer, part);
            }
            return;
        }
        turns.await(number);
        Optional<Sink.ObjectWriter> complete = append(part, encoded);
        if (sink.takesOneObjectAtATime() && complete.isPresent()) {
            finishAndClose(complete.get(), part);
            complete = Optional.empty();
        }
        turns.end();
        if (complete.isPresent()) {
            finishAndClose(complete.get(), part);
        }
    }

    private long[] chunkIndex(Region cell) {
        long[] index = new long[cell.rank()];
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] = layout.chunks().chunkAt(axis, cell.start(axis));
        }
        return index;
    }

    /** Only ever called by the one thread whose turn it is. */
    private Optional<Sink.ObjectWriter> append(Part part, Optional<Bytes> encoded) throws IOException {
        Open object = open.get(part.ordinal);
        if (object == null) {
            object = new Open(sink.open(variable, part.objectIndex), part.chunksOfObject());
            open.put(part.ordinal, object);
        }
        object.writer.append(encoded);
        object.remaining--;
        if (object.remaining > 0) {
            return Optional.empty();
        }
        open.remove(part.ordinal);
        return Optional.of(object.writer);
    }

    private void finishAndClose(Sink.ObjectWriter writer, Part part) throws IOException {
        try (writer) {
            finish(writer, part);
        }
    }

    private void finish(Sink.ObjectWriter writer, Part part) throws IOException {
        writer.finish();
        finished.finished(part.ordinal, part.objectIndex);
    }

    /** Discards objects that are not finished. */
    @Override
    public void close() throws IOException {
        for (Open object : open.values()) {
            object.writer.close();
        }
    }
}

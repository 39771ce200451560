package dev.varve.run;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Layout;
import dev.varve.grid.GridOrder;
import dev.varve.plan.BlockShape;
import dev.varve.plan.CopyPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All blocks of copies in the one order in which they are taken and appended; made one by one, never held. */
final class BlockSequence {
    private final CopyQueue copies;
    private Optional<CopyPlan.VariableCopy> current = Optional.empty();
    private boolean isOver;
    private long takenBytes;
    private long objectOfCopy;
    private long blockOfObject;
    private long ordinal;
    private Place place;
    private Optional<CodecChain.Bound> chain = Optional.empty();

    BlockSequence(CopyQueue copies) {
        this.copies = copies;
    }

    /** Where the blocks of one object lie. */
    private static final class Place {
        private final CopyPlan.VariableCopy copy;
        private final long[] objectIndex;
        /** How many chunks the object has along each axis. */
        private final Shape chunks;
        /** How many blocks it has along each axis. */
        private final Shape blocks;

        Place(CopyPlan.VariableCopy copy, long object) {
            this.copy = copy;
            this.objectIndex = copy.objects().index(object);
            this.chunks = BlockShape.chunksOf(copy.layout(), objectIndex);
            this.blocks = copy.block().blocksOf(chunks);
        }
    }

    /** A block. */
    static final class Block {
        private final long ordinal;
        private final Place place;
        private final CodecChain.Bound chain;
        private final long[] blockIndex;
        private final boolean isLast;

        private Block(long ordinal, Place place, CodecChain.Bound chain, long[] blockIndex, boolean isLast) {
            this.ordinal = ordinal;
            this.place = place;
            this.chain = chain;
            this.blockIndex = blockIndex;
            this.isLast = isLast;
        }

        /** Its place among all blocks. */
        long ordinal() {
            return ordinal;
        }

        /** The variable it belongs to. */
        CopyPlan.VariableCopy copy() {
            return place.copy;
        }

        /** How its chunks are encoded. */
        CodecChain.Bound chain() {
            return chain;
        }

        /** The object it belongs to, copied. */
        long[] objectIndex() {
            return place.objectIndex.clone();
        }

        /** Whether it completes its object. */
        boolean isLast() {
            return isLast;
        }

        /** The elements of each chunk, in C order; chunks of an object at the edge may lie outside the array. */
        List<Region> cells() {
            Shape chunk = chain.decodedSpec().shape();
            long[] object = copy().layout().objects().cell(place.objectIndex).starts();
            Region run = run();
            List<Region> cells = new ArrayList<>();
            long count = run.count();
            for (long i = 0; i < count; i++) {
                long[] start = GridOrder.index(run.shape(), i);
                for (int axis = 0; axis < start.length; axis++) {
                    start[axis] = object[axis] + (run.start(axis) + start[axis]) * chunk.extent(axis);
                }
                cells.add(Region.of(start, chunk));
            }
            return cells;
        }

        /** The chunks of the block, counted within its object; the last block may be shorter. */
        private Region run() {
            BlockShape shape = copy().block();
            long[] start = new long[blockIndex.length];
            long[] stop = new long[blockIndex.length];
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] = blockIndex[axis] * shape.runChunks().extent(axis);
                stop[axis] = Math.min(start[axis] + shape.runChunks().extent(axis), place.chunks.extent(axis));
            }
            return Region.between(start, stop);
        }

        /** The elements of the block that lie inside the array, if any do. */
        Optional<Region> inside() {
            Shape chunk = chain.decodedSpec().shape();
            long[] object = copy().layout().objects().cell(place.objectIndex).starts();
            Region run = run();
            long[] start = new long[blockIndex.length];
            long[] stop = new long[blockIndex.length];
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] = object[axis] + run.start(axis) * chunk.extent(axis);
                stop[axis] = object[axis] + run.stop(axis) * chunk.extent(axis);
            }
            return Region.between(start, stop)
                    .intersection(Region.whole(copy().variable().shape()));
        }

        /** Bytes of the block inside the array, decoded. */
        long decodedBytes() {
            return copy().decodedBytes(inside().map(Region::count).orElse(0L));
        }
    }

    /** The next block; none when all are taken. */
    Optional<Block> next() throws IOException {
        while (!isOver) {
            if (current.isPresent() && objectOfCopy < current.get().objectCount()) {
                return Optional.of(block(current.get()));
            }
            current = copies.next();
            isOver = current.isEmpty();
            takenBytes += current.map(CopyPlan.VariableCopy::decodedBytes).orElse(0L);
            objectOfCopy = 0;
            chain = Optional.empty();
        }
        return Optional.empty();
    }

    /** Decoded bytes of the copies that were begun. */
    long takenBytes() {
        return takenBytes;
    }

    private Block block(CopyPlan.VariableCopy copy) {
        if (blockOfObject == 0) {
            place = new Place(copy, objectOfCopy);
        }
        long[] index = GridOrder.index(place.blocks, blockOfObject);
        blockOfObject++;
        boolean isLast = blockOfObject == place.blocks.count();
        if (isLast) {
            blockOfObject = 0;
            objectOfCopy++;
        }
        Shape chunk = copy.layout().chunkShape(place.objectIndex);
        return new Block(ordinal++, place, bound(copy.layout(), chunk), index, isLast);
    }

    /** The chain of the last block, unless chunks have another shape now. */
    private CodecChain.Bound bound(Layout layout, Shape chunk) {
        if (chain.isEmpty() || !chain.get().decodedSpec().shape().equals(chunk)) {
            chain = Optional.of(layout.chain().bind(layout.chunkSpec(chunk)));
        }
        return chain.get();
    }
}

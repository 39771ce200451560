package dev.varve.run;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.grid.GridOrder;
import dev.varve.plan.BlockShape;
import dev.varve.plan.CopyPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All blocks of a plan in the one order in which they are taken and appended; made one by one, never held. */
final class BlockSequence {
    private final CopyPlan plan;
    private int variable;
    private long blockOfVariable;
    private long ordinal;
    private CodecChain.Bound chain;

    BlockSequence(CopyPlan plan) {
        this.plan = plan;
    }

    /** A block. */
    static final class Block {
        private final long ordinal;
        private final CopyPlan.VariableCopy copy;
        private final CodecChain.Bound chain;
        private final long[] objectIndex;
        private final long[] blockIndex;
        private final boolean isLast;

        private Block(
                long ordinal,
                CopyPlan.VariableCopy copy,
                CodecChain.Bound chain,
                long[] objectIndex,
                long[] blockIndex,
                boolean isLast) {
            this.ordinal = ordinal;
            this.copy = copy;
            this.chain = chain;
            this.objectIndex = objectIndex;
            this.blockIndex = blockIndex;
            this.isLast = isLast;
        }

        /** Its place among all blocks. */
        long ordinal() {
            return ordinal;
        }

        /** The variable it belongs to. */
        CopyPlan.VariableCopy copy() {
            return copy;
        }

        /** How its chunks are encoded. */
        CodecChain.Bound chain() {
            return chain;
        }

        /** The object it belongs to, copied. */
        long[] objectIndex() {
            return objectIndex.clone();
        }

        /** Whether it completes its object. */
        boolean isLast() {
            return isLast;
        }

        /** The elements of each chunk, in C order; chunks of an object at the edge may lie outside the array. */
        List<Region> cells() {
            Shape chunk = copy.layout().chunks().chunk();
            long[] object = copy.layout().objects().cell(objectIndex).starts();
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
            BlockShape shape = copy.block();
            long[] start = new long[blockIndex.length];
            long[] stop = new long[blockIndex.length];
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] = blockIndex[axis] * shape.runChunks().extent(axis);
                stop[axis] = Math.min(
                        start[axis] + shape.runChunks().extent(axis),
                        shape.objectChunks().extent(axis));
            }
            return Region.between(start, stop);
        }

        /** The elements of the block that lie inside the array, if any do. */
        Optional<Region> inside() {
            Shape chunk = copy.layout().chunks().chunk();
            long[] object = copy.layout().objects().cell(objectIndex).starts();
            Region run = run();
            long[] start = new long[blockIndex.length];
            long[] stop = new long[blockIndex.length];
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] = object[axis] + run.start(axis) * chunk.extent(axis);
                stop[axis] = object[axis] + run.stop(axis) * chunk.extent(axis);
            }
            return Region.between(start, stop)
                    .intersection(Region.whole(copy.variable().shape()));
        }

        /** Bytes of the block inside the array, decoded. */
        long decodedBytes() {
            long total = copy.variable().shape().count();
            long share = inside().map(Region::count).orElse(0L);
            return total == 0 ? 0 : (long) ((double) copy.decodedBytes() / total * share);
        }
    }

    /** The next block; none when all are taken. */
    Optional<Block> next() {
        while (variable < plan.variables().size()) {
            CopyPlan.VariableCopy copy = plan.variables().get(variable);
            if (blockOfVariable < copy.blockCount()) {
                if (blockOfVariable == 0) {
                    chain = copy.layout().chain().bind(copy.layout().chunkSpec());
                }
                return Optional.of(block(copy));
            }
            variable++;
            blockOfVariable = 0;
        }
        return Optional.empty();
    }

    private Block block(CopyPlan.VariableCopy copy) {
        Shape perObject = copy.block().blocksPerObject();
        long inObject = blockOfVariable % perObject.count();
        long[] objectIndex = copy.layout().objects().index(blockOfVariable / perObject.count());
        blockOfVariable++;
        return new Block(
                ordinal++,
                copy,
                chain,
                objectIndex,
                GridOrder.index(perObject, inObject),
                inObject == perObject.count() - 1);
    }
}

package dev.varve.plan;

import dev.varve.array.DataType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.RectilinearGrid;
import dev.varve.plan.partition.ObjectShare;
import java.util.List;
import java.util.Optional;

/**
 * How a dataset is copied from a source to a sink: for each variable its layout and blocks, for the whole the memory that
 * is needed. Immutable, made before any data is read.
 *
 * @param variables what is copied, in this order
 * @param threads how many blocks are worked on at once
 * @param budgetBytes the memory that blocks may take together
 */
public record CopyPlan(List<VariableCopy> variables, int threads, long budgetBytes) {
    /** Variable elements are taken to be this long when nothing is known of them. */
    private static final long VARIABLE_ELEMENT_BYTES = 64;

    public CopyPlan {
        variables = List.copyOf(variables);
    }

    /**
     * How one variable is copied, or some of its objects.
     *
     * @param variable what is copied
     * @param layout how it is cut up and encoded
     * @param block the blocks it is copied in
     * @param blockPeakBytes the memory that one block takes at most, all in all
     * @param objects which of its objects are copied
     */
    public record VariableCopy(
            Variable variable, Layout layout, BlockShape block, long blockPeakBytes, ObjectShare objects) {
        /** The same copy of other objects. */
        public VariableCopy of(ObjectShare others) {
            return new VariableCopy(variable, layout, block, blockPeakBytes, others);
        }

        /** How many objects are stored at most. */
        public long objectCount() {
            return objects.count();
        }

        /** How many blocks are copied. */
        public long blockCount() {
            long count = 0;
            for (Region box : objects.boxes()) {
                long blocks = 1;
                for (int axis = 0; axis < box.rank(); axis++) {
                    blocks = Math.multiplyExact(blocks, blocksAlong(axis, box));
                }
                count = Math.addExact(count, blocks);
            }
            return count;
        }

        /** Blocks along one axis of a box of objects; the number in an object depends on its position on that axis alone. */
        private long blocksAlong(int axis, Region box) {
            if (!(layout.objects() instanceof RectilinearGrid grid)) {
                return Math.multiplyExact(
                        box.shape().extent(axis),
                        block.blocksOf(block.objectChunks()).extent(axis));
            }
            ChunkEdges edges = grid.edges().get(axis);
            long[] index = box.starts();
            long blocks = 0;
            long before = 0;
            for (int run = 0; index[axis] < box.stop(axis); run++) {
                long end = edges.isStep()
                        ? box.stop(axis)
                        : before + edges.runs().get(run).count();
                long equal = Math.min(end, box.stop(axis)) - index[axis];
                if (equal > 0) {
                    long each =
                            block.blocksOf(BlockShape.chunksOf(layout, index)).extent(axis);
                    blocks = Math.addExact(blocks, Math.multiplyExact(equal, each));
                    index[axis] += equal;
                }
                before = end;
            }
            return blocks;
        }

        /** Bytes of the objects inside the array, decoded. */
        public long decodedBytes() {
            long elements = 0;
            for (Region box : objects.boxes()) {
                elements = Math.addExact(elements, elements(box).count());
            }
            return decodedBytes(elements);
        }

        /** The elements of a box of objects. */
        private Region elements(Region box) {
            long[] last = new long[box.rank()];
            for (int axis = 0; axis < last.length; axis++) {
                last[axis] = box.stop(axis) - 1;
            }
            long[] start = layout.objects().clip(box.starts()).starts();
            Region end = layout.objects().clip(last);
            long[] stop = new long[last.length];
            for (int axis = 0; axis < stop.length; axis++) {
                stop[axis] = end.stop(axis);
            }
            return Region.between(start, stop);
        }

        /** Bytes of elements of the variable, decoded. */
        public long decodedBytes(long elements) {
            return Math.multiplyExact(elements, elementBytes(variable.type()));
        }
    }

    /**
     * Plans a copy.
     *
     * @param variables what is copied, with their layouts
     * @param threads how many blocks should be worked on at once; fewer are when memory does not suffice
     * @param budgetBytes the memory that blocks may take together
     * @throws InfeasiblePlanException when not even one block of some variable fits
     */
    public static CopyPlan of(List<Target> variables, int threads, long budgetBytes) {
        List<VariableCopy> copies = variables.stream()
                .map(target -> copy(target, budgetBytes / threads))
                .toList();
        long largest =
                copies.stream().mapToLong(VariableCopy::blockPeakBytes).max().orElse(1);
        if (largest > budgetBytes) {
            VariableCopy worst = copies.stream()
                    .filter(copy -> copy.blockPeakBytes() == largest)
                    .findFirst()
                    .orElseThrow();
            throw new InfeasiblePlanException(worst, budgetBytes);
        }
        int fitting = (int) Math.max(1, Math.min(threads, budgetBytes / largest));
        return new CopyPlan(copies, fitting, budgetBytes);
    }

    /**
     * A variable and how it shall be written.
     *
     * @param chunkCopies how many blocks of memory as large as a decoded chunk are taken to encode one and look at it
     */
    public record Target(Variable variable, Layout layout, int chunkCopies) {
        /** The chunk itself, what it is encoded to, and what that is decoded to. */
        public static final int USUAL_COPIES = 3;

        public Target(Variable variable, Layout layout) {
            this(variable, layout, USUAL_COPIES);
        }
    }

    private static VariableCopy copy(Target target, long threadBytes) {
        Variable variable = target.variable();
        long elementBytes = elementBytes(variable.type());
        Optional<Shape> source = variable.storage().chunkShape();
        long sourceChunk = source.map(shape -> shape.count() * elementBytes).orElse(0L);
        long chunk = target.layout().chunks().largestCell().count() * elementBytes;
        long scratch = 2 * sourceChunk + target.chunkCopies() * chunk;
        long maxElements = Math.max(1, (threadBytes - scratch) / (2 * elementBytes));
        BlockShape block = BlockShape.choose(
                target.layout(), source, Math.min(maxElements, (Integer.MAX_VALUE - 8) / elementBytes));
        long elements = Math.min(
                block.elements(target.layout().chunks().largestCell()),
                Math.max(1, variable.shape().count()));
        long peak = Math.addExact(Math.multiplyExact(2 * elementBytes, elements), scratch);
        ObjectShare all = ObjectShare.all(target.layout().objects().counts());
        return new VariableCopy(variable, target.layout(), block, Math.max(peak, 1 << 16), all);
    }

    private static long elementBytes(DataType type) {
        return type.isFixedSize() ? type.sizeBytes() : VARIABLE_ELEMENT_BYTES;
    }

    /** The plan of nothing but some objects of one of its variables. */
    public CopyPlan of(VariableCopy copy, ObjectShare objects) {
        return new CopyPlan(List.of(copy.of(objects)), threads, budgetBytes);
    }

    /** Bytes of all variables, decoded. */
    public long decodedBytes() {
        return variables.stream().mapToLong(VariableCopy::decodedBytes).sum();
    }

    /** How many objects are stored at most. */
    public long objectCount() {
        return variables.stream().mapToLong(VariableCopy::objectCount).sum();
    }

    /** The memory that blocks take together at most. */
    public long predictedPeakBytes() {
        long largest =
                variables.stream().mapToLong(VariableCopy::blockPeakBytes).max().orElse(0);
        return Math.min(budgetBytes, 2L * threads * largest);
    }

    /** Whether every variable is stored without loss. */
    public boolean isLossless() {
        return variables.stream().map(copy -> copy.layout().chain()).allMatch(CodecChain::isLossless);
    }
}

package dev.varve.plan.sweep;

import dev.varve.array.Shape;
import dev.varve.measure.AxisRole;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Which part of a field is tried: all of its horizontal axes, and of the others as many indices as a budget of bytes allows,
 * spread evenly over those on which the field varies. The same field and budget give the same sample.
 *
 * @param field the extents of the field
 * @param indices the indices taken along each axis, ascending; nothing where the whole axis is
 */
public record SamplePlan(Shape field, List<Optional<List<Long>>> indices) {
    /** However small the budget, so many states and so many levels are tried, where the field has them. */
    private static final int LEAST_TIMES = 3;

    private static final int LEAST_LEVELS = 3;

    /** From here on, levels matter less than states. */
    private static final int LEVEL_FLOOR = 4;

    public SamplePlan {
        indices = indices.stream().map(axis -> axis.map(List::copyOf)).toList();
    }

    /**
     * What a look at the whole field told of one axis.
     *
     * @param varying indices at which the field is not constant
     * @param extremes indices at which it has its least and its greatest number
     */
    public record AxisContent(BitSet varying, List<Long> extremes) {
        public AxisContent {
            varying = (BitSet) varying.clone();
            extremes = List.copyOf(extremes);
        }
    }

    /**
     * Plans a sample.
     *
     * @param field the extents of the field
     * @param roles what its axes stand for
     * @param content what is known of each axis that may be thinned; nothing of horizontal ones
     * @param elementBytes bytes of an element
     * @param budgetBytes how large the sample should be at most; the least sample may be larger
     */
    public static SamplePlan of(
            Shape field,
            List<AxisRole> roles,
            List<Optional<AxisContent>> content,
            int elementBytes,
            long budgetBytes) {
        long[] counts = field.extents();
        if (Math.multiplyExact(field.count(), elementBytes) > budgetBytes) {
            long slab = elementBytes;
            for (int axis = 0; axis < counts.length; axis++) {
                slab = Math.multiplyExact(slab, roles.get(axis) == AxisRole.HORIZONTAL ? counts[axis] : 1);
            }
            long slabs = Math.max(1, budgetBytes / Math.max(1, slab));
            long levels =
                    thinned(counts, roles, AxisRole.VERTICAL, Math.min(slabs, levelFloor(field, roles)), LEAST_LEVELS);
            long times = thinned(counts, roles, AxisRole.TIME, slabs / levels, LEAST_TIMES);
            long[] more = field.extents();
            long all = thinned(more, roles, AxisRole.VERTICAL, slabs / times, LEAST_LEVELS);
            for (int axis = 0; axis < counts.length && all > levels; axis++) {
                counts[axis] = roles.get(axis) == AxisRole.VERTICAL ? more[axis] : counts[axis];
            }
        }
        List<Optional<List<Long>>> indices = new ArrayList<>();
        for (int axis = 0; axis < counts.length; axis++) {
            boolean isWhole = counts[axis] == field.extent(axis);
            indices.add(
                    isWhole
                            ? Optional.empty()
                            : Optional.of(chosen(field.extent(axis), counts[axis], content.get(axis))));
        }
        return new SamplePlan(field, indices);
    }

    private static long levelFloor(Shape field, List<AxisRole> roles) {
        long levels = 1;
        for (int axis = 0; axis < roles.size(); axis++) {
            levels = Math.multiplyExact(levels, roles.get(axis) == AxisRole.VERTICAL ? field.extent(axis) : 1);
        }
        return Math.max(LEVEL_FLOOR, Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, levels) - 1));
    }

    /**
     * Shares so many combinations among the axes of a role, the slowest first, and gives each axis at least a few.
     *
     * @return how many combinations there are then
     */
    private static long thinned(long[] counts, List<AxisRole> roles, AxisRole role, long combinations, int least) {
        long rest = combinations;
        long product = 1;
        for (int axis = counts.length - 1; axis >= 0; axis--) {
            if (roles.get(axis) == role) {
                long share = Math.max(Math.min(least, counts[axis]), Math.min(counts[axis], rest));
                rest = Math.max(1, rest / Math.max(1, share));
                counts[axis] = share;
                product = Math.multiplyExact(product, Math.max(1, share));
            }
        }
        return product;
    }

    /** So many indices spread evenly over those that vary, the extremes in the place of their nearest neighbours. */
    private static List<Long> chosen(long extent, long count, Optional<AxisContent> content) {
        long[] varying = content.map(c -> c.varying().stream().asLongStream().toArray())
                .filter(v -> v.length >= count)
                .orElseGet(() -> LongStream.range(0, extent).toArray());
        long[] chosen = new long[Math.toIntExact(count)];
        for (int k = 0; k < chosen.length; k++) {
            chosen[k] = varying[(int) ((2L * k + 1) * varying.length / (2L * chosen.length))];
        }
        BitSet kept = new BitSet();
        for (long extreme : content.map(AxisContent::extremes).orElse(List.of())) {
            swapIn(chosen, kept, extreme);
        }
        return LongStream.of(chosen).sorted().distinct().boxed().toList();
    }

    private static void swapIn(long[] chosen, BitSet kept, long extreme) {
        int nearest = -1;
        for (int k = 0; k < chosen.length; k++) {
            if (chosen[k] == extreme) {
                kept.set(k);
                return;
            }
            if (!kept.get(k) && (nearest < 0 || Math.abs(chosen[k] - extreme) < Math.abs(chosen[nearest] - extreme))) {
                nearest = k;
            }
        }
        if (nearest >= 0) {
            chosen[nearest] = extreme;
            kept.set(nearest);
        }
    }

    /** The extents of the sample. */
    public Shape shape() {
        long[] extents = field.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] =
                    indices.get(axis).map(List::size).map(Integer::longValue).orElse(extents[axis]);
        }
        return Shape.of(extents);
    }

    /** Whether it is the whole field. */
    public boolean isWhole() {
        return indices.stream().allMatch(Optional::isEmpty);
    }

    /** The index in the field of an index in the sample. */
    public long at(int axis, long index) {
        return indices.get(axis).map(list -> list.get(Math.toIntExact(index))).orElse(index);
    }
}

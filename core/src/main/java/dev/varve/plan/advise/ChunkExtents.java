package dev.varve.plan.advise;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Extents worth trying for a chunk along an axis: one element, the whole axis, what reads take, the source's chunk and its
 * multiples, and for each power of two what is near it and leaves no ragged end: a divisor of the axis, or else pieces as even as
 * possible.
 */
final class ChunkExtents {
    private ChunkExtents() {}

    /**
     * @param extent the axis, at least 1
     * @param wanted extents of reads
     * @param source the source's chunk, 1 where it has none
     */
    static long[] of(long extent, List<Long> wanted, long source) {
        TreeSet<Long> extents = new TreeSet<>(List.of(1L, extent));
        wanted.forEach(read -> extents.add(Math.min(extent, read)));
        for (long multiple = source; multiple < extent; multiple = Math.multiplyExact(multiple, 2L)) {
            extents.add(multiple);
            if (multiple > extent / 2) {
                break;
            }
        }
        for (long power = 2; power < extent; power *= 2) {
            extents.add(near(extent, power));
            if (power > extent / 2) {
                break;
            }
        }
        return extents.stream().mapToLong(Long::longValue).toArray();
    }

    /** The divisor of an axis that is nearest to a size, up to a factor of about 1.4, or the even cut of at most that size. */
    private static long near(long extent, long size) {
        long reach = Math.min(size * 2 / 5, 4096);
        for (long off = 0; off <= reach; off++) {
            if (extent % (size + off) == 0) {
                return size + off;
            }
            if (size - off > 1 && off <= size * 2 / 7 && extent % (size - off) == 0) {
                return size - off;
            }
        }
        long pieces = (extent - 1) / size + 1;
        return (extent - 1) / pieces + 1;
    }

    /** The extents of all axes with so few shapes of chunks that they can be compared: every other extent gives way. */
    static List<long[]> thinned(List<long[]> axes, long mostShapes) {
        List<long[]> thinned = new ArrayList<>(axes);
        while (SaturatedProduct.of(thinned.size(), a -> thinned.get(a).length) > mostShapes) {
            int longest = 0;
            for (int axis = 1; axis < thinned.size(); axis++) {
                longest = thinned.get(axis).length > thinned.get(longest).length ? axis : longest;
            }
            long[] before = thinned.get(longest);
            if (before.length <= 2) {
                break;
            }
            long[] after = new long[before.length / 2 + 1];
            for (int i = 0; i < after.length; i++) {
                after[i] = before[Math.min(2 * i, before.length - 1)];
            }
            thinned.set(longest, after);
        }
        return thinned;
    }
}

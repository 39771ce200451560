package dev.varve.plan.sweep;

import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.filter.ReshapeCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Fewer axes for the registered zfp, which pads each to 4 elements and takes 4 at most: axes of one element are joined to
 * their neighbours, then the slowest to each other.
 */
final class ChunkFolding {
    /** The most axes that zfp takes. */
    static final int MOST_AXES = 4;

    private ChunkFolding() {}

    /** What gives chunks fewer axes; nothing where they are as they should be. */
    static List<ArrayToArrayCodec> filters(List<Shape> chunks) {
        List<List<Integer>> groups = groups(chunks);
        if (groups.size() == chunks.get(0).rank()) {
            return List.of();
        }
        return List.of(new ReshapeCodec(
                groups.stream().<ReshapeCodec.Extent>map(ReshapeCodec.Axes::new).toList()));
    }

    /** How many axes are left. */
    static int rank(List<Shape> chunks) {
        return groups(chunks).size();
    }

    private static List<List<Integer>> groups(List<Shape> chunks) {
        List<List<Integer>> groups = new ArrayList<>();
        boolean isOpen = false;
        for (int axis = 0; axis < chunks.get(0).rank(); axis++) {
            int at = axis;
            boolean isOne = chunks.stream().allMatch(chunk -> chunk.extent(at) == 1);
            if (groups.isEmpty() || (!isOne && !isOpen)) {
                groups.add(new ArrayList<>());
                isOpen = true;
            }
            groups.get(groups.size() - 1).add(axis);
            isOpen &= isOne;
        }
        while (groups.size() > MOST_AXES) {
            groups.get(1).addAll(0, groups.get(0));
            groups.remove(0);
        }
        return groups;
    }
}

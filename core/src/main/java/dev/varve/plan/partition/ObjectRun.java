package dev.varve.plan.partition;

import java.util.ArrayList;
import java.util.List;

/**
 * Objects of one variable that follow each other in an {@link ObjectOrder}: from {@code start} up to, not including, {@code stop}.
 *
 * @param start the first one's place in the order
 * @param stop one past the last one's
 */
public record ObjectRun(long start, long stop) {
    public ObjectRun {
        if (start < 0 || stop < start) {
            throw new IllegalArgumentException("a run of objects from " + start + " to " + stop);
        }
    }

    /** How many objects. */
    public long count() {
        return stop - start;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return start == stop;
    }

    /** The same objects in as few pieces as have at most {@code most} objects each; they differ by one object at most. */
    public List<ObjectRun> pieces(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("pieces of " + most + " objects");
        }
        List<ObjectRun> pieces = new ArrayList<>();
        long number = isEmpty() ? 0 : (count() - 1) / most + 1;
        for (long i = 0; i < number; i++) {
            long share = count() / number;
            long longer = count() % number;
            long first = start + i * share + Math.min(i, longer);
            pieces.add(new ObjectRun(first, first + share + (i < longer ? 1 : 0)));
        }
        return pieces;
    }

    /** For names of files and for messages: {@code 128-160}. */
    @Override
    public String toString() {
        return start + "-" + stop;
    }
}

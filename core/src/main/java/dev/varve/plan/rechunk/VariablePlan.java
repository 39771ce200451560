package dev.varve.plan.rechunk;

import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import java.util.List;

/**
 * How one variable is rechunked, and how it might have been.
 *
 * @param target the variable and its new layout
 * @param ways what can be done within the limits, in the order copy, direct, packed
 * @param chosen the one that is taken: the fastest by estimate
 */
public record VariablePlan(RechunkTarget target, List<RechunkWay> ways, RechunkWay chosen) {
    public VariablePlan {
        ways = List.copyOf(ways);
        if (!ways.contains(chosen)) {
            throw new IllegalArgumentException("a way was chosen that is none: " + chosen.name());
        }
    }

    /** The same plan with another of its ways. */
    public VariablePlan with(RechunkWay other) {
        return new VariablePlan(target, ways, other);
    }

    /** The variable. */
    public Variable variable() {
        return target.variable();
    }

    /** How it is written. */
    public Layout layout() {
        return target.layout();
    }

    /** How many objects are stored at most. */
    public long objectCount() {
        return layout().objects().counts().count();
    }
}

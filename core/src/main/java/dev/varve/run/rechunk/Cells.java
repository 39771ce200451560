package dev.varve.run.rechunk;

import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.util.concurrent.atomic.AtomicLong;

/** Blocks of memory that together hold a box of a variable, filled by several threads at once. */
abstract class Cells {
    private final AtomicLong filled = new AtomicLong();

    /** What they hold. */
    abstract Region area();

    /** Puts elements into those blocks that they belong to. */
    abstract void scatter(Region region, NdArray data);

    /** Takes elements that lie inside the box, and that nobody else brings. */
    final void take(Region region, NdArray data) {
        scatter(region, data);
        filled.addAndGet(region.count());
    }

    /** Makes sure that every element was brought, and none twice. */
    final void requireFull() {
        if (filled.get() != area().count()) {
            throw new IllegalStateException(
                    filled.get() + " of the " + area().count() + " elements of " + area() + " came");
        }
    }

    /** A block as it was used before, if it fits; else a new one. All of it will be overwritten. */
    static NdArray reused(NdArray before, Region region, DataType type) {
        return before != null
                        && before.shape().equals(region.shape())
                        && before.type().equals(type)
                ? before
                : NdArray.allocate(type, region.shape());
    }
}

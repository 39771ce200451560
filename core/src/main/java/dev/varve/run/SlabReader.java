package dev.varve.run;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.pipeline.Workers;
import dev.varve.plan.Slabs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Reads a region of a variable slab by slab: threads read as many at once as there are, and what each made of its slab is taken
 * in the slabs' order, so that no result depends on threads.
 */
public final class SlabReader {
    private static final int VARIABLE_ELEMENT_BYTES = 64;

    private final Source source;
    private final Variable variable;
    private final Workers workers;
    private final Slabs slabs;

    /**
     * A reader of a region.
     *
     * @param memoryBytes roughly how much decoded data is held at once
     */
    public SlabReader(Source source, Variable variable, Region region, Workers workers, long memoryBytes) {
        long elementBytes = variable.type().isFixedSize() ? variable.type().sizeBytes() : VARIABLE_ELEMENT_BYTES;
        this.source = source;
        this.variable = variable;
        this.workers = workers;
        this.slabs = Slabs.of(
                region, variable.storage().chunkShape(), Math.max(1, memoryBytes / workers.threads() / elementBytes));
    }

    /** How many slabs there are. */
    public int count() {
        return slabs.count();
    }

    /** The block of one slab. */
    public NdArray read(int slab) throws IOException {
        return source.read(variable, slabs.slab(slab));
    }

    /**
     * Goes through all slabs once.
     *
     * @param maker what a thread makes of a slab's region and block
     * @param taker takes what was made, slab after slab
     */
    public <T> void forEach(BiFunction<Region, NdArray, T> maker, Consumer<T> taker) throws IOException {
        List<T> batch = new ArrayList<>(Collections.nCopies(Math.min(workers.threads(), slabs.count()), null));
        for (int first = 0; first < slabs.count(); first += batch.size()) {
            int start = first;
            int size = Math.min(batch.size(), slabs.count() - first);
            workers.forEach(size, i -> batch.set(i, maker.apply(slabs.slab(start + i), read(start + i))));
            for (int i = 0; i < size; i++) {
                taker.accept(batch.set(i, null));
            }
        }
    }
}

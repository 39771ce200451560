package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.plan.CopyPlan;
import dev.varve.run.compress.FieldCompression;
import dev.varve.zarr.GrowingStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a store that is filled part by part.
 *
 * @param layouts how its variables are cut up
 * @param store the store
 * @param announced the paths of variables that come in later parts
 * @param isField whether it is a field whose chunks are measured
 */
record PartTarget(CopyTarget layouts, GrowingStore store, List<String> announced, boolean isField)
        implements CopyTarget {
    PartTarget {
        announced = List.copyOf(announced);
    }

    @Override
    public String name() {
        return layouts.name();
    }

    @Override
    public String format() {
        return layouts.format();
    }

    @Override
    public void requireFit(Dataset dataset) throws InputException {
        layouts.requireFit(dataset);
    }

    @Override
    public Map<String, Layout> layouts(Dataset dataset) {
        return layouts.layouts(dataset);
    }

    @Override
    public Optional<CopyTarget> withSmallerChunks() {
        return layouts.withSmallerChunks().map(smaller -> new PartTarget(smaller, store, announced, isField));
    }

    @Override
    public String verb() {
        return "compress";
    }

    @Override
    public int chunkCopies() {
        return isField ? FieldCompression.CHUNK_COPIES : CopyPlan.Target.USUAL_COPIES;
    }

    @Override
    public Sink open(Dataset dataset) throws IOException {
        Map<String, Layout> byPath = layouts(dataset);
        return store.begin(dataset, variable -> byPath.get(variable.path()), announced);
    }
}

package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.plan.LayoutRule;
import dev.varve.store.Durability;
import dev.varve.zarr.ZarrSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Zarr v3 store on a filesystem. */
record ZarrTarget(Path path, boolean isReplacing, Durability durability, LayoutRule rule) implements CopyTarget {
    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public String format() {
        return "Zarr v3";
    }

    @Override
    public void requireFit(Dataset dataset) throws InputException {
        StoreNames.require(dataset);
    }

    @Override
    public Map<String, Layout> layouts(Dataset dataset) {
        Map<String, Layout> byPath = new LinkedHashMap<>();
        for (Variable variable : dataset.variables()) {
            byPath.put(variable.path(), rule.layout(variable));
        }
        return byPath;
    }

    @Override
    public Sink open(Dataset dataset) throws IOException {
        return ZarrSink.create(path, isReplacing, durability, dataset, rule::layout);
    }
}

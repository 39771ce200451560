package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.plan.LayoutRule;
import dev.varve.store.Durability;
import java.io.IOException;
import java.nio.file.Path;

/** A NetCDF-4 file. */
record NetcdfTarget(
        Path path, boolean isReplacing, Durability durability, LayoutRule layouts, int deflate, boolean isShuffled)
        implements CopyTarget {
    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public String format() {
        return "NetCDF-4";
    }

    @Override
    public Layout layout(Variable variable) {
        return layouts.layout(variable);
    }

    @Override
    public Sink open(Dataset dataset) throws IOException {
        throw new UsageException("NetCDF is not written yet", "a name that ends in .zarr");
    }
}

package dev.varve.cli;

import dev.varve.array.Shape;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.formats.netcdf4.write.Netcdf4Options;
import dev.varve.formats.netcdf4.write.Netcdf4Sink;
import dev.varve.plan.LayoutRule;
import dev.varve.store.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A NetCDF-4 file.
 *
 * @param path its name
 * @param isReplacing whether a file that is there may be replaced
 * @param durability what must survive a loss of power
 * @param rule cuts up the variables that the user has something to say about
 * @param isSized whether that is all of them, because a size of chunks was given
 * @param deflate the level of deflate
 * @param isShuffled whether bytes are sorted before
 */
record NetcdfTarget(
        Path path,
        boolean isReplacing,
        Durability durability,
        LayoutRule rule,
        boolean isSized,
        int deflate,
        boolean isShuffled)
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
    public void requireFit(Dataset dataset) throws InputException {
        try {
            Netcdf4Sink.layouts(dataset, Netcdf4Options.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), "--exclude leaves variables out");
        }
    }

    @Override
    public Map<String, Layout> layouts(Dataset dataset) {
        return Netcdf4Sink.layouts(dataset, options(dataset));
    }

    /** Chunks are the input's, or as small as netCDF's own. */
    @Override
    public Optional<CopyTarget> withSmallerChunks() {
        return Optional.empty();
    }

    @Override
    public Sink open(Dataset dataset) throws IOException {
        return Netcdf4Sink.create(path, dataset, options(dataset));
    }

    private Netcdf4Options options(Dataset dataset) {
        Map<String, Shape> chunks = new HashMap<>();
        for (Variable variable : dataset.variables()) {
            boolean isScalar = variable.dimensions().isEmpty();
            if (rule.names(variable) || (isSized && !isScalar)) {
                chunks.put(variable.path(), rule.layout(variable).chunks().largestCell());
            }
        }
        return new Netcdf4Options(deflate, isShuffled, chunks, isReplacing, durability);
    }
}

package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ZarrFormat;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.LayoutRule;
import dev.varve.store.Durability;
import dev.varve.zarr.ZarrSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Zarr store on a filesystem: a folder, or a zip archive where the name ends in .zip.
 *
 * @param path its name
 * @param isReplacing whether a store that is there may be replaced
 * @param durability what must survive a loss of power
 * @param rule cuts up the variables
 * @param isSized whether the user said how large chunks should be
 * @param isKeepingGrids whether objects that differ in shape may stay as they are in the source
 * @param version the version of Zarr
 */
record ZarrTarget(
        Path path,
        boolean isReplacing,
        Durability durability,
        LayoutRule rule,
        boolean isSized,
        boolean isKeepingGrids,
        ZarrFormat version)
        implements CopyTarget {
    /** Chunks smaller than this cost more in requests than they save in memory. */
    private static final long SMALLEST_CHUNK_BYTES = 64 << 10;

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public String format() {
        return version + (isZip() ? " in a zip archive" : "");
    }

    @Override
    public void requireFit(Dataset dataset) throws InputException {
        StoreNames.require(dataset);
    }

    @Override
    public Map<String, Layout> layouts(Dataset dataset) {
        Map<String, Layout> byPath = new LinkedHashMap<>();
        for (Variable variable : dataset.variables()) {
            byPath.put(variable.path(), layout(variable));
        }
        return byPath;
    }

    private Layout layout(Variable variable) {
        if (version == ZarrFormat.V2) {
            return ZarrSink.layoutV2(variable, rule.layout(variable));
        }
        Optional<Layout> kept = isKeepingGrids ? rule.kept(variable) : Optional.empty();
        return ZarrSink.layoutV3(variable, kept.orElseGet(() -> rule.layout(variable)));
    }

    @Override
    public Optional<CopyTarget> withSmallerChunks() {
        if (isSized) {
            return Optional.empty();
        }
        if (isKeepingGrids) {
            return Optional.of(new ZarrTarget(path, isReplacing, durability, rule, false, false, version));
        }
        ChunkTargets half = new ChunkTargets(
                rule.targets().innerChunkBytes() / 2, rule.targets().shardBytes());
        if (half.innerChunkBytes() < SMALLEST_CHUNK_BYTES) {
            return Optional.empty();
        }
        return Optional.of(new ZarrTarget(path, isReplacing, durability, rule.with(half), false, false, version));
    }

    @Override
    public Sink open(Dataset dataset) throws IOException {
        return isZip()
                ? ZarrSink.createZip(path, isReplacing, durability, dataset, this::layout, version)
                : ZarrSink.create(path, isReplacing, durability, dataset, this::layout, version);
    }

    private boolean isZip() {
        return path.toString().endsWith(".zip");
    }
}

package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.metadata.ZarrFormat;
import dev.varve.plan.LayoutRule;
import dev.varve.store.Durability;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the output of a conversion is cut up, encoded and stored. */
final class TargetOptions {
    private static final int USUAL_DEFLATE = 4;
    private static final int MAX_DEFLATE = 9;

    @Mixin
    private ChunkOptions cutting;

    @Option(
            names = "--codec",
            paramLabel = "CHAIN",
            description = "Zarr: how chunks are encoded, as 'compressor | filter | serializer', such as zstd(5), or as"
                    + " the list of codecs in zarr.json. 'varve codecs' lists all.")
    private Optional<String> codec = Optional.empty();

    @Option(
            names = "--zarr-format",
            paramLabel = "2|3",
            description = "Zarr: the version of the format (3). Version 2 has no shards.")
    private Optional<String> zarrFormat = Optional.empty();

    @Option(names = "--deflate", paramLabel = "LEVEL", description = "NetCDF: the level of deflate, 0 to 9 (4).")
    private Optional<Integer> deflate = Optional.empty();

    @Option(names = "--no-shuffle", description = "NetCDF: does not sort bytes before deflate.")
    private boolean isUnshuffled;

    @Option(names = "--overwrite", description = "Replaces OUT once the new one is complete.")
    private boolean isReplacing;

    @Option(
            names = "--durability",
            paramLabel = "none|task|object",
            description = "What survives a loss of power: nothing for sure, the finished output (task), every object as"
                    + " soon as it is written.")
    private Durability durability = Durability.TASK;

    /**
     * The target that the suffix of a path asks for.
     *
     * @throws UsageException when there is no such format, or an option is not for it
     */
    CopyTarget of(Path output) {
        String name = output.getFileName() == null ? "" : output.getFileName().toString();
        if (name.endsWith(".zarr") || name.endsWith(".zarr.zip")) {
            refuse("NetCDF", "Zarr", Map.of("--deflate", deflate.isPresent(), "--no-shuffle", isUnshuffled));
            return new ZarrTarget(
                    output, isReplacing, durability, layouts(), cutting.isSized(), cutting.isKeepingGrids(), version());
        }
        if (name.endsWith(".nc") || name.endsWith(".nc4")) {
            refuse(
                    "Zarr",
                    "NetCDF",
                    Map.of(
                            "--shards", cutting.namesShards(),
                            "--shard", cutting.sizesShards(),
                            "--zarr-format", zarrFormat.isPresent(),
                            "--codec", codec.isPresent()));
            return new NetcdfTarget(
                    output, isReplacing, durability, layouts(), cutting.isSized(), deflateLevel(), !isUnshuffled);
        }
        throw new UsageException(
                "what format shall '" + output + "' have? Its suffix should tell",
                "a name that ends in .zarr or .zarr.zip (Zarr), or in .nc or .nc4 (NetCDF-4)");
    }

    private ZarrFormat version() {
        String text = zarrFormat.orElse("3");
        if (text.equals("3")) {
            return ZarrFormat.V3;
        }
        if (!text.equals("2")) {
            throw new UsageException("--zarr-format " + text + ": there are versions 2 and 3", "--zarr-format 2");
        }
        if (cutting.asksForShards()) {
            throw new UsageException(
                    (cutting.namesShards() ? "--shards" : "--shard")
                            + " is for Zarr v3: v2 stores every chunk by itself",
                    "leave it out, or --zarr-format 3");
        }
        return ZarrFormat.V2;
    }

    private boolean isV2() {
        return zarrFormat.equals(Optional.of("2"));
    }

    private int deflateLevel() {
        int level = deflate.orElse(USUAL_DEFLATE);
        if (level < 0 || level > MAX_DEFLATE) {
            throw new UsageException("--deflate " + level + ": levels are 0 to 9", "--deflate " + USUAL_DEFLATE);
        }
        return level;
    }

    private static void refuse(String format, String other, Map<String, Boolean> options) {
        options.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .ifPresent(option -> {
                    throw new UsageException(option + " is for " + format + ", the output is " + other, "leave it out");
                });
    }

    private LayoutRule layouts() {
        return cutting.rule(isV2(), ChainChoice.of(codec, isV2() ? ZarrFormat.V2 : ZarrFormat.V3));
    }

    /**
     * Makes sure that named extents are for dimensions that there are.
     *
     * @throws UsageException when one is not
     */
    void requireDimensions(Dataset dataset) {
        cutting.requireDimensions(layouts(), dataset);
    }
}

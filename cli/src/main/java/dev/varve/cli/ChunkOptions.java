package dev.varve.cli;

import dev.varve.array.DataType;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.LayoutRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How what is written is cut into chunks and shards. */
final class ChunkOptions {
    @Option(
            names = "--chunks",
            paramLabel = "EXTENTS",
            description = "Chunks along dimensions, as in time=1,lat=90,lon=-1; -1 takes the whole dimension.")
    private Optional<String> chunks = Optional.empty();

    @Option(
            names = "--inner-chunk",
            paramLabel = "SIZE",
            converter = ResourceOptions.SizeConverter.class,
            description = "How large a chunk should be, decoded (16MiB; less where memory does not suffice). Chunks"
                    + " follow those of the input.")
    private Optional<ByteSize> innerChunk = Optional.empty();

    @Option(names = "--shards", paramLabel = "EXTENTS", description = "Zarr: shards along dimensions, in whole chunks.")
    private Optional<String> shards = Optional.empty();

    @Option(
            names = "--shard",
            paramLabel = "SIZE",
            description = "Zarr: how large a shard should be, decoded (512MiB); 'none' stores every chunk by itself.")
    private Optional<String> shard = Optional.empty();

    /** Whether the user said how large chunks should be. */
    boolean isSized() {
        return innerChunk.isPresent();
    }

    /** Whether the user said anything of the size or shape of chunks. */
    boolean cutsChunks() {
        return innerChunk.isPresent() || chunks.isPresent();
    }

    /** Whether objects that differ in shape may stay as they are in the source. */
    boolean isKeepingGrids() {
        return innerChunk.isEmpty() && shard.isEmpty() && shards.isEmpty();
    }

    /** Whether the user named extents of shards. */
    boolean namesShards() {
        return shards.isPresent();
    }

    /** Whether the user said how large shards should be. */
    boolean sizesShards() {
        return shard.isPresent();
    }

    /** Whether the user wants shards. */
    boolean asksForShards() {
        return shards.isPresent() || (shard.isPresent() && !shard.get().equals("none"));
    }

    /**
     * The rule that cuts variables up.
     *
     * @param isWithoutShards whether the format has none
     * @param chain how chunks of a type are encoded
     */
    LayoutRule rule(boolean isWithoutShards, Function<DataType, CodecChain> chain) {
        return new LayoutRule(
                new ChunkTargets(
                        innerChunk.map(ByteSize::bytes).orElse(ChunkTargets.DEFAULT.innerChunkBytes()),
                        isWithoutShards ? 1 : shardBytes(shard)),
                chunks.map(text -> NamedExtents.parse("--chunks", text)).orElse(Map.of()),
                shards.map(text -> NamedExtents.parse("--shards", text)).orElse(Map.of()),
                chain);
    }

    /** A shard of one byte has room for a single chunk: then shards are chunks. */
    static long shardBytes(Optional<String> shard) {
        if (shard.isEmpty()) {
            return ChunkTargets.DEFAULT.shardBytes();
        }
        if (shard.get().equals("none")) {
            return 1;
        }
        try {
            return Math.max(1, ByteSize.parse(shard.get()).bytes());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--shard: " + e.getMessage(), "--shard 512MiB, or --shard none");
        }
    }

    /**
     * Makes sure that named extents are for dimensions that there are.
     *
     * @throws UsageException when one is not
     */
    void requireDimensions(LayoutRule rule, Dataset dataset) {
        List<String> unknown = rule.unknownDimensions(dataset);
        if (!unknown.isEmpty()) {
            List<String> known = dataset.variables().stream()
                    .flatMap(variable -> variable.dimensions().stream())
                    .map(Dimension::name)
                    .distinct()
                    .toList();
            throw new UsageException(
                    "no variable has the dimension '" + unknown.get(0) + "'", Nearest.question(unknown.get(0), known));
        }
    }
}

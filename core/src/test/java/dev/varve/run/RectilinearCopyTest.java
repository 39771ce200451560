package dev.varve.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.RectilinearGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.LayoutRule;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.Store;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import dev.varve.zarr.ZarrArray;
import dev.varve.zarr.ZarrSink;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of arrays whose objects differ in shape, with the same grid. */
class RectilinearCopyTest {
    private static final CodecChain CHAIN = CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(1, false));
    private static final LayoutRule RULE = new LayoutRule(ChunkTargets.DEFAULT, Map.of(), Map.of(), type -> CHAIN);
    private static final FillValue FILL = FillValue.zero(NumericType.INT16);

    @TempDir
    Path folder;

    private final Workers workers = Workers.of(3);

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static ChunkEdges edges(Random random, long extent, long unit) {
        long[] lengths = new long[1 + (int) extent];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = unit * (1 + random.nextInt(3));
        }
        return random.nextInt(4) == 0 ? ChunkEdges.step(lengths[0]) : ChunkEdges.of(lengths);
    }

    private static ArrayMetadata metadata(Random random) {
        Shape shape = Blocks.shape(random, 2, 0, 11);
        Shape unit = Blocks.shape(random, 2, 1, 3);
        RectilinearGrid grid = new RectilinearGrid(
                shape,
                List.of(
                        edges(random, shape.extent(0), unit.extent(0)),
                        edges(random, shape.extent(1), unit.extent(1))));
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain sharded = CodecChain.of(new ShardingCodec(unit, CHAIN, index, IndexLocation.END));
        return ArrayMetadata.of(grid, FILL, random.nextBoolean() ? CHAIN : sharded);
    }

    private static Map<String, byte[]> contents(Store store) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (Key key : store.list("a/c")) {
            contents.put(key.path(), store.get(key).orElseThrow().toArray());
        }
        return contents;
    }

    private void copy(ZarrSource source, Path path, int threads, long budgetBytes) throws IOException {
        Variable variable = source.describe().variable("a").orElseThrow();
        Layout layout = RULE.kept(variable).orElseThrow();
        CopyPlan plan = CopyPlan.of(List.of(new CopyPlan.Target(variable, layout)), threads, budgetBytes);
        requireAllBlocks(plan);
        try (ZarrSink sink = ZarrSink.create(path, false, Durability.NONE, source.describe(), any -> layout)) {
            CopyRun.copy(plan, source, sink, true, Progress.NONE, workers);
            sink.commit();
        }
    }

    /** That there are as many blocks as the plan says, and that they have every element of the array once. */
    private static void requireAllBlocks(CopyPlan plan) throws IOException {
        CopyPlan.VariableCopy copy = plan.variables().get(0);
        BlockSequence blocks = new BlockSequence(CopyQueue.of(plan));
        long count = 0;
        long elements = 0;
        long objects = 0;
        for (Optional<BlockSequence.Block> block = blocks.next(); block.isPresent(); block = blocks.next()) {
            assertThat(block.get().ordinal()).isEqualTo(count++);
            elements += block.get().inside().map(Region::count).orElse(0L);
            objects += block.get().isLast() ? 1 : 0;
        }
        assertThat(count).isEqualTo(copy.blockCount());
        assertThat(objects).isEqualTo(copy.objectCount());
        assertThat(elements).isEqualTo(copy.variable().shape().count());
    }

    /** Varve's own writer of regions, which knows nothing of blocks, is the oracle: the same objects with the same bytes. */
    @Test
    void aCopyHasTheGridAndTheObjectsOfTheOriginal() {
        Seeds.check(60, random -> {
            ArrayMetadata metadata = metadata(random);
            try (MemoryStore store = new MemoryStore()) {
                NdArray values = Blocks.block(random, NumericType.INT16, metadata.shape());
                ZarrArray.create(store, "a", metadata).write(Region.whole(metadata.shape()), values, workers);
                ZarrSource source = ZarrSource.open(store);
                Map<String, byte[]> expected = contents(store);
                for (long budget : new long[] {1 << 18, 1 << 30}) {
                    Path path = folder.resolve("copy" + random.nextLong() + ".zarr");
                    copy(source, path, budget > 1 << 20 ? 3 : 1, budget);
                    FilesystemStore copied = new FilesystemStore(path);
                    assertThat(contents(copied)).usingRecursiveComparison().isEqualTo(expected);
                    ZarrArray array = ZarrArray.open(copied, "a");
                    assertThat(array.metadata().grid()).isEqualTo(metadata.grid());
                    assertThat(array.metadata().chain()).isEqualTo(metadata.chain());
                    assertThat(array.read(Region.whole(metadata.shape()), workers)
                                    .sameBits(values))
                            .isTrue();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}

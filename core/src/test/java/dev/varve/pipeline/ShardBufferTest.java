package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.RegularGrid;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.FaultyStore;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.MeteredStore;
import dev.varve.store.Store;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardBufferTest {
    private static final FillValue FILL = FillValue.zero(NumericType.INT16);

    private final Workers workers = Workers.of(2);

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static StoredArray array(Shape shape, Shape object, CodecChain chain) {
        return new StoredArray(
                new RegularGrid(shape, object),
                FILL,
                chain,
                index -> new Key("c" + Arrays.toString(index).replace(" ", "")));
    }

    private static CodecChain sharded(Shape inner) {
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain chunk = CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(1, false));
        return CodecChain.of(new ShardingCodec(inner, chunk, index, IndexLocation.END));
    }

    private static StoredArray draw(Random random) {
        int rank = random.nextInt(3);
        Shape shape = Blocks.shape(random, rank, 0, 12);
        Shape inner = Blocks.shape(random, rank, 1, 3);
        if (random.nextInt(4) == 0) {
            return array(shape, inner, CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(1, false)));
        }
        long[] outer = inner.extents();
        for (int axis = 0; axis < rank; axis++) {
            outer[axis] *= 1 + random.nextInt(3);
        }
        return array(shape, Shape.of(outer), sharded(inner));
    }

    @Test
    void anyRegionsInAnyOrderAndAnyMemoryReadLikeABlock() {
        Seeds.check(400, random -> {
            StoredArray array = draw(random);
            Shape shape = array.grid().array();
            MemoryBudget budget = new MemoryBudget(1 + random.nextInt(400));
            try (Store store = new MemoryStore()) {
                NdArray expected = Blocks.block(random, NumericType.INT16, shape);
                WriteOptions options = WriteOptions.DEFAULT;
                new ChunkWriter(store, array, options).write(Region.whole(shape), expected, workers);
                try (ShardBuffer buffer = new ShardBuffer(store, array, options, budget, workers)) {
                    for (int step = random.nextInt(12); step >= 0; step--) {
                        Region region = Blocks.region(random, shape);
                        NdArray block = Blocks.block(random, NumericType.INT16, region.shape());
                        buffer.write(region, block);
                        expected.paste(block, Region.whole(region.shape()), region.starts());
                    }
                }
                NdArray found = new ChunkReader(store, array, Coalescing.DEFAULT).read(Region.whole(shape), workers);
                assertThat(found.sameBits(expected)).isTrue();
                assertThat(budget.peakBytes()).isLessThanOrEqualTo(budget.totalBytes());
                assertThat(budget.tryAcquire(budget.totalBytes()))
                        .as("all is given back")
                        .isPresent();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void rowByRowEachShardIsStoredOnceAndNothingIsRead() throws IOException {
        StoredArray array = array(Shape.of(64, 64), Shape.of(16, 32), sharded(Shape.of(4, 8)));
        NdArray block = Blocks.block(new Random(1), NumericType.INT16, Shape.of(64, 64));
        try (MeteredStore store = new MeteredStore(new MemoryStore())) {
            MemoryBudget budget = new MemoryBudget(16 * 64 * 2 * 3);
            try (ShardBuffer buffer = new ShardBuffer(store, array, WriteOptions.DEFAULT, budget, workers)) {
                for (int row = 0; row < 64; row++) {
                    Region region = Region.of(new long[] {row, 0}, Shape.of(1, 64));
                    buffer.write(region, block.slice(region));
                    assertThat(store.sets()).isEqualTo(2L * ((row + 1) / 16));
                }
                assertThat(buffer.earlyObjects()).isZero();
            }
            assertThat(store.sets()).isEqualTo(8);
            assertThat(store.gets()).isZero();
            Store whole = new MemoryStore();
            new ChunkWriter(whole, array, WriteOptions.DEFAULT).write(Region.whole(Shape.of(64, 64)), block, workers);
            for (Key key : whole.list("")) {
                assertThat(store.get(key)).isEqualTo(whole.get(key));
            }
        }
    }

    @Test
    void aLackOfMemoryCostsWritesButNoElements() throws IOException {
        StoredArray array = array(Shape.of(16, 64), Shape.of(16, 32), sharded(Shape.of(4, 8)));
        NdArray block = Blocks.block(new Random(1), NumericType.INT16, Shape.of(16, 64));
        try (MeteredStore store = new MeteredStore(new MemoryStore())) {
            try (ShardBuffer buffer =
                    new ShardBuffer(store, array, WriteOptions.DEFAULT, new MemoryBudget(500), workers)) {
                for (int row = 0; row < 16; row++) {
                    Region region = Region.of(new long[] {row, 0}, Shape.of(1, 64));
                    buffer.write(region, block.slice(region));
                }
                assertThat(buffer.earlyObjects()).isPositive();
            }
            assertThat(store.sets()).isGreaterThan(2);
            NdArray found =
                    new ChunkReader(store, array, Coalescing.DEFAULT).read(Region.whole(Shape.of(16, 64)), workers);
            assertThat(found.sameBits(block)).isTrue();
        }
    }

    @Test
    void afterAFailureNothingMoreIsStored() throws IOException {
        StoredArray array = array(Shape.of(8), Shape.of(4), sharded(Shape.of(2)));
        FaultyStore store = new FaultyStore(new MemoryStore());
        ShardBuffer buffer = new ShardBuffer(store, array, WriteOptions.DEFAULT, new MemoryBudget(1000), workers);
        NdArray block = Blocks.block(new Random(1), NumericType.INT16, Shape.of(7));
        store.failCall(2);
        assertThatIOException().isThrownBy(() -> buffer.write(Region.of(new long[] {1}, Shape.of(7)), block));
        store.failCall(Long.MAX_VALUE);
        buffer.close();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void whatDoesNotFitTheArrayIsRefused() throws IOException {
        StoredArray array = array(Shape.of(8), Shape.of(4), sharded(Shape.of(2)));
        try (Store store = new MemoryStore();
                ShardBuffer buffer =
                        new ShardBuffer(store, array, WriteOptions.DEFAULT, new MemoryBudget(1000), workers)) {
            NdArray block = Blocks.block(new Random(1), NumericType.INT16, Shape.of(3));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> buffer.write(Region.of(new long[] {6}, Shape.of(3)), block));
        }
    }
}

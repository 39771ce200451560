package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
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
import dev.varve.grid.Selection;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.MeteredStore;
import dev.varve.store.Store;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import dev.varve.testing.Selections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way that skips work leaves what the general way leaves; that it was taken is counted. */
class FastPathEquivalenceTest {
    private static final FillValue FILL = new FillValue(NumericType.INT32, Bytes.wrap(new byte[] {5, 0, 0, 0}));
    /** Every inner chunk is fetched by itself. */
    private static final Coalescing APART = new Coalescing(0, 1);

    private final Workers one = Workers.of(1);
    private final Workers three = Workers.of(3);

    @AfterEach
    void closeWorkers() {
        one.close();
        three.close();
    }

    private static StoredArray draw(Random random, boolean isSharded) {
        int rank = 1 + random.nextInt(3);
        Shape array = Blocks.shape(random, rank, 1, 10);
        Shape inner = Blocks.shape(random, rank, 1, 3);
        BytesCodec bytes = random.nextBoolean() ? BytesCodec.LITTLE : BytesCodec.BIG;
        CodecChain chunk =
                switch (random.nextInt(4)) {
                    case 0 -> CodecChain.of(bytes, new ZstdCodec(1, false), new Crc32cCodec());
                    case 1 -> CodecChain.of(bytes, new Crc32cCodec());
                    default -> CodecChain.of(bytes);
                };
        long[] object = inner.extents();
        if (isSharded) {
            CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
            IndexLocation location = random.nextBoolean() ? IndexLocation.START : IndexLocation.END;
            chunk = CodecChain.of(new ShardingCodec(inner, chunk, index, location));
            for (int axis = 0; axis < rank; axis++) {
                object[axis] *= 1 + random.nextInt(3);
            }
        }
        return new StoredArray(
                new RegularGrid(array, Shape.of(object)),
                FILL,
                chunk,
                index -> new Key("c" + Arrays.toString(index).replace(" ", "")));
    }

    private static Region whole(StoredArray array) {
        return Region.whole(array.grid().array());
    }

    private static NdArray block(Random random, Region region) {
        return Blocks.block(random, NumericType.INT32, region.shape());
    }

    private static NdArray read(Store store, StoredArray array, Coalescing coalescing, Workers workers)
            throws IOException {
        return new ChunkReader(store, array, coalescing).read(whole(array), workers);
    }

    private static Map<Key, Bytes> objects(Store store) throws IOException {
        Map<Key, Bytes> objects = new TreeMap<>();
        for (Key key : store.list("")) {
            objects.put(key, store.get(key).orElseThrow());
        }
        return objects;
    }

    /** A property that does IO. */
    @FunctionalInterface
    private interface Property {
        void check(Random random) throws IOException;
    }

    private static void check(int cases, Property property) {
        Seeds.check(cases, random -> {
            try {
                property.check(random);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aCompleteChunkIsWrittenFromAViewAsItWouldBeMerged() {
        check(200, random -> {
            StoredArray array = draw(random, random.nextBoolean());
            Region whole = whole(array);
            byte[] mine = new byte[8 + 4 * (int) whole.count() + 3];
            random.nextBytes(mine);
            byte[] before = mine.clone();
            NdArray view = NdArray.of(NumericType.INT32, whole.shape(), Bytes.wrap(mine, 8, 4 * (int) whole.count()));
            WriteOptions options =
                    WriteOptions.DEFAULT.with(random.nextBoolean() ? EmptyChunks.KEEP : EmptyChunks.ELIDE);
            MeteredStore atOnce = new MeteredStore(new MemoryStore());
            new ChunkWriter(atOnce, array, options).write(whole, view, three);
            assertThat(atOnce.gets()).as("complete chunks are never read").isZero();
            assertThat(mine).as("the source is not changed").isEqualTo(before);
            MemoryStore merged = new MemoryStore();
            for (int row = 0; row < whole.shape().extent(0); row++) {
                long[] stop = whole.shape().extents();
                long[] start = new long[stop.length];
                start[0] = row;
                stop[0] = row + 1L;
                Region part = Region.between(start, stop);
                new ChunkWriter(merged, array, options).write(part, view.slice(part), one);
            }
            assertThat(objects(atOnce)).isEqualTo(objects(merged));
            Arrays.fill(mine, (byte) 1);
            assertThat(objects(atOnce)).as("the source is not kept").isEqualTo(objects(merged));
        });
    }

    @Test
    void chunksReadAloneAreTheirPartsOfAllAndStayWhatTheyWereWhenOthersAreRead(@TempDir Path folder) {
        AtomicLong count = new AtomicLong();
        check(100, random -> {
            StoredArray array = draw(random, random.nextBoolean());
            Store store = new FilesystemStore(folder.resolve(Long.toString(count.incrementAndGet())));
            new ChunkWriter(store, array, WriteOptions.DEFAULT).write(whole(array), block(random, whole(array)), three);
            NdArray all = read(store, array, APART, three);
            RegularGrid chunks = array.encoding(new long[array.grid().array().rank()])
                    .shard()
                    .map(layout -> new RegularGrid(
                            array.grid().array(), layout.innerGrid().chunk()))
                    .orElse((RegularGrid) array.grid());
            Map<Region, NdArray> alone = new LinkedHashMap<>();
            for (int ordinal = 0; ordinal < chunks.counts().count(); ordinal++) {
                Region region = chunks.clip(chunks.index(ordinal));
                alone.put(region, new ChunkReader(store, array, APART).read(region, one));
            }
            alone.forEach((region, found) -> assertThat(found.sameBits(all.slice(region)))
                    .as("%s of %s", region, array.grid())
                    .isTrue());
        });
    }

    @Test
    void aShardDecodedWholeIsItsInnerChunksDecodedOneByOne() {
        AtomicLong saved = new AtomicLong();
        check(200, random -> {
            StoredArray array = draw(random, true);
            MeteredStore store = new MeteredStore(new MemoryStore());
            ChunkWriter writer = new ChunkWriter(store, array, WriteOptions.DEFAULT);
            for (int i = random.nextInt(3); i >= 0; i--) {
                Region region = Blocks.region(random, array.grid().array());
                writer.write(region, block(random, region), one);
            }
            store.reset();
            NdArray bulk = read(store, array, Coalescing.DEFAULT, three);
            long gets = store.gets();
            store.reset();
            NdArray expected = NdArray.allocate(NumericType.INT32, whole(array).shape());
            for (long i = 0; i < expected.shape().count(); i++) {
                Region cell = cell(expected.shape(), i);
                NdArray element = new ChunkReader(store, array, APART).read(cell, one);
                expected.paste(element, Region.whole(cell.shape()), cell.starts());
            }
            assertThat(bulk.sameBits(expected)).isTrue();
            saved.addAndGet(store.gets() - gets);
        });
        assertThat(saved.get()).isPositive();
    }

    private static Region cell(Shape shape, long ordinal) {
        long[] at = dev.varve.grid.GridOrder.index(shape, ordinal);
        long[] ones = new long[at.length];
        Arrays.fill(ones, 1);
        return Region.of(at, Shape.of(ones));
    }

    @Test
    void rangesFetchedTogetherHoldWhatTheyHoldApart() {
        AtomicLong together = new AtomicLong();
        AtomicLong apart = new AtomicLong();
        check(200, random -> {
            StoredArray array = draw(random, true);
            MeteredStore store = new MeteredStore(new MemoryStore());
            new ChunkWriter(store, array, WriteOptions.DEFAULT).write(whole(array), block(random, whole(array)), one);
            Selection selection = Selections.selection(random, array.grid().array());
            Coalescing coalescing = new Coalescing(random.nextInt(60), 1 + random.nextInt(400));
            store.reset();
            NdArray found = new ChunkReader(store, array, coalescing).read(selection, three);
            together.addAndGet(store.gets());
            store.reset();
            NdArray expected = new ChunkReader(store, array, APART).read(selection, one);
            apart.addAndGet(store.gets());
            assertThat(found.sameBits(expected)).isTrue();
        });
        assertThat(together.get()).isLessThan(apart.get());
    }

    @Test
    void oneValueOverARegionIsThatValueWrittenElementByElement() {
        check(100, random -> {
            StoredArray array = draw(random, random.nextBoolean());
            Region region = Blocks.region(random, array.grid().array());
            NdArray element = block(random, Region.whole(Shape.of()));
            FillValue value = random.nextInt(4) == 0 ? FILL : new FillValue(NumericType.INT32, element.data());
            MemoryStore broadcast = new MemoryStore();
            MemoryStore single = new MemoryStore();
            for (Store store : new Store[] {broadcast, single}) {
                NdArray old = block(new Random(1), whole(array));
                new ChunkWriter(store, array, WriteOptions.DEFAULT).write(whole(array), old, one);
            }
            ChunkWriter writer = new ChunkWriter(broadcast, array, WriteOptions.DEFAULT);
            writer.write(region, NdArray.filled(region.shape(), value), three);
            for (long i = 0; i < region.count(); i++) {
                long[] at = cell(region.shape(), i).starts();
                for (int axis = 0; axis < at.length; axis++) {
                    at[axis] += region.start(axis);
                }
                Region cell = Region.of(at, cell(region.shape(), 0).shape());
                new ChunkWriter(single, array, WriteOptions.DEFAULT)
                        .write(cell, NdArray.filled(cell.shape(), value), one);
            }
            assertThat(objects(broadcast)).isEqualTo(objects(single));
        });
    }

    @Test
    void stridedAndPickedElementsAreThoseOfTheWholeArray() {
        check(200, random -> {
            StoredArray array = draw(random, random.nextBoolean());
            MemoryStore store = new MemoryStore();
            NdArray values = block(random, whole(array));
            new ChunkWriter(store, array, WriteOptions.DEFAULT).write(whole(array), values, one);
            Selection selection = Selections.selection(random, array.grid().array());
            NdArray found = new ChunkReader(store, array, Coalescing.DEFAULT).read(selection, three);
            assertThat(found.sameBits(Selections.read(values, selection))).isTrue();
        });
    }

    @Test
    void aPatchInPlaceLeavesWhatARewriteLeaves() {
        AtomicLong patches = new AtomicLong();
        check(200, random -> {
            StoredArray array = draw(random, true);
            MeteredStore patched = new MeteredStore(new MemoryStore());
            MeteredStore rewritten = new MeteredStore(new MemoryStore());
            NdArray old = block(random, whole(array));
            Region region = Blocks.region(random, array.grid().array());
            NdArray changed = block(random, region);
            WriteOptions options = WriteOptions.DEFAULT.with(EmptyChunks.KEEP);
            for (Store store : new Store[] {patched, rewritten}) {
                new ChunkWriter(store, array, options).write(whole(array), old, one);
            }
            new ChunkWriter(patched, array, options.with(ShardPatching.IN_PLACE)).write(region, changed, three);
            new ChunkWriter(rewritten, array, options).write(region, changed, one);
            assertThat(rewritten.rangeSets()).isZero();
            assertThat(objects(patched)).isEqualTo(objects(rewritten));
            patches.addAndGet(patched.rangeSets());
        });
        assertThat(patches.get()).isPositive();
    }

    @Test
    void aShardBufferStoresWhatOneWriteStores() {
        check(200, random -> {
            StoredArray array = draw(random, random.nextInt(4) != 0);
            NdArray values = block(random, whole(array));
            MemoryStore once = new MemoryStore();
            new ChunkWriter(once, array, WriteOptions.DEFAULT).write(whole(array), values, one);
            MemoryStore buffered = new MemoryStore();
            MemoryBudget budget = new MemoryBudget(1 + random.nextInt(4000));
            try (ShardBuffer buffer = new ShardBuffer(buffered, array, WriteOptions.DEFAULT, budget, three)) {
                long rows = values.shape().extent(0);
                long step = 1L + random.nextInt(3);
                for (long row = 0; row < rows; row += step) {
                    long[] start = new long[values.shape().rank()];
                    long[] stop = values.shape().extents();
                    start[0] = row;
                    stop[0] = Math.min(rows, row + step);
                    Region part = Region.between(start, stop);
                    buffer.write(part, values.slice(part));
                }
            }
            assertThat(objects(buffered)).isEqualTo(objects(once));
        });
    }

    /** An array that is work for several threads; who asks for its keys is noted. */
    private static StoredArray drawLarge(Random random, Set<Thread> threads) {
        Shape array = Blocks.shape(random, 2, 300, 500);
        Shape inner = Blocks.shape(random, 2, 20, 60);
        CodecChain chunk = CodecChain.of(BytesCodec.BIG, new ZstdCodec(1, false));
        Shape object = inner;
        if (random.nextInt(3) != 0) {
            CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
            chunk = CodecChain.of(new ShardingCodec(inner, chunk, index, IndexLocation.END));
            object = Shape.of(inner.extent(0) * 3, inner.extent(1) * 2);
        }
        return new StoredArray(new RegularGrid(array, object), FILL, chunk, index -> {
            threads.add(Thread.currentThread());
            return new Key("c" + index[0] + "/" + index[1]);
        });
    }

    @Test
    void manyThreadsWriteAndReadTheBytesOfOne() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        check(25, random -> {
            StoredArray array = drawLarge(random, threads);
            MemoryStore single = new MemoryStore();
            MemoryStore many = new MemoryStore();
            for (int i = random.nextInt(3); i >= 0; i--) {
                Region region = Blocks.region(random, array.grid().array());
                NdArray values = random.nextInt(4) == 0 ? NdArray.filled(region.shape(), FILL) : block(random, region);
                new ChunkWriter(single, array, WriteOptions.DEFAULT).write(region, values, one);
                new ChunkWriter(many, array, WriteOptions.DEFAULT).write(region, values, three);
            }
            assertThat(objects(many)).isEqualTo(objects(single));
            NdArray expected = read(single, array, Coalescing.DEFAULT, one);
            assertThat(read(many, array, Coalescing.DEFAULT, three).sameBits(expected))
                    .isTrue();
        });
        assertThat(threads).as("several threads have worked").hasSizeGreaterThan(1);
    }
}

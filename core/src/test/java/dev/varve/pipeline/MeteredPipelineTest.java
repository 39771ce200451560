package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.AxisSelection;
import dev.varve.grid.PointSelection;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often stores are asked: twenty inner chunks of ten int32 in a shard, two shards. */
class MeteredPipelineTest extends PipelineContract {
    private static final int INDEX_BYTES = 20 * 16 + 4;
    private static final int INNER_BYTES = 40;
    private static final Shape SHAPE = Shape.of(400);

    private final Workers workers = Workers.of(2);
    private final MeteredStore store = new MeteredStore(new MemoryStore());
    private final StoredArray array = array(IndexLocation.END);

    @Override
    protected Store newStore() {
        return new MeteredStore(new MemoryStore());
    }

    private static StoredArray array(IndexLocation location) {
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain chain =
                CodecChain.of(new ShardingCodec(Shape.of(10), CodecChain.of(BytesCodec.LITTLE), index, location));
        return new StoredArray(
                new RegularGrid(SHAPE, Shape.of(200)),
                FillValue.zero(NumericType.INT32),
                chain,
                i -> new Key("c/" + i[0]));
    }

    @BeforeEach
    void writeAll() throws IOException {
        write(0, 400, WriteOptions.DEFAULT);
    }

    @AfterEach
    void close() {
        workers.close();
    }

    private void write(long start, int count, WriteOptions options) throws IOException {
        NdArray block = Blocks.block(new Random(start + count), NumericType.INT32, Shape.of(count));
        new ChunkWriter(store, array, options).write(Region.of(new long[] {start}, Shape.of(count)), block, workers);
    }

    private void read(long start, int count) throws IOException {
        store.reset();
        new ChunkReader(store, array, Coalescing.DEFAULT).read(Region.of(new long[] {start}, Shape.of(count)), workers);
    }

    @Test
    void writingWholeShardsReadsNothing() {
        assertThat(store.gets()).isZero();
        assertThat(store.sets()).isEqualTo(2);
        assertThat(store.writtenBytes()).isEqualTo(2 * (20 * INNER_BYTES + INDEX_BYTES));
        assertThat(store.claims()).isEqualTo(2);
    }

    @Test
    void anInnerChunkIsTheIndexAndOneRange() throws IOException {
        read(30, 10);
        assertThat(store.gets()).isEqualTo(2);
        assertThat(store.readBytes()).isEqualTo(INDEX_BYTES + INNER_BYTES);
    }

    @Test
    void aPartOfAnInnerChunkCostsNoMore() throws IOException {
        read(33, 1);
        assertThat(store.gets()).isEqualTo(2);
        assertThat(store.readBytes()).isEqualTo(INDEX_BYTES + INNER_BYTES);
    }

    @Test
    void neighboursComeTogether() throws IOException {
        read(35, 60);
        assertThat(store.gets()).isEqualTo(2);
        assertThat(store.readBytes()).isEqualTo(INDEX_BYTES + 7 * INNER_BYTES);
    }

    @Test
    void aWholeShardIsOneGet() throws IOException {
        read(200, 200);
        assertThat(store.gets()).isEqualTo(1);
        read(0, 400);
        assertThat(store.gets()).isEqualTo(2);
    }

    @Test
    void aWholeShardLargerThanAFetchMayBeComesInSeveral() throws IOException {
        store.reset();
        new ChunkReader(store, array, new Coalescing(0, 10 * INNER_BYTES))
                .read(Region.of(new long[] {0}, Shape.of(200)), workers);
        assertThat(store.gets()).isEqualTo(3);
    }

    @Test
    void distantChunksComeApartWhenTheGapIsLarge() throws IOException {
        store.reset();
        new ChunkReader(store, array, new Coalescing(INNER_BYTES, 1 << 20))
                .read(Selection.of(AxisSelection.elements(5, 25, 55)), workers);
        assertThat(store.gets())
                .as("index, chunks 0 to 2 with the hole, chunk 5")
                .isEqualTo(3);
        assertThat(store.readBytes()).isEqualTo(INDEX_BYTES + 4 * INNER_BYTES);
    }

    @Test
    void aHoleIsReadWhereAFurtherRequestWouldTakeLonger(@TempDir Path folder) throws IOException {
        int elements = 10 << 10;
        int holeBytes = 2 * 4 * elements;
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        ShardingCodec sharding =
                new ShardingCodec(Shape.of(elements), CodecChain.of(BytesCodec.LITTLE), index, IndexLocation.END);
        StoredArray large = new StoredArray(
                new RegularGrid(Shape.of(8L * elements), Shape.of(8L * elements)),
                FillValue.zero(NumericType.INT32),
                CodecChain.of(sharding),
                i -> new Key("c/" + i[0]));
        NdArray block =
                Blocks.block(new Random(1), NumericType.INT32, large.grid().array());
        Selection ends = Selection.of(AxisSelection.elements(5, 3L * elements + 1));
        for (Store inner : List.of(new MemoryStore(), new FilesystemStore(folder))) {
            MeteredStore metered = new MeteredStore(inner);
            new ChunkWriter(metered, large, WriteOptions.DEFAULT).write(Region.whole(block.shape()), block, workers);
            metered.reset();
            NdArray found = new ChunkReader(metered, large, Coalescing.of(metered)).read(ends, workers);
            assertThat(found.data().getInt(4)).isEqualTo(block.data().getInt(4 * (3 * elements + 1)));
            boolean isRead = inner.requestBytes() >= holeBytes;
            assertThat(isRead).isEqualTo(inner instanceof MemoryStore);
            assertThat(metered.gets()).as("the index, and one range or two").isEqualTo(isRead ? 2 : 3);
        }
    }

    /** Elements of inner chunks 0, 1 and 3 of the first shard and one of the second, in no order, some of them twice. */
    private static final long[] SCATTERED = {35, 3, 210, 12, 3, 39, 15, 0};

    @Test
    void singleElementsBringEachChunkOnceAndNeighboursTogether() throws IOException {
        store.reset();
        NdArray found = new ChunkReader(store, array, Coalescing.DEFAULT).read(PointSelection.of(SCATTERED), workers);
        assertThat(found.shape()).isEqualTo(Shape.of(SCATTERED.length));
        assertThat(store.gets()).as("an index and a fetch of each shard").isEqualTo(4);
        assertThat(store.readBytes()).isEqualTo(2 * INDEX_BYTES + 4 * INNER_BYTES + INNER_BYTES);
        store.reset();
        new ChunkReader(store, array, new Coalescing(0, 1 << 20)).read(PointSelection.of(SCATTERED), workers);
        assertThat(store.gets())
                .as("two indexes, chunks 0 and 1, chunk 3, and the one of the second shard")
                .isEqualTo(5);
        assertThat(store.readBytes()).isEqualTo(2 * INDEX_BYTES + 3 * INNER_BYTES + INNER_BYTES);
    }

    @Test
    void singleElementsAreWrittenWithOneChangeOfEachShard() throws IOException {
        store.reset();
        NdArray block = NdArray.allocate(array.fill().type(), Shape.of(SCATTERED.length));
        new ChunkWriter(store, array, WriteOptions.DEFAULT).write(PointSelection.of(SCATTERED), block, workers);
        assertThat(store.sets()).isEqualTo(2);
        assertThat(store.claims()).isEqualTo(2);
        assertThat(store.gets()).as("an index and the old chunks of each shard").isEqualTo(4);
    }

    @Test
    void overwritingAnInnerChunkReadsTheIndexAndCopiesTheRest() throws IOException {
        store.reset();
        write(30, 10, WriteOptions.DEFAULT);
        assertThat(store.gets()).isEqualTo(1);
        assertThat(store.readBytes()).isEqualTo(INDEX_BYTES);
        assertThat(store.copiedBytes()).isEqualTo(19 * INNER_BYTES);
        assertThat(store.sets()).isEqualTo(1);
    }

    @Test
    void changingPartsOfTwoInnerChunksReadsThemAtOnce() throws IOException {
        store.reset();
        write(35, 10, WriteOptions.DEFAULT);
        assertThat(store.gets()).isEqualTo(2);
        assertThat(store.readBytes()).isEqualTo(INDEX_BYTES + 2 * INNER_BYTES);
        assertThat(store.copiedBytes()).isEqualTo(18 * INNER_BYTES);
    }

    /** The index stays: it says where chunks lie, and they lie where they lay. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aPatchIsTheIndexGetAndARangeSetForEachChunk(int chunks) throws IOException {
        store.reset();
        write(30, 10 * chunks, WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE));
        assertThat(store.gets()).isEqualTo(1);
        assertThat(store.readBytes()).isEqualTo(INDEX_BYTES);
        assertThat(store.rangeSets()).isEqualTo(chunks);
        assertThat(store.writtenBytes()).isEqualTo((long) chunks * INNER_BYTES);
        assertThat(store.copiedBytes() + store.sets()).isZero();
    }

    @Test
    void aPatchOfPartsOfTwoChunksIsTheIndexOneGetAndTwoRangeSets() throws IOException {
        store.reset();
        write(35, 10, WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE));
        assertThat(store.gets()).isEqualTo(2);
        assertThat(store.rangeSets()).isEqualTo(2);
        assertThat(store.copiedBytes() + store.sets()).isZero();
    }

    @Test
    void writingWholeChunksReadsNothing() throws IOException {
        StoredArray chunks = new StoredArray(
                new RegularGrid(SHAPE, Shape.of(10)),
                FillValue.zero(NumericType.INT32),
                CodecChain.of(BytesCodec.LITTLE),
                i -> new Key("plain/" + i[0]));
        NdArray block = Blocks.block(new Random(1), NumericType.INT32, Shape.of(30));
        store.reset();
        for (int i = 0; i < 2; i++) {
            new ChunkWriter(store, chunks, WriteOptions.DEFAULT)
                    .write(Region.of(new long[] {20}, Shape.of(30)), block, workers);
        }
        assertThat(store.gets()).isZero();
        assertThat(store.sets()).isEqualTo(6);
        new ChunkWriter(store, chunks, WriteOptions.DEFAULT)
                .write(Region.of(new long[] {25}, Shape.of(30)), block, workers);
        assertThat(store.gets()).as("the two chunks at the ends are merged").isEqualTo(2);
    }

    @Test
    void nothingIsPatchedUnlessEmptyChunksAreKeptAndItIsAskedFor() throws IOException {
        store.reset();
        write(30, 20, WriteOptions.DEFAULT.with(ShardPatching.IN_PLACE));
        write(30, 20, WriteOptions.DEFAULT.with(EmptyChunks.KEEP));
        write(0, 200, WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE));
        assertThat(store.rangeSets()).isZero();
        assertThat(store.sets()).isEqualTo(3);
    }

    @Test
    void aChunkThatIsMissingIsNotPatched() throws IOException {
        store.erase(new Key("c/0"));
        write(0, 10, WriteOptions.DEFAULT);
        store.reset();
        write(30, 10, WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE));
        assertThat(store.rangeSets()).isZero();
        assertThat(store.sets()).isEqualTo(1);
    }
}

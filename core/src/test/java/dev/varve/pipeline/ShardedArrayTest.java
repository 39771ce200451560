package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.StructType;
import dev.varve.array.VariableType;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.grid.AxisSelection;
import dev.varve.grid.RegularGrid;
import dev.varve.grid.Selection;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.FaultyStore;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.Store;
import dev.varve.testing.Blocks;
import dev.varve.testing.Selections;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is peculiar to shards, case by case: two of twenty elements, in inner chunks of four. */
class ShardedArrayTest {
    private static final CodecChain INDEX = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
    private static final CodecChain PLAIN = CodecChain.of(BytesCodec.LITTLE);
    private static final FillValue MINUS_ONE =
            new FillValue(NumericType.INT32, Bytes.wrap(new byte[] {-1, -1, -1, -1}));
    private static final Shape SHAPE = Shape.of(40);

    private final Workers workers = Workers.of(2);
    private final MemoryStore store = new MemoryStore();

    @AfterEach
    void close() {
        workers.close();
    }

    private static CodecChain shards(Shape inner, CodecChain chunk) {
        return CodecChain.of(new ShardingCodec(inner, chunk, INDEX, IndexLocation.END));
    }

    private static StoredArray array(Shape shape, Shape object, CodecChain chain, FillValue fill) {
        return new StoredArray(
                new RegularGrid(shape, object),
                fill,
                chain,
                index -> new Key("c" + java.util.Arrays.toString(index).replace(" ", "")));
    }

    private static StoredArray twenties() {
        return array(SHAPE, Shape.of(20), shards(Shape.of(4), PLAIN), MINUS_ONE);
    }

    private NdArray written(Store target, StoredArray array, EmptyChunks empty) throws IOException {
        Region whole = Region.whole(array.grid().array());
        NdArray values = Blocks.block(new Random(3), array.fill().type(), whole.shape());
        new ChunkWriter(target, array, WriteOptions.DEFAULT.with(empty)).write(whole, values, workers);
        return values;
    }

    private NdArray read(Store from, StoredArray array, Region region) throws IOException {
        return new ChunkReader(from, array, Coalescing.DEFAULT).read(region, workers);
    }

    private ShardIndex index(StoredArray array, long... object) throws IOException {
        ShardLayout layout = array.encoding(object).shard().orElseThrow();
        Bytes bytes = store.get(array.key(object)).orElseThrow();
        return layout.decodeIndex(
                bytes.slice(bytes.length() - layout.indexBytes(), layout.indexBytes()), bytes.length());
    }

    /** A failed load is never taken for a chunk that is not there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the shard cannot be opened, 0, 20, 1, open",
        "the whole shard cannot be loaded, 0, 20, 2, read",
        "the shard of one inner chunk cannot be opened, 4, 4, 1, open",
        "the index load fails, 4, 4, 2, read",
        "the slice load fails, 4, 4, 3, read",
        "the index load fails for a part of a chunk, 5, 2, 2, read",
        "the slice load fails for a part of a chunk, 5, 2, 3, read",
        "the second shard cannot be opened, 18, 4, 4, open",
        "the second slice load fails, 18, 4, 6, read"
    })
    void aFailedLoadIsAnError(String what, long start, int count, int call, String verb) throws IOException {
        FaultyStore faulty = new FaultyStore(new MemoryStore());
        StoredArray array = twenties();
        NdArray values = written(faulty, array, EmptyChunks.ELIDE);
        Region part = Region.of(new long[] {start}, Shape.of(count));
        faulty.failCall(call);
        assertThatIOException()
                .isThrownBy(() -> read(faulty, array, part))
                .withMessageContaining("planted at call " + call + ", " + verb);
        faulty.failCall(Long.MAX_VALUE);
        assertThat(read(faulty, array, part).sameBits(values.slice(part))).isTrue();
    }

    @Test
    void aFailedLoadOfAChunkThatIsNoShardIsAnErrorToo() throws IOException {
        FaultyStore faulty = new FaultyStore(new MemoryStore());
        StoredArray array = array(SHAPE, Shape.of(20), PLAIN, MINUS_ONE);
        written(faulty, array, EmptyChunks.ELIDE);
        faulty.failCall(1);
        assertThatIOException()
                .isThrownBy(() -> read(faulty, array, Region.of(new long[] {3}, Shape.of(2))))
                .withMessageContaining("planted at call 1, get");
    }

    @Test
    void elementsArePickedTwiceAndInAnyOrder() throws IOException {
        StoredArray array = array(Shape.of(12, 10), Shape.of(6, 10), shards(Shape.of(3, 5), PLAIN), MINUS_ONE);
        NdArray values = written(store, array, EmptyChunks.ELIDE);
        for (Selection selection : List.of(
                Selection.of(AxisSelection.elements(3, 3, 11, 0), AxisSelection.interval(0, 10)),
                Selection.of(AxisSelection.interval(7, 8), AxisSelection.elements(9, 0, 0, 5)),
                Selection.of(AxisSelection.elements(5, 6), AxisSelection.slice(8, -1, -3)),
                Selection.of(AxisSelection.elements(), AxisSelection.interval(0, 10)))) {
            NdArray found = new ChunkReader(store, array, Coalescing.DEFAULT).read(selection, workers);
            assertThat(found.sameBits(Selections.read(values, selection))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(EmptyChunks.class)
    void anEmptyInnerChunkOfAShardThatIsNotEmptyIsThereOrNot(EmptyChunks empty) throws IOException {
        StoredArray array = twenties();
        NdArray values = written(store, array, empty);
        Region third = Region.of(new long[] {8}, Shape.of(4));
        NdArray fill = NdArray.filled(third.shape(), MINUS_ONE);
        new ChunkWriter(store, array, WriteOptions.DEFAULT.with(empty)).write(third, fill, workers);
        for (int chunk = 0; chunk < 5; chunk++) {
            assertThat(index(array, 0).isPresent(chunk)).isEqualTo(chunk != 2 || empty == EmptyChunks.KEEP);
        }
        values.paste(fill, Region.whole(fill.shape()), third.starts());
        assertThat(read(store, array, Region.whole(SHAPE)).sameBits(values)).isTrue();
    }

    /** An index without a chunk is what some writers leave instead of no shard. */
    @Test
    void aShardOfNoInnerChunkIsFillValue() throws IOException {
        StoredArray array = twenties();
        ShardLayout layout = array.encoding(0).shard().orElseThrow();
        store.set(array.key(0), layout.encodeIndex(ShardIndex.builder(5).build()));
        for (Region part : List.of(
                Region.whole(SHAPE), Region.of(new long[] {3}, Shape.of(2)), Region.of(new long[] {4}, Shape.of(4)))) {
            assertThat(read(store, array, part).isAll(MINUS_ONE)).isTrue();
        }
    }

    @Test
    void shardsThatBecomeEmptyAreDeletedOthersStay() throws IOException {
        StoredArray array = twenties();
        NdArray values = written(store, array, EmptyChunks.ELIDE);
        for (int start = 0; start < 20; start += 4) {
            Region part = Region.of(new long[] {start}, Shape.of(4));
            assertThat(store.list("")).hasSize(2);
            new ChunkWriter(store, array, WriteOptions.DEFAULT)
                    .write(part, NdArray.filled(part.shape(), MINUS_ONE), workers);
        }
        assertThat(store.list("")).containsExactly(array.key(1));
        Region rest = Region.of(new long[] {20}, Shape.of(20));
        assertThat(read(store, array, rest).sameBits(values.slice(rest))).isTrue();
    }

    @Test
    void shardsOfShardsAreReadAndWrittenInPart() throws IOException {
        CodecChain inner = shards(Shape.of(2, 2), CodecChain.of(BytesCodec.BIG, new ZstdCodec(1, false)));
        CodecChain chain = shards(Shape.of(4, 6), inner);
        StoredArray array = array(Shape.of(20, 20), Shape.of(8, 12), chain, MINUS_ONE);
        NdArray values = written(store, array, EmptyChunks.ELIDE);
        Region part = Region.of(new long[] {3, 5}, Shape.of(11, 9));
        assertThat(read(store, array, part).sameBits(values.slice(part))).isTrue();
        NdArray changed = Blocks.block(new Random(4), NumericType.INT32, part.shape());
        new ChunkWriter(store, array, WriteOptions.DEFAULT).write(part, changed, workers);
        values.paste(changed, Region.whole(part.shape()), part.starts());
        assertThat(read(store, array, Region.whole(values.shape())).sameBits(values))
                .isTrue();
        new ChunkWriter(store, array, WriteOptions.DEFAULT)
                .write(Region.whole(values.shape()), NdArray.filled(values.shape(), MINUS_ONE), workers);
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void aShardWithoutAxesHoldsOneElement() throws IOException {
        StoredArray array = array(Shape.of(), Shape.of(), shards(Shape.of(), PLAIN), MINUS_ONE);
        assertThat(read(store, array, Region.whole(Shape.of())).isAll(MINUS_ONE))
                .isTrue();
        NdArray value = written(store, array, EmptyChunks.ELIDE);
        assertThat(store.get(array.key()).orElseThrow().length()).isEqualTo(4 + 16 + 4);
        assertThat(read(store, array, Region.whole(Shape.of())).sameBits(value)).isTrue();
        new ChunkWriter(store, array, WriteOptions.DEFAULT)
                .write(Region.whole(Shape.of()), NdArray.filled(Shape.of(), MINUS_ONE), workers);
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void innerChunksMayBeOfAnyLength() throws IOException {
        FillValue none = new FillValue(VariableType.STRING, Bytes.wrap(new byte[] {'-'}));
        StoredArray array = array(SHAPE, Shape.of(20), shards(Shape.of(4), CodecChain.of(new VlenUtf8Codec())), none);
        NdArray values = NdArray.filled(SHAPE, none);
        for (long start : new long[] {2, 17, 5}) {
            Region part = Region.of(new long[] {start}, Shape.of(6));
            NdArray texts = Blocks.block(new Random(start), VariableType.STRING, part.shape());
            WriteOptions options = WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE);
            new ChunkWriter(store, array, options).write(part, texts, workers);
            values.paste(texts, Region.whole(part.shape()), part.starts());
            assertThat(read(store, array, Region.whole(SHAPE)).sameBits(values)).isTrue();
        }
    }

    /** zarr-python left the bytes of structs in the wrong order, and decoded them in bulk as if they were numbers. */
    @Test
    void structsKeepTheirFillValueAndTheirByteOrder() throws IOException {
        DataType struct = StructType.of(
                StructType.Field.of("a", NumericType.INT16),
                StructType.Field.of("b", NumericType.FLOAT64),
                StructType.Field.of("c", NumericType.UINT8));
        FillValue fill = new FillValue(struct, Bytes.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
        for (BytesCodec order : List.of(BytesCodec.LITTLE, BytesCodec.BIG)) {
            StoredArray array = array(SHAPE, Shape.of(20), shards(Shape.of(4), CodecChain.of(order)), fill);
            NdArray values = NdArray.filled(SHAPE, fill);
            store.erase(array.key(0));
            Region part = Region.of(new long[] {6}, Shape.of(9));
            NdArray some = Blocks.block(new Random(5), struct, part.shape());
            new ChunkWriter(store, array, WriteOptions.DEFAULT).write(part, some, workers);
            values.paste(some, Region.whole(part.shape()), part.starts());
            assertThat(read(store, array, Region.whole(SHAPE)).sameBits(values)).isTrue();
            Selection back = Selection.of(AxisSelection.slice(39, -1, -2));
            assertThat(new ChunkReader(store, array, Coalescing.DEFAULT)
                            .read(back, workers)
                            .sameBits(Selections.read(values, back)))
                    .isTrue();
            byte[] first = store.get(array.key(0)).orElseThrow().slice(0, 11).toArray();
            byte[] expected = order.equals(BytesCodec.LITTLE)
                    ? new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
                    : new byte[] {2, 1, 10, 9, 8, 7, 6, 5, 4, 3, 11};
            assertThat(first).isEqualTo(expected);
        }
    }
}

package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.AxisSelection;
import dev.varve.grid.RegularGrid;
import dev.varve.grid.Selection;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.ForwardingStore;
import dev.varve.store.Key;
import dev.varve.store.LatentStore;
import dev.varve.store.MemoryStore;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import dev.varve.testing.Blocks;
import dev.varve.testing.Selections;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mistakes that other engines made, each once. */
class PipelineRegressionTest {
    private static final Shape SHAPE = Shape.of(8, 12);
    private static final FillValue FILL = new FillValue(NumericType.INT32, Bytes.wrap(new byte[] {9, 0, 0, 0}));
    private static final CodecChain PLAIN = CodecChain.of(BytesCodec.LITTLE);

    private final Workers workers = Workers.of(2);
    private final MemoryStore store = new MemoryStore();
    private final NdArray block = Blocks.block(new Random(4), NumericType.INT32, SHAPE);

    @AfterEach
    void close() {
        workers.close();
    }

    private static CodecChain shards(Shape inner, CodecChain chunk) {
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        return CodecChain.of(new ShardingCodec(inner, chunk, index, IndexLocation.END));
    }

    private static StoredArray array(CodecChain chain) {
        return new StoredArray(
                new RegularGrid(SHAPE, SHAPE), FILL, chain, index -> new Key("c/" + index[0] + "/" + index[1]));
    }

    private void write(Store target, StoredArray array, Region region, NdArray data) throws IOException {
        new ChunkWriter(target, array, WriteOptions.DEFAULT).write(region, data, workers);
    }

    private NdArray read(Store from, StoredArray array, Region region) throws IOException {
        return new ChunkReader(from, array, Coalescing.DEFAULT).read(region, workers);
    }

    private void requireReadsAndWrites(StoredArray array) throws IOException {
        write(store, array, Region.whole(SHAPE), block);
        Region part = Region.of(new long[] {3, 5}, Shape.of(2, 4));
        assertThat(read(store, array, part).sameBits(block.slice(part))).isTrue();
        NdArray changed = Blocks.block(new Random(5), NumericType.INT32, part.shape());
        write(store, array, part, changed);
        NdArray expected = NdArray.filled(SHAPE, FILL);
        expected.paste(block, Region.whole(SHAPE), new long[2]);
        expected.paste(changed, Region.whole(part.shape()), part.starts());
        assertThat(read(store, array, Region.whole(SHAPE)).sameBits(expected)).isTrue();
    }

    /** zarr-python #4202: bytes were taken from the middle of a compressed shard. */
    @Test
    void aCompressorAroundAShardForbidsToReadPartsOfIt() throws IOException {
        CodecChain chain =
                new CodecChain(List.of(), shards(Shape.of(2, 3), PLAIN).serializer(), List.of(new GzipCodec(5)));
        StoredArray array = array(chain);
        assertThat(array.encoding(0, 0).shard()).isEmpty();
        requireReadsAndWrites(array);
    }

    /** zarr-python #4202: a filter around the shard was left out. */
    @Test
    void aFilterAroundAShardForbidsToReadPartsOfIt() throws IOException {
        CodecChain chain = new CodecChain(
                List.of(TransposeCodec.reversing(2)),
                shards(Shape.of(3, 2), PLAIN).serializer(),
                List.of());
        StoredArray array = array(chain);
        assertThat(array.encoding(0, 0).shard()).isEmpty();
        requireReadsAndWrites(array);
    }

    /** The order in which inner chunks lie is not in the metadata: offsets come from the index alone. */
    @Test
    void inAShardThatSomeoneElseLaidOutInAnotherOrderOnlyTheRightChunkChanges() throws IOException {
        StoredArray array = array(shards(Shape.of(4, 6), PLAIN));
        write(store, array, Region.whole(SHAPE), block);
        Key key = new Key("c/0/0");
        byte[] shard = store.get(key).orElseThrow().toArray();
        int chunk = 4 * 6 * 4;
        byte[] reversed = new byte[shard.length];
        ByteBuffer index = ByteBuffer.allocate(4 * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            System.arraycopy(shard, i * chunk, reversed, (3 - i) * chunk, chunk);
            index.putLong((3L - i) * chunk).putLong(chunk);
        }
        System.arraycopy(index.array(), 0, reversed, 4 * chunk, 4 * 16);
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(index.array());
        ByteBuffer.wrap(reversed).order(ByteOrder.LITTLE_ENDIAN).putInt(4 * chunk + 4 * 16, (int) crc.getValue());
        for (ShardPatching patching : ShardPatching.values()) {
            store.set(key, Bytes.wrap(reversed));
            assertThat(read(store, array, Region.whole(SHAPE)).sameBits(block)).isTrue();
            Region part = Region.of(new long[] {4, 0}, Shape.of(2, 3));
            NdArray changed = Blocks.block(new Random(6), NumericType.INT32, part.shape());
            WriteOptions options = WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(patching);
            new ChunkWriter(store, array, options).write(part, changed, workers);
            NdArray expected = NdArray.filled(SHAPE, FILL);
            expected.paste(block, Region.whole(SHAPE), new long[2]);
            expected.paste(changed, Region.whole(part.shape()), part.starts());
            assertThat(read(store, array, Region.whole(SHAPE)).sameBits(expected))
                    .isTrue();
        }
    }

    /** Two inner chunks may be the same bytes; changing one must not change the other. */
    @Test
    void innerChunksThatShareTheirBytesAreNotPatched() throws IOException {
        StoredArray array = array(shards(Shape.of(4, 12), PLAIN));
        int chunk = 4 * 12 * 4;
        ByteBuffer shard = ByteBuffer.allocate(chunk + 36).order(ByteOrder.LITTLE_ENDIAN);
        shard.position(chunk);
        shard.putLong(0).putLong(chunk).putLong(0).putLong(chunk);
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(shard.array(), chunk, 32);
        shard.putInt((int) crc.getValue());
        store.set(new Key("c/0/0"), Bytes.wrap(shard.array()));
        Region first = Region.of(new long[2], Shape.of(4, 12));
        WriteOptions options = WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE);
        new ChunkWriter(store, array, options).write(first, block.slice(first), workers);
        Region second = Region.of(new long[] {4, 0}, Shape.of(4, 12));
        assertThat(read(store, array, first).sameBits(block.slice(first))).isTrue();
        assertThat(read(store, array, second).isAll(FillValue.zero(NumericType.INT32)))
                .isTrue();
    }

    /** A shard was erased, or another took its place, between its index and its data. */
    @Test
    void aShardThatIsReplacedWhileItIsReadIsReadAsItWas() throws IOException {
        StoredArray array = array(shards(Shape.of(2, 3), PLAIN));
        write(store, array, Region.whole(SHAPE), block);
        NdArray other = Blocks.block(new Random(7), NumericType.INT32, SHAPE);
        Region part = Region.of(new long[] {1, 1}, Shape.of(5, 9));
        Store changing = new Changing(store, () -> write(store, array, Region.whole(SHAPE), other));
        assertThat(read(changing, array, part).sameBits(block.slice(part))).isTrue();
        Store erasing = new Changing(store, () -> store.erase(new Key("c/0/0")));
        assertThat(read(erasing, array, part).sameBits(other.slice(part))).isTrue();
        assertThat(read(store, array, part).isAll(FILL)).isTrue();
    }

    /** Bulk decoding ignored the byte order and selections that turn the order round. */
    @Test
    void bigEndianShardsAreReadInAnyOrder() throws IOException {
        StoredArray array = array(shards(Shape.of(2, 3), CodecChain.of(BytesCodec.BIG)));
        write(store, array, Region.whole(SHAPE), block);
        for (Selection selection : List.of(
                Selection.of(AxisSelection.slice(7, -1, -1), AxisSelection.slice(11, -1, -1)),
                Selection.of(AxisSelection.elements(3, 1, 2, 0, 7, 6, 5, 4), AxisSelection.interval(0, 12)),
                Selection.of(AxisSelection.elements(5, 5, 0), AxisSelection.slice(0, 12, 5)))) {
            NdArray found = new ChunkReader(store, array, Coalescing.DEFAULT).read(selection, workers);
            assertThat(found.sameBits(Selections.read(block, selection))).isTrue();
        }
    }

    /** Whoever writes a part of the caller's block must not write to the block, nor keep it. */
    @Test
    void theCallersBlockIsNeitherChangedNorKept() throws IOException {
        for (CodecChain chain : List.of(PLAIN, shards(Shape.of(8, 12), PLAIN), shards(Shape.of(2, 3), PLAIN))) {
            StoredArray array = array(chain);
            byte[] mine = block.data().toArray();
            NdArray view = NdArray.of(NumericType.INT32, SHAPE, Bytes.wrap(mine));
            write(store, array, Region.whole(SHAPE), view);
            assertThat(view.sameBits(block)).isTrue();
            java.util.Arrays.fill(mine, (byte) 1);
            assertThat(read(store, array, Region.whole(SHAPE)).sameBits(block)).isTrue();
        }
    }

    /** Merging must not write to bytes that the store owns. */
    @Test
    void whatTheStoreHoldsIsNotChangedByAFailedMerge() throws IOException {
        StoredArray array = array(PLAIN);
        write(store, array, Region.whole(SHAPE), block);
        Bytes held = store.get(new Key("c/0/0")).orElseThrow();
        byte[] before = held.toArray();
        Region part = Region.of(new long[2], Shape.of(3, 3));
        write(store, array, part, Blocks.block(new Random(8), NumericType.INT32, part.shape()));
        assertThat(held.toArray()).isEqualTo(before);
    }

    /** zarr-python #4205: writes in flight were left alone after one had failed. */
    @Test
    void afterAFailedWriteNoneIsBegunAndNoneIsLeftRunning() throws IOException {
        StoredArray array = new StoredArray(
                new RegularGrid(Shape.of(4000), Shape.of(1)), FILL, PLAIN, index -> new Key("c/" + index[0]));
        AtomicInteger begun = new AtomicInteger();
        Store failing = new Changing(store, () -> {}) {
            @Override
            public void replace(Key key, Optional<Bytes> value, Duration patience) throws IOException {
                if (begun.incrementAndGet() == 20) {
                    throw new IOException("planted");
                }
                super.replace(key, value, patience);
            }
        };
        NdArray data = Blocks.block(new Random(9), NumericType.INT32, Shape.of(4000));
        assertThatIOException()
                .isThrownBy(() -> write(failing, array, Region.whole(Shape.of(4000)), data))
                .withMessage("planted");
        int after = begun.get();
        assertThat(after).isLessThan(60);
        assertThat(store.list("")).hasSizeLessThan(60);
        assertThat(begun.get()).isEqualTo(after);
    }

    /** zarr-python #4179 and #4201: a way was taken that the store, or the codec, is not capable of. */
    @Test
    void whatAStoreCannotDoIsNotAskedOfIt() throws IOException {
        Store plain = new LatentStore(store);
        assertThat(plain.rangeWrites()).isEmpty();
        WriteOptions options = WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE);
        for (CodecChain chain : List.of(
                shards(Shape.of(2, 3), PLAIN),
                shards(Shape.of(2, 3), CodecChain.of(BytesCodec.LITTLE, new GzipCodec(1))),
                shards(Shape.of(4, 6), shards(Shape.of(2, 3), PLAIN)))) {
            for (Store target : List.of(plain, store)) {
                StoredArray array = array(chain);
                write(target, array, Region.whole(SHAPE), block);
                Region part = Region.of(new long[] {1, 1}, Shape.of(5, 7));
                NdArray changed = Blocks.block(new Random(10), NumericType.INT32, part.shape());
                new ChunkWriter(target, array, options).write(part, changed, workers);
                NdArray expected = NdArray.filled(SHAPE, FILL);
                expected.paste(block, Region.whole(SHAPE), new long[2]);
                expected.paste(changed, Region.whole(part.shape()), part.starts());
                assertThat(read(target, array, Region.whole(SHAPE)).sameBits(expected))
                        .isTrue();
                store.erase(new Key("c/0/0"));
            }
        }
    }

    /** Elided under a fill value that only equals them, -0.0 would come back as 0.0 and a NaN without its payload. */
    @Test
    void whatEqualsTheFillValueButHasOtherBitsIsStored() throws IOException {
        float[][] pairs = {{0f, -0f}, {-0f, 0f}, {Float.NaN, Float.intBitsToFloat(0x7fc00001)}};
        for (float[] pair : pairs) {
            FillValue fill = new FillValue(NumericType.FLOAT32, bits(pair[0]));
            StoredArray array = new StoredArray(
                    new RegularGrid(SHAPE, SHAPE), fill, shards(Shape.of(4, 6), PLAIN), index -> new Key("c/0/0"));
            NdArray other = NdArray.filled(SHAPE, new FillValue(NumericType.FLOAT32, bits(pair[1])));
            write(store, array, Region.whole(SHAPE), other);
            assertThat(store.list("")).hasSize(1);
            assertThat(read(store, array, Region.whole(SHAPE)).sameBits(other)).isTrue();
            write(store, array, Region.whole(SHAPE), NdArray.filled(SHAPE, fill));
            assertThat(store.list("")).isEmpty();
        }
    }

    private static Bytes bits(float value) {
        return Bytes.wrap(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Float.floatToRawIntBits(value))
                .array());
    }

    /** Something to be done between the first and the second read of a value. */
    private interface Interruption {
        void run() throws IOException;
    }

    /** Passes everything through; a value is changed after it was read once. */
    private static class Changing extends ForwardingStore {
        private final Interruption interruption;

        Changing(Store inner, Interruption interruption) {
            super(inner);
            this.interruption = interruption;
        }

        @Override
        public Optional<RangeReader> open(Key key) throws IOException {
            return inner().open(key).map(reader -> new RangeReader() {
                private int reads;

                @Override
                public String name() {
                    return reader.name();
                }

                @Override
                public long size() {
                    return reader.size();
                }

                @Override
                public Bytes read(long offset, int length) throws IOException {
                    if (++reads == 2) {
                        interruption.run();
                    }
                    return reader.read(offset, length);
                }

                @Override
                public void close() throws IOException {
                    reader.close();
                }
            });
        }
    }
}

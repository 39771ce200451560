package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.grid.PointSelection;
import dev.varve.grid.RegularGrid;
import dev.varve.grid.Selection;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.FaultyStore;
import dev.varve.store.Key;
import dev.varve.store.MeteredStore;
import dev.varve.store.Store;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import dev.varve.testing.Selections;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reading and writing regions does on every store; the oracle is a block in memory. */
public abstract class PipelineContract {
    private static final CodecChain INDEX = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
    private static final FillValue MINUS_SEVEN =
            new FillValue(NumericType.INT32, Bytes.wrap(new byte[] {-7, -1, -1, -1}));

    private final Workers workers = Workers.of(3);

    /** A store without keys. */
    protected abstract Store newStore() throws IOException;

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static StoredArray array(Shape array, Shape object, CodecChain chain, FillValue fill) {
        return new StoredArray(
                new RegularGrid(array, object),
                fill,
                chain,
                index -> new Key("c" + Arrays.toString(index).replace(" ", "")));
    }

    private static WriteOptions keeping(boolean isKeepingEmpty) {
        return WriteOptions.DEFAULT.with(isKeepingEmpty ? EmptyChunks.KEEP : EmptyChunks.ELIDE);
    }

    private static CodecChain sharded(Shape inner, CodecChain chain, IndexLocation location) {
        return CodecChain.of(new ShardingCodec(inner, chain, INDEX, location));
    }

    /** A random array: its grid, its chain, nested or not, and what it holds. */
    private static StoredArray draw(Random random, FillValue fill) {
        int rank = random.nextInt(4);
        Shape shape = Blocks.shape(random, rank, random.nextInt(6) == 0 ? 0 : 1, 10);
        Shape chunk = Blocks.shape(random, rank, 1, 3);
        CodecChain chain = base(random, fill.type());
        Shape object = chunk;
        for (int level = random.nextInt(3); level > 0; level--) {
            IndexLocation location = random.nextBoolean() ? IndexLocation.START : IndexLocation.END;
            chain = sharded(object, chain, location);
            if (random.nextInt(5) == 0) {
                chain = new CodecChain(List.of(), chain.serializer(), List.of(new Crc32cCodec()));
            }
            long[] larger = object.extents();
            for (int axis = 0; axis < rank; axis++) {
                larger[axis] *= 1 + random.nextInt(3);
            }
            object = Shape.of(larger);
        }
        return array(shape, object, chain, fill);
    }

    private static CodecChain base(Random random, DataType type) {
        if (!type.isFixedSize()) {
            return CodecChain.of(new VlenUtf8Codec(), new ZstdCodec(1, true));
        }
        BytesCodec bytes = random.nextBoolean() ? BytesCodec.LITTLE : BytesCodec.BIG;
        return switch (random.nextInt(3)) {
            case 0 -> CodecChain.of(bytes);
            case 1 -> CodecChain.of(bytes, new ZstdCodec(1, false));
            default -> CodecChain.of(bytes, new ZstdCodec(3, false), new Crc32cCodec());
        };
    }

    @Test
    void anySequenceOfRegionWritesReadsLikeABlockInMemory() {
        Seeds.check(300, random -> {
            FillValue fill = random.nextInt(4) == 0 ? FillValue.zero(VariableType.STRING) : MINUS_SEVEN;
            StoredArray array = draw(random, fill);
            Shape shape = array.grid().array();
            NdArray expected = NdArray.filled(shape, fill);
            try (Store store = newStore()) {
                for (int step = random.nextInt(5); step >= 0; step--) {
                    Region region = Blocks.region(random, shape);
                    NdArray block = random.nextInt(3) == 0
                            ? NdArray.filled(region.shape(), fill)
                            : Blocks.block(random, fill.type(), region.shape());
                    new ChunkWriter(store, array, keeping(random.nextBoolean())).write(region, block, workers);
                    expected.paste(block, Region.whole(region.shape()), region.starts());
                    Region part = Blocks.region(random, shape);
                    Coalescing coalescing = new Coalescing(random.nextInt(40), 1L + random.nextInt(200));
                    ChunkReader reader = new ChunkReader(store, array, coalescing);
                    assertThat(reader.read(part, workers).sameBits(copy(expected, part)))
                            .isTrue();
                    assertThat(reader.read(Region.whole(shape), workers).sameBits(expected))
                            .isTrue();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static NdArray copy(NdArray block, Region region) {
        NdArray part = NdArray.allocate(block.type(), region.shape());
        part.paste(block, region, new long[region.rank()]);
        return part;
    }

    @Test
    void anySelectionReadsAndWritesLikeElementByElement() {
        Seeds.check(300, random -> {
            FillValue fill = random.nextInt(4) == 0 ? FillValue.zero(VariableType.STRING) : MINUS_SEVEN;
            StoredArray array = draw(random, fill);
            Shape shape = array.grid().array();
            NdArray expected = NdArray.filled(shape, fill);
            try (Store store = newStore()) {
                ChunkWriter writer = new ChunkWriter(store, array, keeping(random.nextBoolean()));
                ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
                for (int step = random.nextInt(4); step >= 0; step--) {
                    Selection selection = Selections.selection(random, shape);
                    NdArray block = Blocks.block(random, fill.type(), selection.shape());
                    writer.write(selection, block, workers);
                    Selections.write(expected, selection, block);
                    assertThat(reader.read(Region.whole(shape), workers).sameBits(expected))
                            .isTrue();
                    Selection part = Selections.selection(random, shape);
                    assertThat(reader.read(part, workers).sameBits(Selections.read(expected, part)))
                            .isTrue();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void singleElementsAreReadAndWrittenLikeOneAfterAnother() {
        Seeds.check(300, random -> {
            FillValue fill = random.nextInt(4) == 0 ? FillValue.zero(VariableType.STRING) : MINUS_SEVEN;
            StoredArray array = draw(random, fill);
            Shape shape = array.grid().array();
            NdArray expected = NdArray.filled(shape, fill);
            try (Store store = newStore()) {
                ChunkWriter writer = new ChunkWriter(store, array, keeping(random.nextBoolean()));
                ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
                for (int step = random.nextInt(4); step >= 0; step--) {
                    Shape written = points(random, shape);
                    long[][] to = Selections.coordinates(random, shape, (int) written.count());
                    NdArray block = Blocks.block(random, fill.type(), written);
                    writer.write(PointSelection.of(written, to), block, workers);
                    Selections.writePoints(expected, to, block);
                    assertThat(reader.read(Region.whole(shape), workers).sameBits(expected))
                            .isTrue();
                    Shape wanted = points(random, shape);
                    long[][] from = Selections.coordinates(random, shape, (int) wanted.count());
                    assertThat(reader.read(PointSelection.of(wanted, from), workers)
                                    .sameBits(Selections.readPoints(expected, wanted, from)))
                            .isTrue();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The shape of a block of single elements: any rank, a few elements or many times those of the array. */
    private static Shape points(Random random, Shape array) {
        Shape shape = Blocks.shape(random, random.nextInt(3), 0, 9);
        return array.isEmpty() ? Shape.of(0) : random.nextInt(3) == 0 ? Shape.of(4 * array.count()) : shape;
    }

    @Test
    void objectsOfNothingButFillValueAreNotStoredAndAreErasedAgain() {
        Seeds.check(100, random -> {
            StoredArray array = draw(random, MINUS_SEVEN);
            Shape shape = array.grid().array();
            try (Store store = newStore()) {
                ChunkWriter writer = new ChunkWriter(store, array, keeping(false));
                writer.write(Region.whole(shape), Blocks.block(random, NumericType.INT32, shape), workers);
                writer.write(Region.whole(shape), NdArray.filled(shape, MINUS_SEVEN), workers);
                assertThat(store.list("")).isEmpty();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void emptyChunksAreStoredWhenTheyAreToBeKept() throws IOException {
        StoredArray array = array(Shape.of(4), Shape.of(2), CodecChain.of(BytesCodec.LITTLE), MINUS_SEVEN);
        try (Store store = newStore()) {
            ChunkWriter writer = new ChunkWriter(store, array, keeping(true));
            writer.write(Region.whole(Shape.of(4)), NdArray.filled(Shape.of(4), MINUS_SEVEN), workers);
            assertThat(store.list("")).hasSize(2);
        }
    }

    @Test
    void theSameBlockGivesTheSameBytesForAnyNumberOfThreads() throws IOException {
        Random random = new Random(1);
        Shape shape = Shape.of(400, 600);
        CodecChain chain =
                sharded(Shape.of(40, 50), CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(5, false)), IndexLocation.END);
        StoredArray array = array(shape, Shape.of(200, 200), chain, MINUS_SEVEN);
        NdArray block = Blocks.block(random, NumericType.INT32, shape);
        try (Store one = newStore();
                Workers single = Workers.of(1)) {
            new ChunkWriter(one, array, keeping(false)).write(Region.whole(shape), block, single);
            Optional<Bytes> first = one.get(array.key(1, 2));
            new ChunkWriter(one, array, keeping(false)).write(Region.whole(shape), block, workers);
            assertThat(one.get(array.key(1, 2))).isPresent().isEqualTo(first);
        }
    }

    @Test
    void oneInnerChunkCostsTheIndexAndOneRange() throws IOException {
        CodecChain chain = sharded(Shape.of(10), CodecChain.of(BytesCodec.LITTLE), IndexLocation.END);
        StoredArray array = array(Shape.of(200), Shape.of(100), chain, MINUS_SEVEN);
        try (MeteredStore store = new MeteredStore(newStore())) {
            new ChunkWriter(store, array, keeping(false))
                    .write(
                            Region.whole(Shape.of(200)),
                            Blocks.block(new Random(2), NumericType.INT32, Shape.of(200)),
                            workers);
            assertThat(store.gets()).as("complete chunks are never read").isZero();
            ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
            reader.read(Region.of(new long[] {20}, Shape.of(10)), workers);
            assertThat(store.gets()).as("index and one range").isEqualTo(2);
            assertThat(store.readBytes()).isEqualTo(10 * 16 + 4 + 40);
            store.reset();
            reader.read(Region.of(new long[] {20}, Shape.of(35)), workers);
            assertThat(store.gets()).as("neighbours come together").isEqualTo(2);
            store.reset();
            reader.read(Region.of(new long[] {100}, Shape.of(100)), workers);
            assertThat(store.gets()).as("a whole shard is one get").isEqualTo(1);
        }
    }

    @Test
    void patchingInPlaceGivesWhatReplacingGives() {
        Seeds.check(150, random -> {
            StoredArray array = draw(random, MINUS_SEVEN);
            Shape shape = array.grid().array();
            WriteOptions options = keeping(true).with(ShardPatching.IN_PLACE);
            NdArray expected = NdArray.filled(shape, MINUS_SEVEN);
            try (Store store = newStore()) {
                for (int step = 0; step < 6; step++) {
                    Region region = step == 0 ? Region.whole(shape) : Blocks.region(random, shape);
                    NdArray block = Blocks.block(random, NumericType.INT32, region.shape());
                    new ChunkWriter(store, array, options).write(region, block, workers);
                    expected.paste(block, Region.whole(region.shape()), region.starts());
                    NdArray found =
                            new ChunkReader(store, array, Coalescing.DEFAULT).read(Region.whole(shape), workers);
                    assertThat(found.sameBits(expected)).isTrue();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Where a block of 7 by 10 is written, one after the other. */
    private static List<List<Region>> sequences() {
        Region all = Region.whole(Shape.of(7, 10));
        Region middle = Region.of(new long[] {2, 3}, Shape.of(3, 5));
        Region cell = Region.of(new long[] {6, 9}, Shape.of(1, 1));
        Region overlapping = Region.of(new long[] {1, 1}, Shape.of(3, 6));
        return List.of(
                List.of(all),
                List.of(middle),
                List.of(cell),
                List.of(middle, overlapping),
                List.of(all, all),
                List.of(all, middle, cell));
    }

    @Test
    void everyLayoutAndCodecHoldsEverySequenceUnderTheSameKeys() throws IOException {
        List<CodecChain> chunks = List.of(
                CodecChain.of(BytesCodec.LITTLE),
                CodecChain.of(BytesCodec.BIG),
                CodecChain.of(BytesCodec.LITTLE, new GzipCodec(5)),
                CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(5, false)),
                CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec()),
                new CodecChain(List.of(TransposeCodec.reversing(2)), BytesCodec.LITTLE, List.of(new GzipCodec(1))));
        for (CodecChain chunk : chunks) {
            for (StoredArray array : layouts(chunk)) {
                for (List<Region> regions : sequences()) {
                    for (boolean isEndingInFill : new boolean[] {false, true}) {
                        for (boolean isKeeping : new boolean[] {false, true}) {
                            holds(array, regions, isEndingInFill, isKeeping);
                        }
                    }
                }
            }
        }
    }

    private static List<StoredArray> layouts(CodecChain chunk) {
        Shape shape = Shape.of(7, 10);
        Shape inner = Shape.of(2, 3);
        CodecChain shards = sharded(inner, chunk, IndexLocation.END);
        CodecChain nested = sharded(Shape.of(4, 6), shards, IndexLocation.START);
        return List.of(
                array(shape, inner, chunk, MINUS_SEVEN),
                array(shape, inner, sharded(inner, chunk, IndexLocation.START), MINUS_SEVEN),
                array(shape, Shape.of(4, 6), shards, MINUS_SEVEN),
                array(shape, Shape.of(8, 12), nested, MINUS_SEVEN),
                array(
                        shape,
                        Shape.of(8, 12),
                        new CodecChain(List.of(), nested.serializer(), List.of(new GzipCodec(5))),
                        MINUS_SEVEN),
                array(
                        shape,
                        Shape.of(4, 6),
                        new CodecChain(
                                List.of(TransposeCodec.reversing(2)),
                                sharded(Shape.of(3, 2), CodecChain.of(BytesCodec.LITTLE), IndexLocation.END)
                                        .serializer(),
                                List.of()),
                        MINUS_SEVEN));
    }

    private void holds(StoredArray array, List<Region> regions, boolean isEndingInFill, boolean isKeeping)
            throws IOException {
        Shape shape = array.grid().array();
        NdArray expected = NdArray.filled(shape, MINUS_SEVEN);
        Random random = new Random(regions.size());
        try (Store store = newStore()) {
            for (int i = 0; i < regions.size(); i++) {
                Region region = regions.get(i);
                NdArray block = isEndingInFill && i == regions.size() - 1
                        ? NdArray.filled(region.shape(), MINUS_SEVEN)
                        : Blocks.block(random, NumericType.INT32, region.shape());
                new ChunkWriter(store, array, keeping(isKeeping)).write(region, block, workers);
                expected.paste(block, Region.whole(region.shape()), region.starts());
            }
            ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
            assertThat(reader.read(Region.whole(shape), workers).sameBits(expected))
                    .isTrue();
            for (long i = 0; i < array.grid().counts().count(); i++) {
                long[] index = array.grid().index(i);
                Region clip = array.grid().clip(index);
                boolean isTouched =
                        regions.stream().anyMatch(r -> r.intersection(clip).isPresent());
                boolean isFilled = copy(expected, clip).isAll(MINUS_SEVEN);
                assertThat(store.size(array.key(index)).isPresent())
                        .as("%s of %s", array.key(index), regions)
                        .isEqualTo(isKeeping ? isTouched : !isFilled);
            }
        }
    }

    @Test
    void whicheverCallFailsTheErrorIsThatOneAndTheOldValuesStay() throws IOException {
        CodecChain chain = sharded(Shape.of(2), CodecChain.of(BytesCodec.LITTLE), IndexLocation.END);
        for (StoredArray array : List.of(
                array(Shape.of(12), Shape.of(6), chain, MINUS_SEVEN),
                array(Shape.of(12), Shape.of(6), CodecChain.of(BytesCodec.LITTLE), MINUS_SEVEN))) {
            NdArray old = Blocks.block(new Random(1), NumericType.INT32, Shape.of(12));
            NdArray changed = Blocks.block(new Random(2), NumericType.INT32, Shape.of(7));
            Region part = Region.of(new long[] {1}, Shape.of(7));
            boolean isFailing = true;
            for (int n = 1; isFailing; n++) {
                try (FaultyStore store = new FaultyStore(newStore())) {
                    ChunkWriter writer = new ChunkWriter(store, array, WriteOptions.DEFAULT.with(Duration.ZERO));
                    ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
                    writer.write(Region.whole(Shape.of(12)), old, workers);
                    store.failCall(n);
                    isFailing = fails(() -> reader.read(part, workers));
                    store.failCall(n);
                    isFailing |= fails(() -> writer.write(part, changed, workers));
                    store.failCall(Long.MAX_VALUE);
                    NdArray found = reader.read(Region.whole(Shape.of(12)), workers);
                    for (long[] object : new long[][] {{0, 6}, {6, 12}}) {
                        Region region = Region.between(new long[] {object[0]}, new long[] {object[1]});
                        NdArray after = NdArray.filled(Shape.of(12), MINUS_SEVEN);
                        after.paste(old, Region.whole(Shape.of(12)), new long[1]);
                        after.paste(changed, Region.whole(Shape.of(7)), new long[] {1});
                        assertThat(copy(found, region).sameBits(copy(old, region))
                                        || copy(found, region).sameBits(copy(after, region)))
                                .as("call %d: an object is old or new", n)
                                .isTrue();
                    }
                    writer.write(part, changed, workers);
                    assertThat(reader.read(part, workers).sameBits(changed))
                            .as("no claim is left")
                            .isTrue();
                    assertThat(store.list("")).hasSize(2);
                }
            }
        }
    }

    /** Work on a store. */
    private interface Call {
        void run() throws IOException;
    }

    private static boolean fails(Call call) {
        try {
            call.run();
            return false;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("planted");
            return true;
        }
    }

    @Test
    void damagedBytesAreAnErrorThatNamesKeyAndChunk() throws IOException {
        StoredArray array =
                array(Shape.of(4), Shape.of(2), CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec()), MINUS_SEVEN);
        try (Store store = newStore()) {
            store.set(array.key(1), Bytes.wrap(new byte[12]));
            ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
            assertThatIOException()
                    .isThrownBy(() -> reader.read(Region.whole(Shape.of(4)), workers))
                    .withMessageContaining("c[1]")
                    .withMessageContaining("crc32c");
        }
    }

    @Test
    void aShardOfAnyWrongLengthIsAnError() throws IOException {
        CodecChain chain = sharded(Shape.of(2), CodecChain.of(BytesCodec.LITTLE), IndexLocation.END);
        StoredArray array = array(Shape.of(8), Shape.of(8), chain, MINUS_SEVEN);
        try (Store store = newStore()) {
            new ChunkWriter(store, array, keeping(false))
                    .write(
                            Region.whole(Shape.of(8)),
                            Blocks.block(new Random(3), NumericType.INT32, Shape.of(8)),
                            workers);
            Bytes whole = store.get(array.key(0)).orElseThrow();
            ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
            for (int length = 0; length < whole.length(); length++) {
                store.set(array.key(0), whole.slice(0, length));
                assertThatIOException().isThrownBy(() -> reader.read(Region.whole(Shape.of(8)), workers));
                assertThatIOException().isThrownBy(() -> reader.read(Region.of(new long[] {2}, Shape.of(2)), workers));
            }
        }
    }

    @Test
    void regionsOutsideTheArrayAreRefused() throws IOException {
        StoredArray array = array(Shape.of(4), Shape.of(2), CodecChain.of(BytesCodec.LITTLE), MINUS_SEVEN);
        try (Store store = newStore()) {
            ChunkReader reader = new ChunkReader(store, array, Coalescing.DEFAULT);
            Region beyond = Region.of(new long[] {3}, Shape.of(2));
            assertThatIllegalArgumentException().isThrownBy(() -> reader.read(beyond, workers));
            assertThatIllegalArgumentException().isThrownBy(() -> new ChunkWriter(store, array, keeping(false))
                    .write(beyond, NdArray.filled(Shape.of(2), MINUS_SEVEN), workers));
        }
    }
}

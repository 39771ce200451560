package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RectilinearGrid;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ConsolidatedMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.V2Consolidated;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.ConflictException;
import dev.varve.store.FaultyStore;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.Store;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrayResizeTest {
    private static final FillValue FILL = new FillValue(NumericType.INT16, Bytes.wrap(new byte[] {-7, -1}));

    private final Workers workers = Workers.of(2);

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static ArrayMetadata metadata(Random random, Shape shape) {
        CodecChain chain = CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(1, false));
        int rank = shape.rank();
        Shape inner = Blocks.shape(random, rank, 1, 3);
        if (random.nextBoolean()) {
            return ArrayMetadata.of(grid(random, shape, inner), FILL, chain);
        }
        long[] outer = inner.extents();
        for (int axis = 0; axis < rank; axis++) {
            outer[axis] *= 1 + random.nextInt(3);
        }
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain sharded = CodecChain.of(new ShardingCodec(inner, chain, index, IndexLocation.END));
        return ArrayMetadata.of(grid(random, shape, Shape.of(outer)), FILL, sharded);
    }

    /** Chunks of one shape, or of that shape and multiples of it. */
    private static ChunkGrid grid(Random random, Shape array, Shape unit) {
        if (random.nextBoolean()) {
            return new RegularGrid(array, unit);
        }
        List<ChunkEdges> edges = new ArrayList<>();
        for (int axis = 0; axis < array.rank(); axis++) {
            List<ChunkEdges.Run> runs = new ArrayList<>();
            for (long covered = 0; runs.isEmpty() || covered < array.extent(axis); ) {
                ChunkEdges.Run run = new ChunkEdges.Run(unit.extent(axis) * (1 + random.nextInt(2)), 1);
                runs.add(run);
                covered += run.length();
            }
            edges.add(random.nextInt(4) == 0 ? ChunkEdges.step(unit.extent(axis)) : ChunkEdges.of(runs));
        }
        return new RectilinearGrid(array, edges);
    }

    private static NdArray resized(NdArray block, Shape shape) {
        NdArray other = NdArray.filled(shape, FILL);
        Region.whole(shape)
                .intersection(Region.whole(block.shape()))
                .ifPresent(common -> other.paste(block, common, common.starts()));
        return other;
    }

    @Test
    void anySequenceOfShapesReadsLikeABlockThatIsCutAndFilled() {
        Seeds.check(200, random -> {
            int rank = 1 + random.nextInt(2);
            Shape shape = Blocks.shape(random, rank, 0, 12);
            try (Store store = new MemoryStore()) {
                ZarrArray array = ZarrArray.create(store, "a", metadata(random, shape));
                NdArray expected = NdArray.filled(shape, FILL);
                for (int step = 0; step < 6; step++) {
                    if (random.nextBoolean()) {
                        Region region = Blocks.region(random, shape);
                        NdArray block = Blocks.block(random, NumericType.INT16, region.shape());
                        array.write(region, block, workers);
                        expected.paste(block, Region.whole(region.shape()), region.starts());
                    } else if (random.nextBoolean()) {
                        shape = Blocks.shape(random, rank, 0, 12);
                        array = array.resize(shape, workers, WriteOptions.DEFAULT);
                        expected = resized(expected, shape);
                    } else {
                        int axis = random.nextInt(rank);
                        long[] extents = shape.extents();
                        long[] start = new long[rank];
                        start[axis] = extents[axis];
                        extents[axis] = random.nextInt(5);
                        NdArray block = Blocks.block(random, NumericType.INT16, Shape.of(extents));
                        array = array.append(axis, block, workers, WriteOptions.DEFAULT);
                        extents[axis] += start[axis];
                        shape = Shape.of(extents);
                        expected = resized(expected, shape);
                        expected.paste(block, Region.whole(block.shape()), start);
                    }
                    assertThat(ZarrArray.open(store, "a").metadata().shape()).isEqualTo(shape);
                    assertThat(array.read(Region.whole(shape), workers).sameBits(expected))
                            .isTrue();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whateverCallFailsNothingThatWasCutOffComesBack() throws IOException {
        Random random = new Random(5);
        for (int n = 1; ; n++) {
            FaultyStore store = new FaultyStore(new MemoryStore());
            ArrayMetadata metadata = ArrayMetadata.of(
                    new RegularGrid(Shape.of(11), Shape.of(3)), FILL, CodecChain.of(BytesCodec.LITTLE));
            ZarrArray array = ZarrArray.create(store, "", metadata);
            array.write(Region.whole(Shape.of(11)), Blocks.block(random, NumericType.INT16, Shape.of(11)), workers);
            store.failCall(n);
            boolean isFailed = false;
            try {
                array.resize(Shape.of(4), workers, WriteOptions.DEFAULT);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("planted");
                isFailed = true;
            }
            store.failCall(Long.MAX_VALUE);
            ZarrArray after = ZarrArray.open(store, "");
            if (after.metadata().shape().equals(Shape.of(4))) {
                NdArray grown = after.resize(Shape.of(11), workers, WriteOptions.DEFAULT)
                        .read(Region.of(new long[] {4}, Shape.of(7)), workers);
                assertThat(grown.isAll(FILL)).as("call %d", n).isTrue();
            }
            if (!isFailed) {
                assertThat(n).isGreaterThan(5);
                return;
            }
        }
    }

    @Test
    void anAppendThatFailsIsNotSeen() throws IOException {
        for (int n = 1; ; n++) {
            FaultyStore store = new FaultyStore(new MemoryStore());
            ArrayMetadata metadata =
                    ArrayMetadata.of(new RegularGrid(Shape.of(4), Shape.of(3)), FILL, CodecChain.of(BytesCodec.LITTLE));
            ZarrArray array = ZarrArray.create(store, "", metadata);
            NdArray old = Blocks.block(new Random(1), NumericType.INT16, Shape.of(4));
            array.write(Region.whole(Shape.of(4)), old, workers);
            store.failCall(n);
            try {
                array.append(
                        0, Blocks.block(new Random(2), NumericType.INT16, Shape.of(7)), workers, WriteOptions.DEFAULT);
                assertThat(n).isGreaterThan(5);
                return;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("planted");
            }
            store.failCall(Long.MAX_VALUE);
            assertThat(ZarrArray.open(store, "").metadata().shape()).isEqualTo(Shape.of(4));
            assertThat(array.read(Region.whole(Shape.of(4)), workers).sameBits(old))
                    .isTrue();
            NdArray grown = array.resize(Shape.of(11), workers, WriteOptions.DEFAULT)
                    .read(Region.of(new long[] {4}, Shape.of(7)), workers);
            assertThat(grown.isAll(FILL)).as("call %d", n).isTrue();
        }
    }

    @Test
    void copiesOfTheMetadataInGroupsAboveChangeToo() throws IOException {
        CodecRegistry registry = CodecRegistry.standard();
        try (Store store = new MemoryStore()) {
            ArrayMetadata metadata =
                    ArrayMetadata.of(new RegularGrid(Shape.of(4), Shape.of(3)), FILL, CodecChain.of(BytesCodec.LITTLE));
            ZarrArray array = ZarrArray.create(store, "g/a", metadata);
            GroupMetadata root = GroupMetadata.of(JsonObject.EMPTY)
                    .withConsolidated(ConsolidatedMetadata.of(
                            Map.of("g", GroupMetadata.of(JsonObject.EMPTY), "g/a", metadata), registry));
            store.set(new Key(NodeMetadata.KEY), root.toBytes(registry));
            array.resize(Shape.of(9), workers, WriteOptions.DEFAULT);
            NodeMetadata read =
                    NodeMetadata.parse(store.get(new Key(NodeMetadata.KEY)).orElseThrow(), registry);
            ConsolidatedMetadata copies = ((GroupMetadata) read).consolidated().orElseThrow();
            assertThat(copies.node("g/a", registry)).contains(metadata.withShape(Shape.of(9)));
            assertThat(copies.documents()).hasSize(2);
        }
    }

    @Test
    void anArrayOfVersion2IsResizedInItsOwnDocumentsAndTheirCopies() throws IOException {
        CodecRegistry registry = CodecRegistry.standard();
        try (Store store = new MemoryStore()) {
            ArrayMetadata metadata =
                    ArrayMetadata.v2(new RegularGrid(Shape.of(4), Shape.of(3)), FILL, CodecChain.of(BytesCodec.LITTLE));
            ZarrArray array = ZarrArray.create(store, "g/a", metadata);
            Map<String, JsonObject> copies = Map.of("g/a/.zarray", metadata.toJson(registry));
            store.set(new Key(V2Consolidated.KEY), JsonWriter.prettyBytes(new V2Consolidated(copies).toJson()));
            array.write(Region.whole(Shape.of(4)), NdArray.allocate(FILL.type(), Shape.of(4)), workers);
            array.resize(Shape.of(2), workers, WriteOptions.DEFAULT).resize(Shape.of(9), workers, WriteOptions.DEFAULT);
            ZarrArray resized = ZarrArray.open(store, "g/a");
            assertThat(resized.metadata()).isEqualTo(metadata.withShape(Shape.of(9)));
            assertThat(store.list("")).doesNotContain(new Key("g/a/zarr.json"), new Key("zarr.json"));
            NdArray whole = resized.read(Region.whole(Shape.of(9)), workers);
            assertThat(whole.slice(Region.of(new long[] {2}, Shape.of(7))).isAll(FILL))
                    .isTrue();
            String copy = JsonReader.read(store.get(new Key(V2Consolidated.KEY)).orElseThrow())
                    .toText();
            assertThat(copy).contains("\"shape\":[9]");
            resized.append(0, NdArray.allocate(FILL.type(), Shape.of(2)), workers, WriteOptions.DEFAULT);
            assertThat(ZarrArray.open(store, "g/a").metadata().shape()).isEqualTo(Shape.of(11));
        }
    }

    @Test
    void whoKnowsAnOldShapeMayNotChangeIt() throws IOException {
        try (Store store = new MemoryStore()) {
            ArrayMetadata metadata =
                    ArrayMetadata.of(new RegularGrid(Shape.of(4), Shape.of(3)), FILL, CodecChain.of(BytesCodec.LITTLE));
            ZarrArray array = ZarrArray.create(store, "", metadata);
            array.resize(Shape.of(9), workers, WriteOptions.DEFAULT);
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> array.resize(Shape.of(5), workers, WriteOptions.DEFAULT))
                    .withMessageContaining("(9)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> array.resize(Shape.of(5, 5), workers, WriteOptions.DEFAULT));
        }
    }
}

package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Variable;
import dev.varve.grid.AxisSelection;
import dev.varve.grid.PointSelection;
import dev.varve.grid.RegularGrid;
import dev.varve.grid.Selection;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.EmptyChunks;
import dev.varve.pipeline.MemoryBudget;
import dev.varve.pipeline.ShardBuffer;
import dev.varve.pipeline.ShardPatching;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.FaultyStore;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.MeteredStore;
import dev.varve.store.ObjectChecksum;
import dev.varve.store.Store;
import dev.varve.testing.Blocks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two arrays in a store with a manifest, one of which is changed: what the manifest says is so at every moment. */
class ManifestForgettingTest {
    private static final Shape SHAPE = Shape.of(12);
    private static final WriteOptions IN_PLACE =
            WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE);

    private final Workers workers = Workers.of(1);
    private final NdArray block = Blocks.block(new Random(7), NumericType.INT16, Shape.of(5));

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static ArrayMetadata metadata() {
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain chain = CodecChain.of(
                new ShardingCodec(Shape.of(2), CodecChain.of(BytesCodec.LITTLE), index, IndexLocation.END));
        return ArrayMetadata.of(new RegularGrid(SHAPE, Shape.of(6)), FillValue.zero(NumericType.INT16), chain);
    }

    private MemoryStore store() throws IOException {
        MemoryStore store = new MemoryStore();
        Map<String, Integer> arrays = new TreeMap<>();
        for (String path : new String[] {"a", "ab"}) {
            ZarrArray array = ZarrArray.create(store, path, metadata());
            array.write(Region.whole(SHAPE), Blocks.block(new Random(3), NumericType.INT16, SHAPE), workers);
            arrays.put(path, Manifest.structureOf(array.metadata()));
        }
        Map<String, Manifest.Entry> objects = new TreeMap<>();
        for (Key key : store.list("")) {
            if (key.path().contains("/c/")) {
                objects.put(key.path(), Manifest.Entry.of(store.open(key).orElseThrow()));
            }
        }
        Manifest.Structures structures = new Manifest.Structures(Optional.of(ZarrFormat.V3), new TreeMap<>(arrays));
        store.set(Manifest.KEY, new Manifest(new TreeMap<>(objects), Optional.of(structures)).toBytes());
        return store;
    }

    /** Ways to change an array. */
    enum Way {
        REGION,
        IN_PLACE,
        SELECTION,
        GROW,
        SHRINK,
        APPEND,
        BUFFER
    }

    private void change(Way way, Store store) throws IOException {
        ZarrArray array = ZarrArray.open(store, "a");
        Region region = Region.of(new long[] {3}, Shape.of(5));
        switch (way) {
            case REGION -> array.write(region, block, workers);
            case IN_PLACE -> array.write(region, block, workers, IN_PLACE);
            case SELECTION ->
                array.write(Selection.of(AxisSelection.elements(11, 0, 4, 6, 3)), block, workers, WriteOptions.DEFAULT);
            case GROW -> array.resize(Shape.of(31), workers, WriteOptions.DEFAULT);
            case SHRINK -> array.resize(Shape.of(3), workers, WriteOptions.DEFAULT);
            case APPEND -> array.append(0, block, workers, WriteOptions.DEFAULT);
            case BUFFER -> {
                try (ShardBuffer buffer = array.buffer(WriteOptions.DEFAULT, new MemoryBudget(1 << 20), workers)) {
                    buffer.write(region, block);
                }
            }
        }
    }

    /** That nothing which the manifest says is wrong: all of it can be checked and read. */
    private void requireTruth(Store store, String moment) throws IOException {
        ZarrSource source = ZarrSource.open(store);
        source.checkObjects(workers);
        for (Variable variable : source.describe().variables()) {
            assertThat(source.read(variable, Region.whole(variable.shape())).shape())
                    .as(moment)
                    .isEqualTo(variable.shape());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anArrayThatIsChangedIsTakenOutAndTheOthersStay(Way way) throws IOException {
        MemoryStore store = store();
        requireTruth(store, "before");
        assertThat(ZarrSource.open(store).unlistedArrays()).isEmpty();
        change(way, store);
        requireTruth(store, "after");
        Manifest left = Manifest.read(store).orElseThrow();
        assertThat(left.arrays(ZarrFormat.V3).keySet()).containsExactly("ab");
        assertThat(left.objects().keySet()).containsExactly("ab/c/0", "ab/c/1");
        assertThat(ZarrSource.open(store).unlistedArrays()).containsExactly("a");
    }

    /** A CRC-32C alone, as older versions wrote: what is taken out of the manifest changes nothing of the rest. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "ab"})
    void whatAnOlderVersionSaidOfTheOthersStaysWhatItIs(String older) throws IOException {
        MemoryStore store = store();
        Manifest written = Manifest.read(store).orElseThrow();
        TreeMap<String, Manifest.Entry> objects = new TreeMap<>(written.objects());
        objects.replaceAll((key, entry) -> key.startsWith(older + "/")
                ? new Manifest.Entry(
                        entry.bytes(),
                        ObjectChecksum.parse(entry.checksum().digits().substring(8)))
                : entry);
        store.set(Manifest.KEY, new Manifest(objects, written.structures()).toBytes());
        requireTruth(store, "before");
        assertThat(Manifest.read(store).orElseThrow().objects()).isEqualTo(objects);
        change(Way.REGION, store);
        requireTruth(store, "after");
        objects.keySet().removeIf(key -> key.startsWith("a/"));
        assertThat(Manifest.read(store).orElseThrow().objects()).isEqualTo(objects);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whateverFailsTheManifestDoesNotLie(Way way) throws IOException {
        FaultyStore counting = new FaultyStore(store());
        change(way, counting);
        long calls = counting.calls();
        assertThat(calls).isGreaterThan(5);
        for (long n = 1; n <= calls; n++) {
            MemoryStore inner = store();
            FaultyStore faulty = new FaultyStore(inner);
            faulty.failCall(n);
            assertThatThrownBy(() -> change(way, faulty)).hasMessageContaining("planted");
            requireTruth(inner, way + ", call " + n);
        }
    }

    /** The manifest is on disk before anything is changed: a loss of power in between may undo the change, not that. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void whatTheManifestSaysLastsBeforeTheArrayChanges(Way way) throws IOException {
        FaultyStore counting = new FaultyStore(store());
        change(way, counting);
        long calls = counting.calls();
        int persisted = 0;
        for (long n = 1; n <= calls; n++) {
            MemoryStore inner = store();
            FaultyStore faulty = new FaultyStore(inner);
            faulty.failCall(n);
            try {
                change(way, faulty);
            } catch (IOException e) {
                if (e.getMessage().contains(", persist)")) {
                    persisted++;
                    assertThat(Manifest.read(inner).orElseThrow().arrays(ZarrFormat.V3))
                            .containsOnlyKeys("ab");
                    MemoryStore before = store();
                    for (Key key : before.list("a")) {
                        assertThat(inner.get(key)).as(key.path()).isEqualTo(before.get(key));
                    }
                }
            }
        }
        assertThat(persisted).isEqualTo(1);
    }

    @Test
    void whatIsRefusedLeavesTheManifestAsItIs() throws IOException {
        MemoryStore store = store();
        Bytes before = store.get(Manifest.KEY).orElseThrow();
        ZarrArray array = ZarrArray.open(store, "a");
        Region outside = Region.of(new long[] {8}, Shape.of(5));
        NdArray otherType = NdArray.allocate(NumericType.INT32, Shape.of(5));
        Selection selection = Selection.of(AxisSelection.elements(11, 0, 4, 6, 3));
        PointSelection points = PointSelection.of(new long[] {1, 2, 3, 4, 5});
        List<ThrowingCallable> refused = List.of(
                () -> array.write(outside, block, workers),
                () -> array.write(Region.of(new long[1], Shape.of(5)), otherType, workers),
                () -> array.write(selection, otherType, workers, WriteOptions.DEFAULT),
                () -> array.write(points, otherType, workers, WriteOptions.DEFAULT),
                () -> array.resize(Shape.of(1, 1), workers, WriteOptions.DEFAULT),
                () -> array.append(0, otherType, workers, WriteOptions.DEFAULT),
                () -> array.append(1, block, workers, WriteOptions.DEFAULT),
                () -> {
                    try (ShardBuffer buffer = array.buffer(WriteOptions.DEFAULT, new MemoryBudget(1 << 20), workers)) {
                        buffer.write(outside, block);
                    }
                });
        for (ThrowingCallable write : refused) {
            assertThatThrownBy(write).isInstanceOf(RuntimeException.class);
            assertThat(store.get(Manifest.KEY)).contains(before);
        }
    }

    @Test
    void aNodeOfWhichTheManifestSaysNothingIsUnlisted() throws IOException {
        MemoryStore store = store();
        MemoryStore node = new MemoryStore();
        for (Key key : store.list("a")) {
            node.set(new Key(key.path().substring(2)), store.get(key).orElseThrow());
        }
        ZarrSource listed = ZarrSource.openNode(node, store, "a", Optional.empty());
        assertThat(listed.unlistedArrays()).isEmpty();
        node.erase(new Key("c/0"));
        assertThatThrownBy(() -> listed.checkObjects(workers)).isInstanceOf(MissingObjectException.class);
        change(Way.REGION, store);
        assertThat(ZarrSource.openNode(node, store, "a", Optional.empty()).unlistedArrays())
                .containsExactly("memory");
    }

    @Test
    void anUnlistedArrayHasTheSizeThatItsObjectsHave() throws IOException {
        MemoryStore store = store();
        long listed = ZarrSource.open(store)
                .describe()
                .variable("a")
                .orElseThrow()
                .storage()
                .storedBytes();
        change(Way.REGION, store);
        assertThat(ZarrSource.open(store)
                        .describe()
                        .variable("a")
                        .orElseThrow()
                        .storage()
                        .storedBytes())
                .isEqualTo(listed);
    }

    @Test
    void aManifestOfNothingIsRemoved() throws IOException {
        MemoryStore store = store();
        change(Way.REGION, store);
        ZarrArray.open(store, "ab").resize(Shape.of(1), workers, WriteOptions.DEFAULT);
        assertThat(store.get(Manifest.KEY)).isEmpty();
    }

    @Test
    void onlyTheFirstWriteLooksForAManifest() throws IOException {
        MeteredStore metered = new MeteredStore(store());
        ZarrArray array = ZarrArray.open(metered, "a");
        metered.reset();
        array.write(Region.whole(SHAPE), NdArray.allocate(NumericType.INT16, SHAPE), workers);
        long first = metered.gets();
        metered.reset();
        array.write(Region.whole(SHAPE), NdArray.allocate(NumericType.INT16, SHAPE), workers);
        // The manifest before and under the claim, and whether a change of the whole store is planned.
        assertThat(metered.gets()).isEqualTo(first - 3);
    }
}

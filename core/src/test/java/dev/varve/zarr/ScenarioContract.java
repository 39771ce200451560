package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.AxisSelection;
import dev.varve.grid.Selection;
import dev.varve.pipeline.EmptyChunks;
import dev.varve.pipeline.MissingObjects;
import dev.varve.pipeline.ReadOptions;
import dev.varve.pipeline.ShardPatching;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.store.Key;
import dev.varve.store.Store;
import dev.varve.testing.Selections;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * zarr-python's scenarios and its matrix of parity, by their names, on one kind of store; the oracle is a block in memory
 * to which the same is done element by element.
 */
abstract class ScenarioContract {
    private static final Set<String> DOCUMENTS = Set.of("zarr.json", ".zarray");
    private static final ReadOptions STRICT = ReadOptions.DEFAULT.with(MissingObjects.ERROR);

    private final Workers one = Workers.of(1);
    private final Workers three = Workers.of(3);

    /** A store without keys. */
    protected abstract Store newStore() throws IOException;

    /** Something that is done to a store. */
    @FunctionalInterface
    protected interface Call {
        void run() throws IOException;
    }

    /** Does it; a store that fails may have it done until it succeeds. */
    protected void attempt(Store store, Call call) throws IOException {
        call.run();
    }

    @AfterEach
    void closeWorkers() {
        one.close();
        three.close();
    }

    private static WriteOptions options(boolean isKeepingEmpty) {
        return WriteOptions.DEFAULT.with(isKeepingEmpty ? EmptyChunks.KEEP : EmptyChunks.ELIDE);
    }

    private static NdArray empty(ZarrArray array) {
        return NdArray.filled(array.metadata().shape(), array.metadata().fill());
    }

    private void write(
            Store store, PipelineScenario.Write write, NdArray expected, Workers workers, WriteOptions options)
            throws IOException {
        NdArray values = write.values(expected.type());
        ZarrArray array = ZarrArray.open(store, "");
        attempt(store, () -> array.write(write.selection(), values, workers, options));
        Selections.write(expected, write.selection(), values);
    }

    private void requireReads(Store store, NdArray expected, Selection... selections) throws IOException {
        ZarrArray array = ZarrArray.open(store, "");
        for (Workers workers : List.of(one, three)) {
            attempt(store, () -> assertThat(
                            array.read(Region.whole(expected.shape()), workers).sameBits(expected))
                    .isTrue());
            for (Selection selection : selections) {
                attempt(store, () -> assertThat(
                                array.read(selection, workers).sameBits(Selections.read(expected, selection)))
                        .as("%s", selection)
                        .isTrue());
            }
        }
    }

    /** The keys of all chunks. */
    private static Set<String> chunks(Store store) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Key key : store.list("")) {
            if (!DOCUMENTS.contains(key.path())) {
                keys.add(key.path());
            }
        }
        return keys;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.varve.zarr.PipelineScenario#all")
    void scenario(PipelineScenario scenario) throws IOException {
        try (Store store = newStore()) {
            NdArray expected = empty(scenario.array().create(store));
            for (PipelineScenario.Write write : scenario.writes()) {
                write(store, write, expected, three, options(scenario.isKeepingEmpty()));
            }
            requireReads(store, expected, scenario.reads().toArray(new Selection[0]));
            assertThat(chunks(store)).containsAll(scenario.present());
            assertThat(scenario.absent()).noneMatch(chunks(store)::contains);
        }
    }

    /** Equal contents and an equal set of keys, whoever does it: one thread, several, and with patches in place. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.varve.zarr.ParityCell#all")
    void parity(ParityCell cell) throws IOException {
        WriteOptions options = options(cell.isKeepingEmpty());
        requireParity(cell, one, options);
        requireParity(cell, three, options);
        requireParity(cell, three, options.with(ShardPatching.IN_PLACE));
    }

    private void requireParity(ParityCell cell, Workers workers, WriteOptions options) throws IOException {
        try (Store store = newStore()) {
            ZarrArray array = cell.array().create(store);
            NdArray expected = empty(array);
            Set<String> touched = new TreeSet<>();
            for (PipelineScenario.Write write : cell.writes()) {
                write(store, write, expected, workers, options);
                touched.addAll(touched(array, write.selection()));
            }
            requireReads(store, expected);
            touched.removeIf(key -> !cell.isKeepingEmpty() && isEmpty(array, key, expected));
            assertThat(chunks(store)).isEqualTo(touched);
        }
    }

    private static Set<String> touched(ZarrArray array, Selection selection) {
        Set<String> keys = new TreeSet<>();
        array.metadata()
                .grid()
                .project(selection.asRegion().orElseThrow())
                .forEach(share -> keys.add(array.metadata().keys().key(share.chunkIndex())));
        return keys;
    }

    private static boolean isEmpty(ZarrArray array, String key, NdArray expected) {
        for (long i = 0; i < array.metadata().grid().counts().count(); i++) {
            long[] index = array.metadata().grid().index(i);
            if (array.metadata().keys().key(index).equals(key)) {
                return expected.slice(array.metadata().grid().clip(index))
                        .isAll(array.metadata().fill());
            }
        }
        throw new AssertionError("no chunk is called " + key);
    }

    private void requireMissing(ZarrArray array, long start, long stop, String key) {
        Selection part = Selection.of(AxisSelection.interval(start, stop));
        assertThatExceptionOfType(MissingObjectException.class)
                .isThrownBy(() -> array.read(part, three, STRICT))
                .withMessageEndingWith("/" + key + " is missing, and missing chunks are not to be read as fill value");
    }

    /** zarr-python's {@code test_read_missing_chunks_false_raises}. */
    @Test
    void readMissingChunksFalseRaises() throws IOException {
        try (Store store = newStore()) {
            ZarrArray array = ScenarioArray.v3("float64", "0.0", "[20]", "[10]", ScenarioArray.LITTLE)
                    .create(store);
            requireMissing(array, 0, 10, "c/0");
            array.write(Region.whole(Shape.of(20)), PipelineScenario.from(NumericType.FLOAT64, 1, Shape.of(20)), three);
            assertThat(array.read(Region.whole(Shape.of(20)), three, STRICT)
                            .sameBits(PipelineScenario.from(NumericType.FLOAT64, 1, Shape.of(20))))
                    .isTrue();
            store.erase(new Key("c/1"));
            requireMissing(array, 10, 20, "c/1");
            requireMissing(array, 5, 15, "c/1");
            assertThat(array.read(Region.of(new long[] {10}, Shape.of(10)), three)
                            .isAll(array.metadata().fill()))
                    .isTrue();
        }
    }

    /** zarr-python's {@code test_read_missing_chunks_false_sharded_semantics}: it is about keys, never about inner chunks. */
    @Test
    void readMissingChunksFalseShardedSemantics() throws IOException {
        String shard = ScenarioArray.shards("[10]", ScenarioArray.LITTLE);
        try (Store store = newStore()) {
            ZarrArray array =
                    ScenarioArray.v3("float64", "-1.0", "[100]", "[50]", shard).create(store);
            requireMissing(array, 0, 50, "c/0");
            requireMissing(array, 3, 4, "c/0");
            NdArray expected = empty(array);
            PipelineScenario.Write write =
                    new PipelineScenario.Write(Selection.of(AxisSelection.interval(20, 30)), 0, false);
            write(store, write, expected, three, WriteOptions.DEFAULT);
            for (Selection part : List.of(
                    Selection.of(AxisSelection.interval(15, 35)),
                    Selection.of(AxisSelection.interval(0, 10)),
                    Selection.of(AxisSelection.interval(0, 50)),
                    Selection.of(AxisSelection.slice(49, -1, -7)))) {
                attempt(store, () -> assertThat(
                                array.read(part, three, STRICT).sameBits(Selections.read(expected, part)))
                        .isTrue());
            }
            requireMissing(array, 0, 100, "c/1");
            requireMissing(array, 45, 55, "c/1");
        }
    }

    /** zarr-python's {@code test_partial_write_after_reopen_is_correct}, and that both ways of writing a part leave the right bytes. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(InnerOrder.class)
    void partialWriteAfterReopenIsCorrect(InnerOrder order) throws IOException {
        for (boolean isIndexFirst : new boolean[] {false, true}) {
            for (ShardPatching patching : ShardPatching.values()) {
                try (Store store = newStore()) {
                    ForeignShard foreign = new ForeignShard(order, isIndexFirst);
                    ZarrArray array = foreign.array().create(store);
                    NdArray expected = PipelineScenario.from(NumericType.INT32, 0, ForeignShard.SHAPE);
                    store.set(new Key("c/0/0"), foreign.bytes(expected));
                    requireReads(store, expected);
                    Selection part = Selection.of(AxisSelection.interval(1, 5), AxisSelection.interval(0, 3));
                    WriteOptions options =
                            WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(patching);
                    write(store, new PipelineScenario.Write(part, 777, true), expected, three, options);
                    requireReads(store, expected);
                    boolean isPatched = patching == ShardPatching.IN_PLACE
                            && store.rangeWrites().isPresent();
                    InnerOrder left = isPatched ? order : InnerOrder.LEXICOGRAPHIC;
                    Bytes stored = store.get(new Key("c/0/0")).orElseThrow();
                    assertThat(stored).isEqualTo(new ForeignShard(left, isIndexFirst).bytes(expected));
                    assertThat(array.metadata().shape()).isEqualTo(ForeignShard.SHAPE);
                }
            }
        }
    }

    /** zarr-python's {@code test_empty_shard_deleted_after_overwrite_to_fill}; also when it comes about by parts. */
    @Test
    void emptyShardDeletedAfterOverwriteToFill() throws IOException {
        String shard = ScenarioArray.shards("[4]", ScenarioArray.LITTLE);
        for (int step : new int[] {8, 4, 3}) {
            try (Store store = newStore()) {
                ZarrArray array =
                        ScenarioArray.v3("float64", "0.0", "[16]", "[8]", shard).create(store);
                NdArray expected = empty(array);
                PipelineScenario.Write full =
                        new PipelineScenario.Write(Selection.of(AxisSelection.interval(0, 8)), 1, false);
                write(store, full, expected, three, WriteOptions.DEFAULT);
                assertThat(chunks(store)).containsExactly("c/0");
                for (int start = 0; start < 8; start += step) {
                    Selection part = Selection.of(AxisSelection.interval(start, Math.min(8, start + step)));
                    write(store, new PipelineScenario.Write(part, 0, true), expected, three, WriteOptions.DEFAULT);
                }
                assertThat(expected.isAll(FillValue.zero(NumericType.FLOAT64))).isTrue();
                assertThat(chunks(store)).isEmpty();
                requireReads(store, expected);
            }
        }
    }
}

package dev.varve.zarr;

import static dev.varve.zarr.ScenarioArray.GZIP;
import static dev.varve.zarr.ScenarioArray.LITTLE;
import static dev.varve.zarr.ScenarioArray.TRANSPOSE;
import static dev.varve.zarr.ScenarioArray.ZSTD;
import static dev.varve.zarr.ScenarioArray.shards;
import static dev.varve.zarr.ScenarioArray.v2;
import static dev.varve.zarr.ScenarioArray.v3;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.grid.AxisSelection;
import dev.varve.grid.Selection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written into an array and read from it again, under the names of zarr-python's {@code test_codec_pipeline_suite}.
 * Those of its cases that are no such list of writes and reads are tests of {@link ScenarioContract}.
 *
 * @param name zarr-python's
 * @param isKeepingEmpty whether chunks of fill value are stored
 * @param writes in their order
 * @param reads what is looked at, beside the whole
 * @param present keys that must be there afterwards
 * @param absent keys that must not
 */
record PipelineScenario(
        String name,
        ScenarioArray array,
        boolean isKeepingEmpty,
        List<Write> writes,
        List<Selection> reads,
        List<String> present,
        List<String> absent) {
    /** Values over a selection: {@code first} and those that follow it, or {@code first} everywhere. */
    record Write(Selection selection, int first, boolean isConstant) {
        NdArray values(DataType type) {
            Shape shape = selection.shape();
            return isConstant
                    ? NdArray.filled(shape, new FillValue(type, number(type, first)))
                    : from(type, first, shape);
        }
    }

    private static final String D = "float64";

    static List<PipelineScenario> all() {
        List<PipelineScenario> all = new ArrayList<>();
        all.addAll(roundtrips());
        all.addAll(olderFormat());
        all.addAll(parts());
        all.addAll(emptyChunks());
        return all;
    }

    private static List<PipelineScenario> roundtrips() {
        return List.of(
                of("1d-unsharded-roundtrip", flat("0.0", LITTLE)).filled(100, 1),
                of("1d-sharded-roundtrip", shard("0.0", 100)).filled(100, 1),
                of("1d-multi-chunk-shard-roundtrip", shard("0.0", 50)).filled(100, 1),
                of("2d-unsharded-roundtrip", v3("int32", "-1", "[10,20]", "[5,10]", LITTLE))
                        .square(10, 20),
                of("2d-sharded-roundtrip", square("[10,10]")).square(20, 20),
                of("1d-gzip-roundtrip", flat("0.0", LITTLE, GZIP)).filled(100, 1),
                of("1d-zstd-roundtrip", flat("0.0", LITTLE, ZSTD)).filled(100, 1),
                of("1d-float32-roundtrip", v3("float32", "0.0", "[50]", "[10]", LITTLE))
                        .filled(50, 1),
                of("transpose", v3("int32", "-1", "[8,12]", "[2,4]", TRANSPOSE, LITTLE))
                        .square(8, 12)
                        .read(slice(1, 7), slice(2, 10)),
                of("transpose-gzip", v3("int32", "-1", "[8,12]", "[2,4]", TRANSPOSE, LITTLE, GZIP))
                        .square(8, 12)
                        .read(slice(1, 7), slice(2, 10)),
                of(
                                "nested-sharding",
                                v3("int32", "0", "[20,20]", "[10,10]", shards("[10,10]", shards("[5,5]", LITTLE))))
                        .square(20, 20));
    }

    private static List<PipelineScenario> olderFormat() {
        String gzip = "{'id':'gzip','level':1}";
        return List.of(
                of("v2-roundtrip", v2("null", "null")).filled(100, 1),
                of("v2-gzip-roundtrip", v2("null", gzip)).filled(100, 1),
                of("v2-filter-gzip-roundtrip", v2("[{'id':'delta','dtype':'<f8'}]", gzip))
                        .filled(100, 1));
    }

    private static List<PipelineScenario> parts() {
        AxisSelection everyThird = AxisSelection.slice(0, 100, 3);
        return List.of(
                of("missing-chunks-fill", flat("-7.0", LITTLE)),
                of("missing-chunks-fill-sharded", shard("-7.0", 100)),
                of("partial-write-full-read", flat("0.0", LITTLE)).write(slice(5, 15), 1),
                of("full-write-strided-read", flat("0.0", LITTLE))
                        .filled(100, 1)
                        .read(everyThird)
                        .read(slice(10, 20)),
                of("partial-write-partial-read-sharded", shard("0.0", 100))
                        .write(slice(20, 70), 1)
                        .read(slice(30, 60)),
                of("sharded-scalar-reads-1d", shard("0.0", 50))
                        .filled(100, 1)
                        .read(slice(0, 1))
                        .read(slice(50, 51))
                        .read(slice(99, 100))
                        .read(everyThird),
                of("sharded-scalar-reads-2d", square("[10,10]"))
                        .square(20, 20)
                        .read(slice(0, 1), slice(0, 1))
                        .read(slice(10, 11), slice(10, 11))
                        .read(slice(19, 20), slice(19, 20)),
                of("partial-shard-overwrite", v3("int32", "-1", "[40]", "[40]", shards("[4]", LITTLE)))
                        .keepingEmpty()
                        .filled(40, 0)
                        .write(slice(7, 18), 700));
    }

    private static List<PipelineScenario> emptyChunks() {
        ScenarioArray two = v3(D, "0.0", "[20]", "[10]", LITTLE);
        return List.of(
                of("write-empty-false-omits-fill-chunk", two)
                        .write(slice(0, 10), 1)
                        .constant(slice(10, 20), 0)
                        .keys(List.of("c/0"), List.of("c/1")),
                of("write-empty-true-persists-fill-chunk", two)
                        .keepingEmpty()
                        .constant(slice(0, 20), 0)
                        .keys(List.of("c/0", "c/1"), List.of()),
                of("default-config-omits-fill-chunk", two)
                        .constant(slice(10, 20), 0)
                        .keys(List.of(), List.of("c/0", "c/1")));
    }

    private static ScenarioArray flat(String fill, String... codecs) {
        return v3(D, fill, "[100]", "[10]", codecs);
    }

    private static ScenarioArray shard(String fill, int length) {
        return v3(D, fill, "[100]", "[" + length + "]", shards("[10]", LITTLE));
    }

    private static ScenarioArray square(String shard) {
        return v3("int32", "-1", "[20,20]", shard, shards("[5,5]", LITTLE));
    }

    private static AxisSelection slice(long start, long stop) {
        return AxisSelection.interval(start, stop);
    }

    private static PipelineScenario of(String name, ScenarioArray array) {
        return new PipelineScenario(name, array, false, List.of(), List.of(), List.of(), List.of());
    }

    private PipelineScenario keepingEmpty() {
        return new PipelineScenario(name, array, true, writes, reads, present, absent);
    }

    private PipelineScenario filled(int extent, int first) {
        return write(slice(0, extent), first);
    }

    private PipelineScenario square(int rows, int columns) {
        return with(new Write(Selection.of(slice(0, rows), slice(0, columns)), 0, false));
    }

    private PipelineScenario write(AxisSelection axis, int first) {
        return with(new Write(Selection.of(axis), first, false));
    }

    private PipelineScenario constant(AxisSelection axis, int value) {
        return with(new Write(Selection.of(axis), value, true));
    }

    private PipelineScenario with(Write write) {
        List<Write> more = new ArrayList<>(writes);
        more.add(write);
        return new PipelineScenario(name, array, isKeepingEmpty, List.copyOf(more), reads, present, absent);
    }

    private PipelineScenario read(AxisSelection... axes) {
        List<Selection> more = new ArrayList<>(reads);
        more.add(Selection.of(axes));
        return new PipelineScenario(name, array, isKeepingEmpty, writes, List.copyOf(more), present, absent);
    }

    private PipelineScenario keys(List<String> these, List<String> notThese) {
        return new PipelineScenario(name, array, isKeepingEmpty, writes, reads, these, notThese);
    }

    /** One number after the other. */
    static NdArray from(DataType type, int first, Shape shape) {
        int count = (int) shape.count();
        ByteBuffer out = ByteBuffer.allocate(count * type.sizeBytes());
        for (int i = 0; i < count; i++) {
            out.put(number(type, first + i).toArray());
        }
        return NdArray.of(type, shape, Bytes.wrap(out.array()));
    }

    private static Bytes number(DataType type, int value) {
        ByteBuffer out = ByteBuffer.allocate(type.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch ((NumericType) type) {
            case FLOAT64 -> out.putDouble(value);
            case FLOAT32 -> out.putFloat(value);
            case INT32 -> out.putInt(value);
            default -> throw new IllegalArgumentException("no scenario has " + type);
        }
        return Bytes.wrap(out.array());
    }

    @Override
    public String toString() {
        return name;
    }
}

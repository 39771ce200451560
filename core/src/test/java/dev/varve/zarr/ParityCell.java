package dev.varve.zarr;

import static dev.varve.zarr.ScenarioArray.BIG;
import static dev.varve.zarr.ScenarioArray.CRC32C;
import static dev.varve.zarr.ScenarioArray.GZIP;
import static dev.varve.zarr.ScenarioArray.LITTLE;
import static dev.varve.zarr.ScenarioArray.shards;

import dev.varve.grid.AxisSelection;
import dev.varve.grid.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cell of the matrix of zarr-python's {@code test_pipeline_parity}: how chunks are encoded, how the array is cut, what is
 * written one after the other, and whether chunks of fill value are kept. The fill value is 0.
 */
record ParityCell(Encoding encoding, Layout layout, Sequence sequence, boolean isKeepingEmpty) {
    /** How a chunk is encoded. */
    enum Encoding {
        BYTES_ONLY("float64", LITTLE),
        GZIP("float64", LITTLE, ScenarioArray.GZIP),
        BYTES_BIG_ENDIAN("int32", BIG),
        BYTES_CRC32C("int32", LITTLE, CRC32C);

        private final String type;
        private final String codecs;

        Encoding(String type, String... codecs) {
            this.type = type;
            this.codecs = String.join(",", codecs);
        }
    }

    /** How the array is cut. */
    enum Layout {
        UNSHARDED_1D("1d-unsharded", 1),
        ONE_CHUNK_PER_SHARD_1D("1d-1chunk-per-shard", 1),
        MULTI_CHUNK_PER_SHARD_1D("1d-multi-chunk-per-shard", 1),
        UNSHARDED_2D("2d-unsharded", 2),
        SHARDED_2D("2d-sharded", 2),
        NESTED_SHARDED_2D("2d-nested-sharded", 2);

        private final String label;
        private final int rank;

        Layout(String label, int rank) {
            this.label = label;
            this.rank = rank;
        }

        private ScenarioArray array(Encoding encoding) {
            String type = encoding.type;
            String codecs = encoding.codecs;
            return switch (this) {
                case UNSHARDED_1D -> ScenarioArray.v3(type, "0", "[100]", "[10]", codecs);
                case ONE_CHUNK_PER_SHARD_1D -> ScenarioArray.v3(type, "0", "[100]", "[10]", shards("[10]", codecs));
                case MULTI_CHUNK_PER_SHARD_1D -> ScenarioArray.v3(type, "0", "[100]", "[50]", shards("[10]", codecs));
                case UNSHARDED_2D -> ScenarioArray.v3(type, "0", "[20,20]", "[5,5]", codecs);
                case SHARDED_2D -> ScenarioArray.v3(type, "0", "[20,20]", "[10,10]", shards("[5,5]", codecs));
                case NESTED_SHARDED_2D ->
                    encoding == Encoding.GZIP
                            ? nested(type, shards("[10,10]", shards("[5,5]", LITTLE)), GZIP)
                            : nested(type, shards("[10,10]", shards("[5,5]", codecs)));
            };
        }

        /** Shards of shards; gzip is around them, as in zarr-python's matrix. */
        private static ScenarioArray nested(String type, String... codecs) {
            return ScenarioArray.v3(type, "0", "[20,20]", "[10,10]", codecs);
        }

        private int extent() {
            return rank == 1 ? 100 : 20;
        }
    }

    /** What is written. */
    enum Sequence {
        FULL_OVERWRITE,
        PARTIAL_MIDDLE,
        SCALAR_ONE_CELL,
        OVERLAPPING,
        ENDS_IN_FILL,
        ENDS_IN_PARTIAL_FILL;

        private List<PipelineScenario.Write> writes(Layout layout) {
            int n = layout.extent();
            return switch (this) {
                case FULL_OVERWRITE -> List.of(new PipelineScenario.Write(box(layout, 0, n, 0, n), 1, false));
                case PARTIAL_MIDDLE -> List.of(constant(layout, n / 4, 3 * n / 4, 7));
                case SCALAR_ONE_CELL -> List.of(constant(layout, n / 2, n / 2 + 1, 99));
                case OVERLAPPING ->
                    layout.rank == 1
                            ? List.of(
                                    constant(layout, 0, n / 2, 1),
                                    constant(layout, n / 4, 3 * n / 4, 2),
                                    constant(layout, n / 2, n, 3))
                            : List.of(constant(layout, 0, n / 2, 1), constant(layout, n / 4, 3 * n / 4, 2));
                case ENDS_IN_FILL -> List.of(constant(layout, 0, n, 5), constant(layout, 0, n, 0));
                case ENDS_IN_PARTIAL_FILL ->
                    List.of(
                            constant(layout, 0, n, 5),
                            new PipelineScenario.Write(box(layout, 0, n / 2, 0, n), 0, true));
            };
        }

        private static PipelineScenario.Write constant(Layout layout, int start, int stop, int value) {
            return new PipelineScenario.Write(box(layout, start, stop, start, stop), value, true);
        }

        private static Selection box(Layout layout, int top, int bottom, int left, int right) {
            AxisSelection rows = AxisSelection.interval(top, bottom);
            return layout.rank == 1 ? Selection.of(rows) : Selection.of(rows, AxisSelection.interval(left, right));
        }
    }

    static List<ParityCell> all() {
        List<ParityCell> cells = new ArrayList<>();
        for (Layout layout : Layout.values()) {
            for (Encoding encoding : Encoding.values()) {
                for (Sequence sequence : Sequence.values()) {
                    for (boolean isKeepingEmpty : new boolean[] {false, true}) {
                        cells.add(new ParityCell(encoding, layout, sequence, isKeepingEmpty));
                    }
                }
            }
        }
        return cells;
    }

    ScenarioArray array() {
        return layout.array(encoding);
    }

    List<PipelineScenario.Write> writes() {
        return sequence.writes(layout);
    }

    private static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** zarr-python's name of it. */
    @Override
    public String toString() {
        List<String> parts = Arrays.asList(
                layout.label, dashed(encoding), dashed(sequence), isKeepingEmpty ? "wecTrue" : "wecFalse");
        return String.join("-", parts);
    }
}

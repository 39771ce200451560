package dev.varve.run.sweep;

import dev.varve.measure.FieldMeasures;
import dev.varve.metadata.JsonNumber;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Score;
import dev.varve.run.parquet.CellKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * A column of result tables: those that users of other tools know by name come first, in the order that they know.
 *
 * @param name the name in files
 * @param kind what its cells are
 * @param cell the cell of a row: a {@code String}, {@code Double}, {@code Long} or {@code Boolean} as the kind says; nothing
 *     where the row has none
 */
record ResultColumn(String name, CellKind kind, Function<ResultRow, Optional<Object>> cell) {
    /**
     * A cell from its text.
     *
     * @throws IllegalArgumentException when it is none of this kind
     */
    Object parse(String text) {
        return switch (kind) {
            case TEXT -> text;
            case REAL -> Double.valueOf(text);
            case INTEGER -> Long.valueOf(text);
            case TRUTH -> truth(text);
        };
    }

    private static Boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    /** The text of a cell: of a number the shortest that reads back to the same bits. */
    String print(Object cell) {
        return kind == CellKind.REAL ? JsonNumber.of((Double) cell).text() : cell.toString();
    }

    /** The gates whose verdicts users of other tools know. */
    private static final List<Gate> KNOWN_GATES =
            List.of(Gate.L1, Gate.L2, Gate.LINF, Gate.BIAS, Gate.Q99, Gate.BOUNDS, Gate.GRADIENT, Gate.FINITE);

    /** Columns of what was measured. */
    private static final List<ResultColumn> ERRORS =
            Stream.of(norms(), units(), structure()).flatMap(List::stream).toList();

    /** All columns of the table. */
    static final List<ResultColumn> TABLE = table();

    /** Columns of the streamed rows: what was measured, without verdicts. */
    static final List<ResultColumn> SCORES = TABLE.stream()
            .filter(column -> !column.name.startsWith("pass_")
                    && !column.name.equals("keep")
                    && !column.name.equals("ratio_source"))
            .toList();

    /** Columns of the streamed failures. */
    static final List<ResultColumn> FAILURES = select(
            "name", "compressor", "filter", "serializer", "pipeline", "status", "part", "sample_share", "reason");

    /** Columns of the candidate space. */
    static final List<ResultColumn> SPACE = select("name", "compressor", "filter", "serializer", "pipeline");

    /** Columns of the front. */
    static final List<ResultColumn> FRONT =
            select("name", "pipeline", "ratio", "l1_rel", "max_abs_err", "encode_mb_s", "decode_mb_s", "keep");

    private static List<ResultColumn> select(String... names) {
        return Arrays.stream(names).map(ResultColumn::named).toList();
    }

    private static ResultColumn named(String name) {
        return find(name).orElseThrow();
    }

    /** The column of a name. */
    static Optional<ResultColumn> find(String name) {
        return TABLE.stream().filter(column -> column.name.equals(name)).findFirst();
    }

    /** What was measured as cells by name, without those that are empty. */
    static Map<String, Object> errors(FieldMeasures errors) {
        Map<String, Object> cells = new LinkedHashMap<>();
        ResultRow row = ResultRow.of(errors);
        for (ResultColumn column : ERRORS) {
            column.cell.apply(row).ifPresent(cell -> cells.put(column.name, cell));
        }
        return cells;
    }

    /** The name of a gate's verdict. */
    static String verdict(Gate gate) {
        return "pass_" + (gate == Gate.GRADIENT ? "grad" : gate.label());
    }

    private static List<ResultColumn> table() {
        List<ResultColumn> all = new ArrayList<>();
        all.add(text("name", ResultRow::label));
        all.add(text("compressor", row -> row.slot(0)));
        all.add(text("filter", row -> row.slot(1)));
        all.add(text("serializer", row -> row.slot(2)));
        all.add(text("pipeline", ResultRow::identity));
        all.add(measured("ratio", Score.Measured::ratio));
        all.addAll(norms());
        KNOWN_GATES.forEach(gate -> all.add(passes(gate)));
        all.add(new ResultColumn("keep", CellKind.TRUTH, row -> Optional.of(row.isKept())));
        all.addAll(units());
        all.add(text("status", row -> row.status().label()));
        all.add(new ResultColumn("part", CellKind.INTEGER, row -> Optional.of((long) row.part())));
        all.add(new ResultColumn("sample_share", CellKind.REAL, row -> Optional.of(row.share())));
        all.add(count("decoded_bytes", Score.Measured::decodedBytes));
        all.add(count("encoded_bytes", Score.Measured::encodedBytes));
        all.add(new ResultColumn("ratio_source", CellKind.REAL, row -> boxed(row.sourceRatio())));
        all.addAll(structure());
        all.addAll(costs());
        for (Gate gate : Gate.values()) {
            if (!KNOWN_GATES.contains(gate)) {
                all.add(passes(gate));
            }
        }
        all.add(text("reason", ResultRow::reason));
        return List.copyOf(all);
    }

    private static List<ResultColumn> norms() {
        return List.of(
                error("l1_rel", FieldMeasures::l1Relative),
                error("l2_rel", FieldMeasures::l2Relative),
                error("linf_rel", FieldMeasures::linfRelative),
                error("bias_rel", FieldMeasures::biasRelative),
                error("q99_rel", FieldMeasures::q99Relative),
                maybe("grad_rel", FieldMeasures::gradientRelative),
                error("decoded_min", FieldMeasures::decodedMin),
                error("decoded_max", FieldMeasures::decodedMax),
                count("n_corrupt", measured -> measured.errors().changedCells()),
                count("n_bounds", measured -> measured.errors().outOfBounds()),
                error("eucd", FieldMeasures::euclidean));
    }

    private static List<ResultColumn> units() {
        return List.of(
                error("mean_abs_err", FieldMeasures::meanAbsolute), error("max_abs_err", FieldMeasures::maxAbsolute));
    }

    private static List<ResultColumn> structure() {
        return List.of(
                error("psnr", FieldMeasures::psnr),
                error("pearson", FieldMeasures::pearson),
                maybe("ssim", FieldMeasures::ssim),
                maybe("spectral_err", FieldMeasures::spectralError),
                maybe("worst_level", FieldMeasures::worstLevel),
                maybe("worst_time", FieldMeasures::worstTime));
    }

    private static List<ResultColumn> costs() {
        return List.of(
                measured("encode_mb_s", measured -> measured.decodedBytes() / measured.encodeSeconds() / 1e6),
                measured("decode_mb_s", measured -> measured.decodedBytes() / measured.decodeSeconds() / 1e6),
                measured("encode_s", Score.Measured::encodeSeconds),
                measured("decode_s", Score.Measured::decodeSeconds),
                count("peak_bytes", Score.Measured::peakBytes));
    }

    private static ResultColumn text(String name, Function<ResultRow, String> text) {
        return new ResultColumn(name, CellKind.TEXT, row -> Optional.of(text.apply(row)));
    }

    private static ResultColumn measured(String name, ToDoubleFunction<Score.Measured> value) {
        return new ResultColumn(name, CellKind.REAL, row -> row.measured().map(value::applyAsDouble));
    }

    private static ResultColumn count(String name, ToLongFunction<Score.Measured> value) {
        return new ResultColumn(name, CellKind.INTEGER, row -> row.measured().map(value::applyAsLong));
    }

    private static ResultColumn error(String name, ToDoubleFunction<FieldMeasures> value) {
        return measured(name, measured -> value.applyAsDouble(measured.errors()));
    }

    private static ResultColumn maybe(String name, Function<FieldMeasures, OptionalDouble> value) {
        return new ResultColumn(
                name, CellKind.REAL, row -> row.measured().flatMap(measured -> boxed(value.apply(measured.errors()))));
    }

    private static Optional<Object> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private static ResultColumn passes(Gate gate) {
        return new ResultColumn(
                verdict(gate),
                CellKind.TRUTH,
                row -> Optional.ofNullable(row.passes().get(gate)));
    }
}

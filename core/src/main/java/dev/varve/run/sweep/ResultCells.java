package dev.varve.run.sweep;

import dev.varve.measure.FieldMeasures;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Score;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The cells of a row by the names of their columns, and the row that they are of.
 *
 * @param cells what {@link ResultColumn#cell} gave; without those that were empty
 */
record ResultCells(Map<String, Object> cells) {
    /**
     * The row.
     *
     * @throws IllegalArgumentException when a cell is missing or says what cannot be
     */
    ResultRow row() {
        ResultRow.Status status = status(text("status"));
        boolean isMeasured = status == ResultRow.Status.MEASURED || status == ResultRow.Status.ESTIMATED;
        Map<Gate, Boolean> passes = new EnumMap<>(Gate.class);
        for (Gate gate : Gate.values()) {
            if (cells.get(ResultColumn.verdict(gate)) instanceof Boolean passed) {
                passes.put(gate, passed);
            }
        }
        return new ResultRow(
                text("name"),
                text("pipeline"),
                status,
                Math.toIntExact(integer("part")),
                real("sample_share"),
                isMeasured ? Optional.of(measured()) : Optional.empty(),
                maybe("ratio_source"),
                new TreeMap<>(passes),
                Boolean.TRUE.equals(cells.get("keep")),
                cells.get("reason") instanceof String reason ? reason : "");
    }

    private static ResultRow.Status status(String label) {
        for (ResultRow.Status status : ResultRow.Status.values()) {
            if (status.label().equals(label)) {
                return status;
            }
        }
        throw new IllegalArgumentException("status '" + label + "'");
    }

    private Score.Measured measured() {
        return new Score.Measured(
                errors(),
                integer("decoded_bytes"),
                integer("encoded_bytes"),
                real("encode_s"),
                real("decode_s"),
                integer("peak_bytes"));
    }

    /**
     * What was measured.
     *
     * @throws IllegalArgumentException when a cell is missing
     */
    FieldMeasures errors() {
        return new FieldMeasures(
                real("l1_rel"),
                real("l2_rel"),
                real("linf_rel"),
                real("bias_rel"),
                real("q99_rel"),
                maybe("grad_rel"),
                real("eucd"),
                real("mean_abs_err"),
                real("max_abs_err"),
                real("decoded_min"),
                real("decoded_max"),
                integer("n_corrupt"),
                integer("n_bounds"),
                real("psnr"),
                real("pearson"),
                maybe("ssim"),
                maybe("spectral_err"),
                maybe("worst_level"),
                maybe("worst_time"));
    }

    private String text(String name) {
        if (cells.get(name) instanceof String text) {
            return text;
        }
        throw missing(name);
    }

    private double real(String name) {
        if (cells.get(name) instanceof Double real) {
            return real;
        }
        throw missing(name);
    }

    private long integer(String name) {
        if (cells.get(name) instanceof Long integer) {
            return integer;
        }
        throw missing(name);
    }

    private OptionalDouble maybe(String name) {
        return cells.get(name) instanceof Double real ? OptionalDouble.of(real) : OptionalDouble.empty();
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("column '" + name + "' is empty");
    }
}

package dev.varve.run.compress;

import dev.varve.measure.ChunkErrors;
import dev.varve.measure.FieldComparison;
import dev.varve.measure.FieldMeasures;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Gates;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a field has to keep, and what is known of the field to judge it by.
 *
 * @param gates what the whole field has to keep; may be none
 * @param comparison how it is measured
 * @param greatestMagnitude max |x| of the whole original, which makes the relative largest error one that a chunk alone can
 *     break; none where it is not known
 */
public record FieldBudget(Gates gates, FieldComparison comparison, OptionalDouble greatestMagnitude) {
    private static final List<Gate> OF_POINTS = List.of(Gate.LINF, Gate.MAX_ABS, Gate.FINITE, Gate.BOUNDS);

    /** Whether a gate is one that the chunk with the worst cell breaks, whatever the others hold. */
    public static boolean isOfPoints(Gate gate) {
        return OF_POINTS.contains(gate);
    }

    /** What the field breaks for certain when it has a chunk with such errors; nothing when nothing. */
    Optional<String> brokenBy(ChunkErrors chunk) {
        FieldMeasures alone = comparison.combine(List.of(chunk));
        for (Map.Entry<Gate, Double> gate : gates.thresholds().entrySet()) {
            OptionalDouble value = ofPoints(gate.getKey(), alone);
            if (value.isPresent() && !(value.getAsDouble() <= gate.getValue())) {
                return Optional.of(text(gate.getKey(), value, gate.getValue()));
            }
        }
        return Optional.empty();
    }

    private OptionalDouble ofPoints(Gate gate, FieldMeasures alone) {
        if (gate == Gate.LINF) {
            return greatestMagnitude.isPresent()
                    ? OptionalDouble.of(relative(alone.maxAbsolute(), greatestMagnitude.getAsDouble()))
                    : OptionalDouble.empty();
        }
        return isOfPoints(gate) ? gate.value(alone) : OptionalDouble.empty();
    }

    private static double relative(double error, double magnitude) {
        return error == 0 ? 0 : error / magnitude;
    }

    /** A value beside what is allowed: {@code linf 0.0123 > 0.001}. */
    public static String text(Gate gate, OptionalDouble value, double threshold) {
        return gate.label() + " " + (value.isPresent() ? number(value.getAsDouble()) : "?")
                + (gate.isFloor() ? " < " : " > ") + number(threshold);
    }

    /** A number in as many digits as people read. */
    public static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value);
        boolean isPlain = !text.contains("e") && text.contains(".");
        return isPlain ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text.replaceAll("\\.?0+e", "e");
    }
}

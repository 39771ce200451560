package dev.varve.plan.sweep;

import dev.varve.measure.FieldComparison;
import dev.varve.measure.FieldMeasures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a decoded field has to keep all of.
 *
 * @param thresholds the most, or for floors the least, that each gate allows
 */
public record Gates(SortedMap<Gate, Double> thresholds) {
    private static final double L2_OF_L1 = 2;
    private static final double LINF_OF_L1 = 10;
    private static final double BIAS_OF_L1 = 0.5;

    public Gates {
        thresholds.forEach((gate, threshold) -> {
            if (!Double.isFinite(threshold) || threshold < 0) {
                throw new IllegalArgumentException(
                        "gate " + gate.label() + " = " + threshold + ": must be finite and not negative");
            }
        });
        thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
    }

    /** The budget of a relative L1 error and what usually goes with it: L2 twice, Linf ten times, bias half, no cell lost. */
    public static Gates ofL1(double l1) {
        Map<Gate, Double> usual = new EnumMap<>(Gate.class);
        usual.put(Gate.L1, l1);
        usual.put(Gate.L2, L2_OF_L1 * l1);
        usual.put(Gate.LINF, LINF_OF_L1 * l1);
        usual.put(Gate.BIAS, BIAS_OF_L1 * l1);
        return new Gates(new TreeMap<>(usual)).withWholeness();
    }

    /** The same gates, and no cell may be lost or leave its bounds, whatever else is allowed. */
    public Gates withWholeness() {
        return with(Gate.FINITE, 0).with(Gate.BOUNDS, 0);
    }

    /** The same gates with another threshold of one. */
    public Gates with(Gate gate, double threshold) {
        SortedMap<Gate, Double> more = new TreeMap<>(thresholds);
        more.put(gate, threshold);
        return new Gates(more);
    }

    /** The same gates without one. */
    public Gates without(Gate gate) {
        SortedMap<Gate, Double> fewer = new TreeMap<>(thresholds);
        fewer.remove(gate);
        return new Gates(fewer);
    }

    /** Gates that allow so many times more; what allows nothing still does not. Floors stay. */
    public Gates loosened(double factor) {
        SortedMap<Gate, Double> loose = new TreeMap<>(thresholds);
        loose.replaceAll((gate, threshold) -> gate.isFloor() ? threshold : Double.valueOf(threshold * factor));
        return new Gates(loose);
    }

    /** The gates that measures break, in order; empty when they keep all. */
    public List<Gate> broken(FieldMeasures measures) {
        List<Gate> broken = new ArrayList<>();
        thresholds.forEach((gate, threshold) -> {
            if (!gate.isKept(measures, threshold)) {
                broken.add(gate);
            }
        });
        return List.copyOf(broken);
    }

    /** Whether measures keep all gates. */
    public boolean areKept(FieldMeasures measures) {
        return broken(measures).isEmpty();
    }

    /** How much has to be measured: some gates need what is measured only on request. */
    public FieldComparison.Depth depth() {
        return thresholds.keySet().stream().anyMatch(Gate::isCostly)
                ? FieldComparison.Depth.FULL
                : FieldComparison.Depth.BASIC;
    }
}

package dev.varve.report;

import dev.varve.measure.AxisRole;
import java.util.List;

/**
 * An axis of a sample.
 *
 * @param name the dimension's name
 * @param role what it stands for
 * @param units the unit of its coordinates; empty without
 * @param length how many indices the sample has along it
 * @param values the coordinate of each index; empty where none is known
 * @param labels what people call each index, such as a date; empty where the values say it
 */
public record PortraitAxis(
        String name, AxisRole role, String units, int length, List<Double> values, List<String> labels) {
    public PortraitAxis {
        values = List.copyOf(values);
        labels = List.copyOf(labels);
        if (length < 0
                || (!values.isEmpty() && values.size() != length)
                || (!labels.isEmpty() && labels.size() != length)) {
            throw new IllegalArgumentException("axis " + name + " of " + length + " indices: " + values.size()
                    + " values, " + labels.size() + " labels");
        }
    }

    /** An axis of which only the length is known. */
    public static PortraitAxis plain(String name, AxisRole role, int length) {
        return new PortraitAxis(name, role, "", length, List.of(), List.of());
    }

    /** What people call an index. */
    public String label(int index) {
        if (!labels.isEmpty()) {
            return labels.get(index);
        }
        String place = values.isEmpty()
                ? "index " + index
                : Figures.number(values.get(index)) + (units.isEmpty() ? "" : " " + units);
        return name + " " + place;
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.NumericType;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A coordinate of numbers. A label is rounded to the coordinate's type, so that 0.1 finds the nearest float32. */
final class NumberValues extends CoordinateValues {
    private static final Set<String> EAST =
            Set.of("degrees_east", "degree_east", "degrees_E", "degree_E", "degreesE", "degreeE");
    private static final double CIRCLE = 360;

    private final SortedValues<Double> values;
    private final boolean isSingle;
    private final boolean isLongitude;

    private NumberValues(String name, List<Double> values, boolean isSingle, boolean isLongitude) {
        super(name);
        this.values = new SortedValues<>(values);
        this.isSingle = isSingle;
        this.isLongitude = isLongitude;
    }

    static NumberValues of(String source, Variable variable, double[] numbers) {
        List<Double> values = new ArrayList<>();
        for (double number : numbers) {
            values.add(number + 0.0); // -0.0 is 0
        }
        boolean isSingle = variable.type() == NumericType.FLOAT32
                && !Decoding.of(variable, source).isPacked();
        boolean isLongitude = variable.text("units").map(EAST::contains).orElse(false)
                || variable.text("standard_name").equals(Optional.of("longitude"));
        return new NumberValues(variable.path(), values, isSingle, isLongitude);
    }

    @Override
    Indexes indexes(Labels labels, boolean isNearest) {
        if (labels instanceof Labels.One one) {
            double wanted = number(one.text());
            Optional<Integer> found = isNearest ? nearest(wanted) : values.find(wanted, name());
            return new Indexes.One(
                    found.orElseThrow(() -> missing(one.text(), values.below(wanted), values.above(wanted))));
        }
        Labels.Range range = (Labels.Range) labels;
        values.requireSorted(name());
        double from = range.from().map(this::number).orElse(Double.NEGATIVE_INFINITY);
        double to = range.to().map(this::number).orElse(Double.POSITIVE_INFINITY);
        double low = range.from().isPresent() && range.to().isPresent() ? Math.min(from, to) : from;
        double high = range.from().isPresent() && range.to().isPresent() ? Math.max(from, to) : to;
        requireNoTurn(low, high);
        return values.within(value -> value >= low && value <= high)
                .orElseThrow(() ->
                        nothing(range.from().orElse("") + ".." + range.to().orElse("")));
    }

    /** A range that means longitudes which have other numbers here would lose some of them. */
    private void requireNoTurn(double low, double high) {
        if (!isLongitude || Double.isInfinite(low) || Double.isInfinite(high)) {
            return;
        }
        for (double value : values.values()) {
            boolean isIn = value >= low && value <= high;
            boolean isInTurned = (value + CIRCLE >= low && value + CIRCLE < high)
                    || (value - CIRCLE > low && value - CIRCLE <= high)
                    || value - CIRCLE == low;
            if (!isIn && isInTurned) {
                throw new TransformException(
                        "'" + name() + "' counts longitudes from " + text(0) + " to " + text(count() - 1) + ": " + value
                                + " lies in " + low + ".." + high + " only after a turn",
                        "longitudes as they are counted here; a range over the seam takes two runs and --concat");
            }
        }
    }

    private Optional<Integer> nearest(double wanted) {
        Optional<Integer> best = Optional.empty();
        for (int i = 0; i < values.values().size(); i++) {
            double value = values.values().get(i);
            double away = Math.abs(value - wanted);
            double least =
                    best.map(b -> Math.abs(values.values().get(b) - wanted)).orElse(Double.POSITIVE_INFINITY);
            boolean isLarger = best.isPresent() && value > values.values().get(best.get());
            if (away < least || (away == least && isLarger)) {
                best = Optional.of(i);
            }
        }
        return best;
    }

    private double number(String text) {
        try {
            double value = isSingle ? Float.parseFloat(text) : Double.parseDouble(text);
            if (Double.isNaN(value)) {
                throw new NumberFormatException(text);
            }
            return value + 0.0;
        } catch (NumberFormatException e) {
            throw new TransformException(
                    "'" + name() + "' has numbers; '" + text + "' is none",
                    Trees.last(name()) + "=" + (count() == 0 ? "0" : text(0)));
        }
    }

    @Override
    int count() {
        return values.values().size();
    }

    @Override
    String text(int index) {
        double value = values.values().get(index);
        return isSingle ? Float.toString((float) value) : Double.toString(value);
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Other numbers for the same quantity: {@code value * factor + offset}, with doubles, and other units. What stands for no value
 * stays. Of packed variables only {@code scale_factor} and {@code add_offset} change, so that their chunks stay what they are. The
 * bounds of a coordinate are scaled with it.
 *
 * @param changes what becomes of variables, each by the last one that names it
 */
public record Scale(List<Linear> changes) implements Transform {
    private static final List<String> RANGES = List.of("valid_min", "valid_max", "valid_range", "actual_range");

    public Scale {
        changes = List.copyOf(changes);
    }

    /**
     * A linear change.
     *
     * @param name a variable or a pattern of variables
     * @param factor what values are multiplied by, not 0
     * @param offset what is added then
     * @param units the new units; without them the old ones stay
     */
    public record Linear(String name, double factor, double offset, Optional<String> units) {
        public Linear {
            if (!Double.isFinite(factor) || factor == 0 || !Double.isFinite(offset)) {
                throw new IllegalArgumentException("scale of '" + name + "' by " + factor + ", " + offset);
            }
        }

        private Linear withoutUnits() {
            return new Linear(name, factor, offset, Optional.empty());
        }

        double of(double value) {
            return value * factor + offset;
        }
    }

    @Override
    public Source of(Source source) {
        Dataset dataset = source.describe();
        Map<String, Linear> bounds = new HashMap<>();
        Map<String, Linear> named = new LinkedHashMap<>();
        for (Linear change : changes) {
            for (Variable variable : Trees.variablesNamed(change.name(), dataset)) {
                named.put(variable.path(), change);
                for (String attribute : List.of("bounds", "climatology")) {
                    variable.text(attribute).ifPresent(name -> {
                        String path = Trees.beside(variable.path(), name.strip());
                        boolean hasUnits = dataset.variable(path)
                                .flatMap(v -> v.attribute("units"))
                                .isPresent();
                        bounds.put(path, hasUnits ? change : change.withoutUnits());
                    });
                }
            }
        }
        bounds.forEach(named::putIfAbsent);
        Map<String, VariableView> views = new HashMap<>();
        Dataset changed = new Dataset(dataset.format(), dataset.root().mapped(variable -> {
            Linear change = named.get(variable.path());
            if (change == null) {
                views.put(variable.path(), ViewSource.unchanged(source, variable));
                return variable;
            }
            return scaled(source, variable, change, views);
        }));
        return new ViewSource(source.name(), changed, views, source);
    }

    private static Variable scaled(Source source, Variable variable, Linear change, Map<String, VariableView> views) {
        Decoding decoding = Decoding.of(variable, "scaled");
        if (decoding.isPacked()) {
            views.put(variable.path(), ViewSource.unchanged(source, variable));
            return variable.withAttributes(attributes(repacked(variable, decoding, change), variable, change));
        }
        if (Numbers.isInteger(decoding.type())) {
            throw new TransformException(
                    "variable '" + variable.path() + "' is of type " + variable.type() + ", which scaling would cut",
                    "cast " + variable.path() + "=float64 first");
        }
        ScaledElements elements = new ScaledElements(source.name(), variable, decoding, change);
        views.put(variable.path(), new PiecewiseView(source, variable, variable.type(), elements));
        return new Variable(
                variable.path(),
                variable.type(),
                variable.dimensions(),
                variable.fill(),
                attributes(variable.attributes(), variable, change),
                Cast.view(variable.storage()),
                variable.declared());
    }

    /** The type of the packing stays, because readers take the type of unpacked data from it. */
    private static List<Attribute> repacked(Variable variable, Decoding decoding, Linear change) {
        NumericType type = Decoding.numbers(variable, Decoding.SCALE)
                .or(() -> Decoding.numbers(variable, Decoding.OFFSET))
                .map(numbers -> (NumericType) numbers.type())
                .filter(t -> !Numbers.isInteger(t))
                .orElse(NumericType.FLOAT64);
        double scale = decoding.scale() * change.factor();
        List<Attribute> attributes = Trees.with(variable.attributes(), Decoding.SCALE, Decoding.attribute(type, scale));
        return Trees.with(attributes, Decoding.OFFSET, Decoding.attribute(type, change.of(decoding.offset())));
    }

    private static List<Attribute> attributes(List<Attribute> attributes, Variable variable, Linear change) {
        List<Attribute> result = new ArrayList<>();
        for (Attribute attribute : attributes) {
            result.add(RANGES.contains(attribute.name()) ? scaled(attribute, variable, change) : attribute);
        }
        return change.units().isPresent()
                ? Trees.with(result, "units", new Attribute.Text(change.units().get()))
                : result;
    }

    /** A range of unpacked numbers; one of packed numbers stays. A negative factor turns it round. */
    private static Attribute scaled(Attribute attribute, Variable variable, Linear change) {
        Optional<NdArray> numbers = Decoding.numbers(variable, attribute.name())
                .filter(n -> ((NumericType) n.type()).kind() == NumericType.Kind.FLOAT);
        if (numbers.isEmpty()) {
            return attribute;
        }
        double[] values = Decoding.doubles(numbers.get());
        double[] scaled = new double[values.length];
        boolean isTurned = change.factor() < 0;
        for (int i = 0; i < values.length; i++) {
            scaled[isTurned ? values.length - 1 - i : i] = change.of(values[i]);
        }
        String name =
                switch (attribute.name()) {
                    case "valid_min" -> isTurned ? "valid_max" : "valid_min";
                    case "valid_max" -> isTurned ? "valid_min" : "valid_max";
                    default -> attribute.name();
                };
        return new Attribute(
                name, Decoding.attribute((NumericType) numbers.get().type(), scaled));
    }
}

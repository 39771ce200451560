package dev.varve.dataset.transform;

import dev.varve.array.Conversion;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Other types of numbers. Packed variables (CF conventions, section 8.1) are unpacked, with doubles; their packing goes. What
 * stands for no value still does; attributes of the variable's own type follow. A number becomes the nearest one, an integer
 * without the fraction, as in NumPy's {@code astype}; one that the type does not hold ends the reading.
 *
 * @param types the types by names or patterns of variables; the last one that matches counts
 */
public record Cast(Map<String, NumericType> types) implements Transform {
    private static final Set<String> PACKING = Set.of(Decoding.SCALE, Decoding.OFFSET, Decoding.UNSIGNED);
    private static final Set<String> VALID = Set.of("valid_min", "valid_max", "valid_range");
    private static final Set<String> FLAGS = Set.of("flag_values", "flag_masks");

    public Cast {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        types.forEach((name, type) -> {
            if (type == NumericType.BOOL || type.kind() == NumericType.Kind.COMPLEX) {
                throw new TransformException(
                        "'" + name + "' cannot be cast to " + type, "an integer or floating-point type");
            }
        });
    }

    @Override
    public Source of(Source source) {
        Dataset dataset = source.describe();
        Map<String, NumericType> byPath = new HashMap<>();
        types.forEach((name, type) ->
                Trees.variablesNamed(name, dataset).forEach(variable -> byPath.put(variable.path(), type)));
        Map<String, VariableView> views = new HashMap<>();
        Dataset changed = new Dataset(dataset.format(), dataset.root().mapped(variable -> {
            NumericType type = byPath.get(variable.path());
            if (type == null
                    || (type == variable.type()
                            && !Decoding.of(variable, "cast").isPacked())) {
                views.put(variable.path(), ViewSource.unchanged(source, variable));
                return variable;
            }
            return cast(source, variable, type, views);
        }));
        return new ViewSource(source.name(), changed, views, source);
    }

    private static Variable cast(Source source, Variable variable, NumericType type, Map<String, VariableView> views) {
        Decoding decoding = Decoding.of(variable, "cast");
        boolean isFloat = type.kind() == NumericType.Kind.FLOAT;
        if (decoding.isPacked() && !isFloat) {
            throw new TransformException(
                    "variable '" + variable.path() + "' is packed (scale_factor, add_offset): its numbers are no "
                            + type,
                    variable.path() + "=float32 unpacks it");
        }
        FillValue missing = missing(variable, decoding, type);
        boolean isHeld = !decoding.isPacked() && NumberRange.holdsAll(type, NumberRange.block(variable.fill()));
        boolean hasFill = variable.attribute(Decoding.FILL).isPresent() && decoding.hasMissing();
        FillValue fill = hasFill ? missing : isHeld ? Conversion.of(variable.fill(), type) : DefaultFill.of(type);
        boolean isLost = !decoding.isPacked() && !decoding.hasMissing() && !isHeld;
        Decoding own = isLost ? decoding.withMissing(variable.fill()) : decoding;
        CastElements elements = new CastElements(source.name(), variable, own, isLost ? fill : missing);
        views.put(variable.path(), new PiecewiseView(source, variable, type, elements));
        return new Variable(
                variable.path(),
                type,
                variable.dimensions(),
                fill,
                attributes(variable, decoding, type, missing),
                view(variable.storage()),
                variable.declared().filter(d -> ((DeclaredType.Enumeration) d).base() == type));
    }

    /** Storage of a variable whose elements are changed when they are read. */
    static Storage view(Storage storage) {
        return new Storage(
                Storage.VIEW, storage.chunkShape(), Optional.empty(), storage.filters(), storage.storedBytes());
    }

    /** What stands for no value: NaN where it was unpacked, the old one where the type holds it, else netCDF's own. */
    private static FillValue missing(Variable variable, Decoding decoding, NumericType type) {
        if (decoding.isPacked()) {
            return NumberRange.nan(type);
        }
        NdArray old = Decoding.numbers(variable, Decoding.FILL)
                .or(() -> Decoding.numbers(variable, Decoding.MISSING))
                .map(numbers -> Conversion.of(numbers, (NumericType) variable.type()))
                .orElse(NumberRange.block(variable.fill()));
        NdArray first = old.slice(Region.whole(Shape.of(1)));
        return NumberRange.holdsAll(type, first)
                ? new FillValue(type, Conversion.of(first, type).data())
                : DefaultFill.of(type);
    }

    private static List<Attribute> attributes(
            Variable variable, Decoding decoding, NumericType type, FillValue missing) {
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : variable.attributes()) {
            String name = attribute.name();
            boolean isMark = name.equals(Decoding.FILL) || name.equals(Decoding.MISSING);
            if (isMark && decoding.hasMissing()) {
                attributes.add(new Attribute(name, new Attribute.Numbers(NumberRange.block(missing))));
            } else if (VALID.contains(name) || FLAGS.contains(name)) {
                described(variable, attribute, decoding, type).ifPresent(attributes::add);
            } else if (!isMark && !PACKING.contains(name)) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** An attribute that has the variable's type, and shall have it again; what it cannot say any more is left out. */
    private static Optional<Attribute> described(
            Variable variable, Attribute attribute, Decoding decoding, NumericType type) {
        Optional<NdArray> numbers = Decoding.numbers(variable, attribute.name())
                .filter(n -> n.type().equals(variable.type()));
        if (numbers.isEmpty()) {
            return Optional.of(attribute);
        }
        NdArray own = numbers.get().reinterpret(decoding.type());
        if (decoding.isPacked()) {
            double[] values = Decoding.doubles(own);
            for (int i = 0; i < values.length; i++) {
                values[i] = decoding.unpacked(values[i]);
            }
            Arrays.sort(values);
            return Optional.of(new Attribute(attribute.name(), Decoding.attribute(type, values)));
        }
        if (!NumberRange.holdsAll(type, own)) {
            if (FLAGS.contains(attribute.name())) {
                throw new TransformException(
                        "variable '" + variable.path() + "': " + type + " does not hold its " + attribute.name(),
                        "a wider type");
            }
            return Optional.empty();
        }
        return Optional.of(new Attribute(attribute.name(), new Attribute.Numbers(Conversion.of(own, type))));
    }
}

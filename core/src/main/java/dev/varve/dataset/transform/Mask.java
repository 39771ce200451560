package dev.varve.dataset.transform;

import dev.varve.array.Conversion;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Elements that are taken away: what is outside of a range, or where another variable is 0 or has no value (as CDO's
 * {@code ifthen}), becomes the value that stands for none. A variable that has no such value gets one: NaN, or of integers
 * netCDF's own, which must not be among its elements.
 *
 * @param rules what is kept of variables, each by the last one that names it
 */
public record Mask(List<Rule> rules) implements Transform {
    public Mask {
        rules = List.copyOf(rules);
    }

    /**
     * What is kept of a variable.
     *
     * @param name a variable or a pattern of variables
     * @param keep which of their elements stay
     */
    public record Rule(String name, Keep keep) {}

    /** Which elements stay. */
    public sealed interface Keep {}

    /** Those that are, unpacked, at least {@code low} and at most {@code high}. */
    public record Between(double low, double high) implements Keep {
        public Between {
            if (!(low <= high)) {
                throw new IllegalArgumentException("nothing lies between " + low + " and " + high);
            }
        }
    }

    /** Those where a variable, which has some of their dimensions, is not 0. */
    public record Where(String variable) implements Keep {}

    @Override
    public Source of(Source source) {
        Dataset dataset = source.describe();
        Map<String, Keep> byPath = new LinkedHashMap<>();
        for (Rule rule : rules) {
            Trees.variablesNamed(rule.name(), dataset).forEach(variable -> byPath.put(variable.path(), rule.keep()));
        }
        Map<String, VariableView> views = new HashMap<>();
        Dataset changed = new Dataset(dataset.format(), dataset.root().mapped(variable -> {
            Keep keep = byPath.get(variable.path());
            if (keep == null) {
                views.put(variable.path(), ViewSource.unchanged(source, variable));
                return variable;
            }
            return masked(source, variable, keep, views);
        }));
        return new ViewSource(source.name(), changed, views, source);
    }

    private static Variable masked(Source source, Variable variable, Keep keep, Map<String, VariableView> views) {
        Decoding decoding = Decoding.of(variable, "masked");
        boolean isNew = !decoding.hasMissing();
        FillValue fill = isNew ? newFill((NumericType) variable.type()) : fill(variable);
        MaskedElements.Kept kept;
        if (keep instanceof Between between) {
            kept = new MaskedElements.InRange(decoding, between.low(), between.high());
        } else {
            Where where = (Where) keep;
            kept = NonZero.of(source, Trees.variable(where.variable(), source), variable);
        }
        MaskedElements elements = new MaskedElements(source.name(), variable, fill, isNew, kept);
        views.put(variable.path(), new PiecewiseView(source, variable, variable.type(), elements));
        return new Variable(
                variable.path(),
                variable.type(),
                variable.dimensions(),
                isNew ? fill : variable.fill(),
                isNew
                        ? Trees.with(
                                variable.attributes(), Decoding.FILL, new Attribute.Numbers(NumberRange.block(fill)))
                        : variable.attributes(),
                Cast.view(variable.storage()),
                variable.declared());
    }

    private static FillValue newFill(NumericType type) {
        return Numbers.isInteger(type) ? DefaultFill.of(type) : NumberRange.nan(type);
    }

    private static FillValue fill(Variable variable) {
        Optional<NdArray> numbers =
                Decoding.numbers(variable, Decoding.FILL).or(() -> Decoding.numbers(variable, Decoding.MISSING));
        NdArray first = Conversion.of(numbers.orElseThrow(), (NumericType) variable.type())
                .slice(Region.whole(Shape.of(1)));
        return new FillValue(variable.type(), first.data());
    }
}

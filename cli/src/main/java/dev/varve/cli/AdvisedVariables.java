package dev.varve.cli;

import dev.varve.array.DataType;
import dev.varve.array.Shape;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Variable;
import dev.varve.plan.advise.AccessPattern;
import dev.varve.plan.advise.AdviceLimits;
import dev.varve.plan.advise.AdvisedArray;
import dev.varve.plan.advise.CopyFactor;
import dev.varve.plan.advise.LayoutAdvice;
import dev.varve.plan.advise.LayoutShape;
import dev.varve.plan.advise.ReadRates;
import dev.varve.plan.advise.WeightedRead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Variables that are advised together: of the same dimensions, stored alike, with elements of one size.
 *
 * @param variables at least one
 * @param patterns the patterns that concern them
 * @param array what is known of each
 * @param hasRatio whether it is known what they become when they are encoded
 * @param advice how they should be cut up
 */
record AdvisedVariables(
        List<Variable> variables,
        List<AccessPattern> patterns,
        AdvisedArray array,
        boolean hasRatio,
        LayoutAdvice advice) {
    /** Variable elements are taken to be this long. */
    private static final int VARIABLE_ELEMENT_BYTES = 64;

    /** What variables of one group have in common. */
    private record Kind(List<Dimension> dimensions, long elementBytes, LayoutAdvice.Present present) {
        static Kind of(Variable variable) {
            return new Kind(
                    variable.dimensions(),
                    AdvisedVariables.elementBytes(variable.type()),
                    new LayoutAdvice.Present(
                            variable.storage().chunkShape(), variable.storage().shardShape()));
        }
    }

    /**
     * Groups what patterns concern of a dataset, and advises each group. Coordinates and what is smaller than any chunk are left
     * out unless there is nothing else.
     *
     * @param isWanted whether a variable was asked for, where some were
     */
    static List<AdvisedVariables> of(
            Dataset dataset,
            Optional<Predicate<String>> isWanted,
            List<AccessPattern> patterns,
            ReadRates rates,
            AdviceLimits limits) {
        List<Variable> concerned = dataset.variables().stream()
                .filter(variable -> !isEmpty(variable))
                .filter(variable -> isWanted.isEmpty() || isWanted.get().test(variable.path()))
                .filter(variable -> patterns.stream().anyMatch(pattern -> pattern.concerns(variable)))
                .toList();
        List<Variable> large = concerned.stream()
                .filter(variable -> isWanted.isPresent() || isLarge(variable, limits))
                .toList();
        Map<Kind, List<Variable>> groups = new LinkedHashMap<>();
        for (Variable variable : large.isEmpty() ? concerned : large) {
            groups.computeIfAbsent(Kind.of(variable), kind -> new ArrayList<>()).add(variable);
        }
        return groups.entrySet().stream()
                .map(group -> advised(group.getKey(), group.getValue(), patterns, rates, limits))
                .toList();
    }

    private static boolean isEmpty(Variable variable) {
        return variable.dimensions().stream().anyMatch(d -> d.length() == 0);
    }

    private static boolean isLarge(Variable variable, AdviceLimits limits) {
        boolean isCoordinate = variable.dimensions().size() == 1
                && variable.dimensions().get(0).name().equals(variable.name());
        double bytes = elementBytes(variable.type());
        for (Dimension dimension : variable.dimensions()) {
            bytes *= dimension.length();
        }
        return !isCoordinate && bytes >= limits.minChunkBytes();
    }

    private static AdvisedVariables advised(
            Kind kind, List<Variable> variables, List<AccessPattern> patterns, ReadRates rates, AdviceLimits limits) {
        List<AccessPattern> concerning = patterns.stream()
                .filter(pattern -> pattern.concerns(variables.get(0)))
                .toList();
        Optional<Double> ratio = variables.stream().allMatch(v -> v.type().isFixedSize())
                ? Sizes.of(variables).ratio()
                : Optional.empty();
        AdvisedArray array = new AdvisedArray(variables.get(0).shape(), kind.elementBytes(), ratio.orElse(1.0));
        Optional<Shape> source = kind.present().chunk();
        LayoutAdvice advice = LayoutAdvice.of(
                array,
                kind.present(),
                concerning.stream()
                        .map(pattern -> new WeightedRead(pattern.read(kind.dimensions()), pattern.weight()))
                        .toList(),
                rates,
                limits,
                CopyFactor.ofConversion(array, source));
        return new AdvisedVariables(variables, concerning, array, ratio.isPresent(), advice);
    }

    private static long elementBytes(DataType type) {
        return type.isFixedSize() ? Math.max(1, type.sizeBytes()) : VARIABLE_ELEMENT_BYTES;
    }

    /** How often a conversion into a layout decodes each chunk of the input. */
    double decodes(LayoutAdvice.Option option) {
        return option.layout()
                .map(CopyFactor.ofConversion(array, variables.get(0).storage().chunkShape())::of)
                .orElse(1.0);
    }

    /** How many objects a layout has; one where there are no chunks. */
    long objects(LayoutAdvice.Option option) {
        return option.layout().map(layout -> layout.objects(array.shape())).orElse(1L);
    }

    /** The advice as options of verbs that write: {@code --chunks time=24,lat=90 --shards time=-1,lat=-1}. */
    String options() {
        List<Dimension> dimensions = variables.get(0).dimensions();
        if (dimensions.isEmpty()) {
            return "";
        }
        LayoutShape layout = advice.best().layout().orElseThrow();
        String chunks = "--chunks " + CommandText.quoted(extents(dimensions, layout.chunk()));
        return layout.isSharded()
                ? chunks + " --shards " + CommandText.quoted(extents(dimensions, layout.shard()))
                : chunks + " --shard none";
    }

    private static String extents(List<Dimension> dimensions, Shape shape) {
        List<String> extents = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            Dimension dimension = dimensions.get(axis);
            boolean isWhole = shape.extent(axis) >= dimension.length();
            extents.add(dimension.name() + "=" + (isWhole ? -1 : shape.extent(axis)));
        }
        return String.join(",", extents);
    }
}

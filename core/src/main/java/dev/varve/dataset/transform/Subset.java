package dev.varve.dataset.transform;

import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Some positions on some dimensions; every variable that has such a dimension is cut, its coordinates too. A dimension of which
 * one position is taken goes; its coordinate variable becomes a scalar that the variables' attribute {@code coordinates} names
 * (CF conventions, section 5.7).
 *
 * <p>The bytes that a cut variable is said to take are its share of what the whole one takes.
 *
 * @param byDimension what is kept of dimensions, by their path or its last part
 */
public record Subset(Map<String, Indexes> byDimension) implements Transform {
    public Subset {
        byDimension = Map.copyOf(new LinkedHashMap<>(byDimension));
    }

    @Override
    public Source of(Source source) {
        Dataset dataset = source.describe();
        Map<String, Indexes> byPath = new HashMap<>();
        byDimension.forEach((name, indexes) -> {
            for (String path : Trees.dimensionsNamed(name, dataset)) {
                if (byPath.put(path, indexes) != null) {
                    throw new TransformException("dimension '" + path + "' is selected twice", "name it once");
                }
            }
        });
        Set<String> describing = Selection.describing(dataset);
        Map<String, VariableView> views = new HashMap<>();
        Group root = Trees.changed(dataset.root(), dimension -> cut(dimension, byPath), variable -> {
            List<AxisCut> cuts = cuts(variable, byPath);
            if (isWhole(variable, cuts)) {
                views.put(variable.path(), ViewSource.unchanged(source, variable));
                return variable;
            }
            Variable changed = cut(variable, cuts, byPath);
            views.put(changed.path(), new SubsetView(source, variable, changed, cuts));
            return describing.contains(variable.path()) ? changed : withScalars(changed, variable, cuts, dataset);
        });
        return new ViewSource(source.name(), new Dataset(dataset.format(), root), views, source);
    }

    private static List<AxisCut> cuts(Variable variable, Map<String, Indexes> byPath) {
        List<AxisCut> cuts = new ArrayList<>();
        for (Dimension dimension : variable.dimensions()) {
            Indexes indexes = byPath.get(dimension.path());
            cuts.add(
                    indexes == null
                            ? AxisCut.whole(dimension.length())
                            : AxisCut.of(indexes, dimension.path(), dimension.length()));
        }
        return cuts;
    }

    private static boolean isWhole(Variable variable, List<AxisCut> cuts) {
        for (int axis = 0; axis < cuts.size(); axis++) {
            if (!cuts.get(axis).isWhole(variable.shape().extent(axis))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Dimension> cut(Dimension dimension, Map<String, Indexes> byPath) {
        Indexes indexes = byPath.get(dimension.path());
        if (indexes == null) {
            return Optional.of(dimension);
        }
        AxisCut cut = AxisCut.of(indexes, dimension.path(), dimension.length());
        return cut.isKept()
                ? Optional.of(new Dimension(dimension.path(), cut.count(), dimension.isUnlimited()))
                : Optional.empty();
    }

    private static Variable cut(Variable variable, List<AxisCut> cuts, Map<String, Indexes> byPath) {
        List<Dimension> dimensions = variable.dimensions().stream()
                .flatMap(dimension -> cut(dimension, byPath).stream())
                .toList();
        return new Variable(
                variable.path(),
                variable.type(),
                dimensions,
                variable.fill(),
                variable.attributes(),
                storage(variable, cuts),
                variable.declared());
    }

    /** Chunks that begin where those of the file do keep their shape; others are a hint for plans. */
    private static Storage storage(Variable variable, List<AxisCut> cuts) {
        Storage storage = variable.storage();
        long count = Math.max(1, variable.shape().count());
        double share = cuts.stream().mapToDouble(AxisCut::count).reduce(1, (a, b) -> a * b) / count;
        long bytes = Math.round(storage.storedBytes() * share);
        if (storage.chunkShape().isEmpty()) {
            return new Storage(Storage.VIEW, Optional.empty(), Optional.empty(), storage.filters(), bytes);
        }
        List<Long> extents = new ArrayList<>();
        boolean isAligned = !storage.layout().equals(Storage.RECTILINEAR);
        for (int axis = 0; axis < cuts.size(); axis++) {
            AxisCut cut = cuts.get(axis);
            long chunk = storage.chunkShape().get().extent(axis);
            boolean isOnGrid = cut.step() == 1 && cut.start() % chunk == 0;
            isAligned &= isOnGrid && cut.isKept();
            if (cut.isKept()) {
                long steps = (chunk - 1) / Math.abs(cut.step()) + 1;
                extents.add(isOnGrid ? chunk : Math.max(1, Math.min(steps, cut.count())));
            }
        }
        Shape chunk = Shape.of(extents.stream().mapToLong(Long::longValue).toArray());
        String layout = isAligned ? storage.layout() : Storage.VIEW;
        return new Storage(layout, Optional.of(chunk), Optional.empty(), storage.filters(), bytes);
    }

    private static Variable withScalars(Variable changed, Variable before, List<AxisCut> cuts, Dataset dataset) {
        List<Attribute> attributes = changed.attributes();
        for (int axis = 0; axis < cuts.size(); axis++) {
            Dimension dimension = before.dimensions().get(axis);
            boolean isScalar = !cuts.get(axis).isKept()
                    && dataset.variable(dimension.path()).isPresent()
                    && !dimension.path().equals(before.path());
            if (isScalar) {
                String named = changed.withAttributes(attributes)
                        .text("coordinates")
                        .orElse("")
                        .strip();
                if (!List.of(named.split("\\s+", -1)).contains(dimension.name())) {
                    String more = named.isEmpty() ? dimension.name() : named + " " + dimension.name();
                    attributes = Trees.with(attributes, "coordinates", new Attribute.Text(more));
                }
            }
        }
        return changed.withAttributes(attributes);
    }
}

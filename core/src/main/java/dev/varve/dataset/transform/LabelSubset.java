package dev.varve.dataset.transform;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link Subset} by the values of coordinates: numbers as they are unpacked, dates through units and calendars, text. A value that
 * is not there is refused and its neighbours are named, unless the nearest is asked for.
 *
 * @param byDimension what is kept of dimensions; by their name, or that of a variable on one dimension
 * @param isNearest whether single values mean the nearest that there is; of two as near, the larger
 */
public record LabelSubset(Map<String, Labels> byDimension, boolean isNearest) implements Transform {
    public LabelSubset {
        byDimension = Collections.unmodifiableMap(new LinkedHashMap<>(byDimension));
    }

    @Override
    public Source of(Source source) throws IOException {
        Map<String, Indexes> indexes = new LinkedHashMap<>();
        for (Map.Entry<String, Labels> entry : byDimension.entrySet()) {
            Variable coordinate = coordinate(entry.getKey(), source.describe());
            CoordinateValues values = CoordinateValues.read(source, coordinate);
            String dimension = coordinate.dimensions().get(0).path();
            if (indexes.put(dimension, values.indexes(entry.getValue(), isNearest)) != null) {
                throw new TransformException("dimension '" + dimension + "' is selected twice", "name it once");
            }
        }
        return new Subset(indexes).of(source);
    }

    /** The coordinate variable of a dimension; else the variable on one dimension that has the name itself. */
    private static Variable coordinate(String name, Dataset dataset) {
        boolean isDimension = Trees.dimensions(dataset).stream()
                .anyMatch(path -> path.equals(name) || Trees.last(path).equals(name));
        if (isDimension) {
            List<String> paths = Trees.dimensionsNamed(name, dataset);
            if (paths.size() > 1) {
                throw new TransformException(
                        "there are several dimensions '" + name + "'", "one of " + String.join(", ", paths));
            }
            return dataset.variable(paths.get(0))
                    .filter(CoordinateValues::isReadable)
                    .orElseThrow(() -> new TransformException(
                            "dimension '" + name + "' has no coordinate variable whose values could be looked up",
                            "positions instead, as in --isel " + name + "=0:10"));
        }
        return dataset.variable(name)
                .filter(CoordinateValues::isReadable)
                .orElseThrow(() -> TransformException.unknown("dimension", name, Trees.dimensions(dataset)));
    }
}

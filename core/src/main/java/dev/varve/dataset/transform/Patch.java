package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where in a dataset another one goes: over what is there, or behind it.
 *
 * @param spans the positions that it takes on dimensions, by their paths; on the others it has all
 */
public record Patch(Map<String, Span> spans) {
    public Patch {
        spans = Collections.unmodifiableMap(new LinkedHashMap<>(spans));
    }

    /**
     * Some positions on a dimension.
     *
     * @param start the first
     * @param stop one past the last
     */
    public record Span(long start, long stop) {
        public Span {
            if (start < 0 || stop < start) {
                throw new IllegalArgumentException("positions " + start + ":" + stop);
            }
        }
    }

    /**
     * Behind what is there.
     *
     * @param name a dimension that both have
     * @throws TransformException when one has not
     */
    public static Patch behind(Dataset base, Dataset added, String name) {
        Dimension open = dimension(base, name);
        long length = dimension(added, open.path()).length();
        if (length == 0) {
            throw new TransformException("dimension '" + name + "' has no positions to append", "another input");
        }
        return new Patch(Map.of(open.path(), new Span(open.length(), Math.addExact(open.length(), length))));
    }

    /**
     * Over a region.
     *
     * @param spans its positions on dimensions, by their names
     * @throws TransformException when a dimension is not there, is shorter, or is not as long in what is added
     */
    public static Patch over(Dataset base, Dataset added, Map<String, Span> spans) {
        Map<String, Span> byPath = new LinkedHashMap<>();
        spans.forEach((name, span) -> {
            Dimension dimension = dimension(base, name);
            long length = dimension(added, dimension.path()).length();
            if (span.stop() > dimension.length() || span.stop() - span.start() != length) {
                throw new TransformException(
                        "region " + name + "=" + span.start() + ":" + span.stop() + ": the store has "
                                + dimension.length() + " positions there, the input " + length,
                        "a region inside the store that is as long as the input");
            }
            byPath.put(dimension.path(), span);
        });
        return new Patch(byPath);
    }

    /**
     * Over the region that has the same values of coordinates, bit by bit.
     *
     * @throws TransformException when there is none
     */
    public static Patch matching(Source base, Source added) throws IOException {
        Map<String, Span> spans = new LinkedHashMap<>();
        for (String path : Trees.dimensions(added.describe())) {
            Optional<Variable> here = coordinate(base.describe(), path);
            Optional<Variable> there = coordinate(added.describe(), path);
            if (here.isPresent()
                    && there.isPresent()
                    && here.get().type().equals(there.get().type())) {
                NdArray all = base.read(here.get(), Region.whole(here.get().shape()));
                NdArray some = added.read(there.get(), Region.whole(there.get().shape()));
                spans.put(path, found(path, all, some));
            }
        }
        return over(base.describe(), added.describe(), spans);
    }

    private static Optional<Variable> coordinate(Dataset dataset, String path) {
        return dataset.variable(path).filter(v -> v.shape().rank() == 1);
    }

    private static Span found(String path, NdArray all, NdArray some) {
        long length = some.shape().extent(0);
        for (long start = 0; start <= all.shape().extent(0) - length; start++) {
            NdArray there = all.slice(Region.of(new long[] {start}, some.shape()));
            if (there.sameBits(some)) {
                return new Span(start, start + length);
            }
        }
        throw new TransformException(
                "the values of '" + path + "' are not some that follow each other in the store",
                "--append " + Trees.last(path) + ", or positions, as in --region " + Trees.last(path) + "=0:24");
    }

    private static Dimension dimension(Dataset dataset, String name) {
        String path = Trees.dimensionsNamed(name, dataset).get(0);
        if (Trees.dimensionsNamed(name, dataset).size() > 1) {
            throw new TransformException(
                    "there are several dimensions '" + name + "'",
                    "one of " + String.join(", ", Trees.dimensionsNamed(name, dataset)));
        }
        Set<Dimension> all = new LinkedHashSet<>();
        dataset.root().walk().forEach(group -> all.addAll(group.dimensions()));
        dataset.variables().forEach(variable -> all.addAll(variable.dimensions()));
        return all.stream()
                .filter(dimension -> dimension.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** Which elements of a variable it takes. */
    public Region place(Variable variable) {
        long[] start = new long[variable.dimensions().size()];
        long[] stop = variable.shape().extents();
        for (int axis = 0; axis < start.length; axis++) {
            Span span = spans.get(variable.dimensions().get(axis).path());
            start[axis] = span == null ? 0 : span.start();
            stop[axis] = span == null ? stop[axis] : span.stop();
        }
        return Region.between(start, stop);
    }

    /** Whether it is behind what is there, so that the dataset grows. */
    public boolean isGrowing(Dataset base) {
        return spans.entrySet().stream()
                .anyMatch(span ->
                        span.getValue().stop() > dimension(base, span.getKey()).length());
    }

    /**
     * The variables that change: all that get longer; else data on the region, but no coordinates, which have to be the same.
     *
     * @throws TransformException when there are none
     */
    public Set<String> changed(Dataset base, Dataset added) {
        boolean isGrowing = isGrowing(base);
        Set<String> describing = isGrowing ? Set.of() : Selection.describing(base);
        Set<String> changed = new LinkedHashSet<>();
        for (Variable variable : base.variables()) {
            boolean isTouched = variable.dimensions().stream().anyMatch(d -> spans.containsKey(d.path()));
            boolean isBrought = isGrowing || added.variable(variable.path()).isPresent();
            if (isTouched && isBrought && !describing.contains(variable.path())) {
                changed.add(variable.path());
            }
        }
        if (changed.isEmpty()) {
            throw new TransformException(
                    "no variable of the input would change anything in the store",
                    "there are: "
                            + String.join(
                                    ", ",
                                    base.variables().stream()
                                            .map(Variable::path)
                                            .toList()));
        }
        return changed;
    }
}

package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A dataset with another one in the place that a {@link Patch} says. */
public final class Patching {
    private final Source base;
    private final Source added;
    private final Patch patch;

    private Patching(Source base, Source added, Patch patch) {
        this.base = base;
        this.added = added;
        this.patch = patch;
    }

    /**
     * Makes sure that what is added is a part of the same dataset: names, types, dimensions, packing, units and calendars are the
     * same; values of what does not change too; and what is put behind goes on where the coordinate ends. Attributes that say
     * nothing about what numbers mean may differ.
     *
     * @param part what is taken of what is added
     * @throws DifferingInputsException when it is not; has all differences
     * @throws OverlapException when it does not go on where the other ends
     */
    public static void requireFit(Source base, Source added, Dataset part, Patch patch) throws IOException {
        new Patching(base, added, patch).check(part);
    }

    private void check(Dataset part) throws IOException {
        Dataset whole = base.describe();
        Set<String> changed = patch.changed(whole, part);
        boolean isGrowing = patch.isGrowing(whole);
        Set<String> wanted = new HashSet<>(changed);
        for (Variable variable : whole.variables()) {
            if (part.variable(variable.path()).isPresent()) {
                wanted.add(variable.path());
            }
        }
        InputCheck check = new InputCheck(
                Selection.only(whole, wanted), base.name(), patch.spans().keySet());
        Map<String, TimeShift> shifts = check.compare(part, added.name());
        for (String path : shifts.keySet().stream().sorted().toList()) {
            Optional<Variable> theirs = part.variable(path);
            check.add(
                    path,
                    "units",
                    added.name(),
                    InputCheck.text(theirs.orElseThrow(), "units"),
                    InputCheck.text(whole.variable(path).orElseThrow(), "units"));
        }
        Source there = isGrowing ? base : region();
        for (Variable variable : there.describe().variables()) {
            if (wanted.contains(variable.path()) && !changed.contains(variable.path())) {
                check.compareValues(variable, there, added, added.name(), Optional.empty());
            }
        }
        check.requireNoDifference();
        if (isGrowing) {
            requireContinuation(patch.spans().keySet().iterator().next());
        }
    }

    private Source region() {
        Map<String, Indexes> slices = new LinkedHashMap<>();
        patch.spans()
                .forEach((path, span) -> slices.put(
                        path, new Indexes.Slice(OptionalLong.of(span.start()), OptionalLong.of(span.stop()), 1)));
        return new Subset(slices).of(base);
    }

    private void requireContinuation(String dimension) throws IOException {
        Inputs inputs = new Inputs() {
            @Override
            public List<String> names() {
                return List.of(base.name(), added.name());
            }

            @Override
            public Source open(int index) {
                return index == 0 ? base : added;
            }
        };
        Optional<Variable> coordinate = base.describe()
                .variable(dimension)
                .filter(variable -> variable.dimensions().size() == 1);
        InputOrder order = new InputOrder(inputs, coordinate);
        Patch.Span span = patch.spans().get(dimension);
        List<InputFacts> sorted = order.sorted(List.of(
                facts(0, span.start(), order.course(base, base.name(), Optional.empty())),
                facts(1, span.stop() - span.start(), order.course(added, added.name(), Optional.empty()))));
        if (sorted.get(0).index() != 0) {
            throw new OverlapException(
                    added.name() + " lies before " + base.name() + " along '" + dimension + "', not behind it");
        }
    }

    private static InputFacts facts(int index, long length, InputOrder.Course course) {
        return new InputFacts(index, length, course.ends(), course.direction(), Map.of());
    }

    /**
     * What both are together. Read, it reads the one or the other or both; closing it closes both.
     *
     * @param changed the variables that change
     */
    public static Source of(Source base, Source added, Patch patch, Set<String> changed) {
        return new Patching(base, added, patch).of(changed);
    }

    private Source of(Set<String> changed) {
        Map<String, VariableView> views = new HashMap<>();
        Dataset whole = base.describe();
        Group root = Trees.changed(whole.root(), dimension -> Optional.of(longer(dimension)), variable -> {
            Variable grown = grown(variable);
            if (!changed.contains(variable.path())) {
                views.put(variable.path(), ViewSource.unchanged(base, variable));
                return grown;
            }
            Variable theirs = Trees.variable(variable.path(), added);
            Variable made = new Variable(
                    grown.path(),
                    grown.type(),
                    grown.dimensions(),
                    grown.fill(),
                    grown.attributes(),
                    theirs.storage(),
                    grown.declared());
            views.put(variable.path(), new PatchedView(variable, theirs, patch.place(variable)));
            return made;
        });
        return new ViewSource(added.name(), new Dataset(whole.format(), root), views, () -> {
            base.close();
            added.close();
        });
    }

    private Dimension longer(Dimension dimension) {
        Patch.Span span = patch.spans().get(dimension.path());
        return span == null
                ? dimension
                : new Dimension(dimension.path(), Math.max(dimension.length(), span.stop()), dimension.isUnlimited());
    }

    private Variable grown(Variable variable) {
        return new Variable(
                variable.path(),
                variable.type(),
                variable.dimensions().stream().map(this::longer).toList(),
                variable.fill(),
                variable.attributes(),
                variable.storage(),
                variable.declared());
    }

    /** The elements of a region that a patch touches; each comes from the one source or from the other. */
    private final class PatchedView implements VariableView {
        private final Variable mine;
        private final Variable theirs;
        private final Region place;

        PatchedView(Variable mine, Variable theirs, Region place) {
            this.mine = mine;
            this.theirs = theirs;
            this.place = place;
        }

        @Override
        public NdArray read(Region region) throws IOException {
            if (place.contains(region)) {
                return added.read(theirs, region.relativeTo(place.starts()));
            }
            Shape shape = region.shape();
            Optional<Region> old = region.intersection(Region.whole(mine.shape()));
            Optional<Region> fresh = region.intersection(place);
            if (fresh.isEmpty() && old.isPresent() && old.get().equals(region)) {
                return base.read(mine, region);
            }
            NdArray target = NdArray.allocate(mine.type(), shape);
            if (old.isPresent()) {
                paste(base.read(mine, old.get()), old.get(), region, target);
            }
            if (fresh.isPresent()) {
                paste(added.read(theirs, fresh.get().relativeTo(place.starts())), fresh.get(), region, target);
            }
            return target;
        }

        private void paste(NdArray part, Region from, Region region, NdArray target) {
            target.paste(
                    part,
                    Region.whole(part.shape()),
                    from.relativeTo(region.starts()).starts());
        }
    }
}

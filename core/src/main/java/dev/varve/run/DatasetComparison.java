package dev.varve.run;

import dev.varve.array.ElementText;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.GridOrder;
import dev.varve.pipeline.Workers;
import dev.varve.plan.Slabs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares two sources: their trees, their attributes and every element. NaN equals NaN whatever its payload. */
public final class DatasetComparison {
    /** Attributes that tell of a file's making, not of its data. */
    private static final Set<String> UNCOMPARED = Set.of("history", "_NCProperties");

    private final Source left;
    private final Source right;
    private final Workers workers;
    private final long memoryBytes;
    private final Progress progress;
    private final FieldTolerance tolerance;
    private final List<String> differences = new ArrayList<>();

    private DatasetComparison(
            Source left, Source right, Workers workers, long memoryBytes, Progress progress, FieldTolerance tolerance) {
        this.left = left;
        this.right = right;
        this.workers = workers;
        this.memoryBytes = memoryBytes;
        this.progress = progress;
        this.tolerance = tolerance;
    }

    /**
     * Compares two sources.
     *
     * @param variables the paths of the variables that matter; all when empty
     * @param memoryBytes roughly how much decoded data is held at once
     * @return what differs, a sentence each; nothing when all is equal
     */
    public static List<String> differences(
            Source left, Source right, Set<String> variables, Workers workers, long memoryBytes, Progress progress)
            throws IOException {
        return differences(left, right, variables, workers, memoryBytes, progress, FieldTolerance.NONE);
    }

    /**
     * As above, but for variables of which one side says how far it may be from the other.
     *
     * @param tolerance which these are
     */
    public static List<String> differences(
            Source left,
            Source right,
            Set<String> variables,
            Workers workers,
            long memoryBytes,
            Progress progress,
            FieldTolerance tolerance)
            throws IOException {
        DatasetComparison comparison = new DatasetComparison(left, right, workers, memoryBytes, progress, tolerance);
        comparison.compare(variables);
        return List.copyOf(comparison.differences);
    }

    private void compare(Set<String> variables) throws IOException {
        Dataset a = left.describe();
        Dataset b = right.describe();
        List<Variable> matter = a.variables().stream()
                .filter(v -> variables.isEmpty() || variables.contains(v.path()))
                .toList();
        progress.begin(
                matter.stream().mapToLong(DatasetComparison::decodedBytes).sum());
        if (variables.isEmpty()) {
            compareGroups(a, b);
        }
        for (Variable variable : matter) {
            Optional<Variable> other = b.variable(variable.path());
            if (other.isPresent()) {
                compare(variable, other.get());
            } else if (!tolerance.isOwnVariable(variable)) {
                differences.add("variable '" + variable.path() + "' is missing in " + right.name());
            }
        }
    }

    private static long decodedBytes(Variable variable) {
        return variable.shape().count()
                * (variable.type().isFixedSize() ? variable.type().sizeBytes() : 1);
    }

    private void compareGroups(Dataset a, Dataset b) {
        for (Group group : a.root().walk()) {
            Optional<Group> other = b.root().walk().stream()
                    .filter(g -> g.path().equals(group.path()))
                    .findFirst();
            if (other.isEmpty()) {
                differences.add("group '" + group.path() + "' is missing in " + right.name());
            } else {
                compareAttributes(
                        "group '/" + group.path() + "'",
                        group.attributes(),
                        other.get().attributes());
            }
        }
        for (Variable variable : b.variables()) {
            if (a.variable(variable.path()).isEmpty() && !tolerance.isOwnVariable(variable)) {
                differences.add("variable '" + variable.path() + "' is missing in " + left.name());
            }
        }
    }

    private void compareAttributes(String owner, List<Attribute> a, List<Attribute> b) {
        for (Attribute attribute : a) {
            if (UNCOMPARED.contains(attribute.name())) {
                continue;
            }
            Optional<Attribute> other =
                    b.stream().filter(o -> o.name().equals(attribute.name())).findFirst();
            if (other.isEmpty()) {
                differences.add(owner + ": attribute '" + attribute.name() + "' is missing in " + right.name());
            } else if (!Objects.equals(attribute.value(), other.get().value())) {
                differences.add(owner + ": attribute '" + attribute.name() + "' differs: " + attribute.value() + " in "
                        + left.name() + ", " + other.get().value() + " in " + right.name());
            }
        }
        for (Attribute attribute : b) {
            boolean isKnown = a.stream().anyMatch(o -> o.name().equals(attribute.name()));
            if (!isKnown && !UNCOMPARED.contains(attribute.name())) {
                differences.add(owner + ": attribute '" + attribute.name() + "' is missing in " + left.name());
            }
        }
    }

    private void compare(Variable a, Variable b) throws IOException {
        String owner = "variable '" + a.path() + "'";
        if (!a.type().equals(b.type()) || !a.shape().equals(b.shape())) {
            differences.add(owner + " is " + a.type() + " " + a.shape() + " in " + left.name() + ", " + b.type() + " "
                    + b.shape() + " in " + right.name());
            return;
        }
        List<String> names = a.dimensions().stream().map(Dimension::name).toList();
        List<String> otherNames = b.dimensions().stream().map(Dimension::name).toList();
        if (!names.equals(otherNames)) {
            differences.add(owner + " has dimensions " + names + " in " + left.name() + ", " + otherNames + " in "
                    + right.name());
        }
        Optional<FieldTolerance.Judgement> judgement = tolerance.of(left, a, right, b);
        boolean isRecorded = judgement.isPresent();
        compareAttributes(owner, comparable(a, isRecorded), comparable(b, isRecorded));
        compareValues(a, b, judgement.filter(judge -> !judge.isExact()));
    }

    private List<Attribute> comparable(Variable variable, boolean isRecorded) {
        return variable.attributes().stream()
                .filter(attribute -> !isRecorded || !tolerance.isOwnAttribute(attribute.name()))
                .toList();
    }

    private void compareValues(Variable a, Variable b, Optional<FieldTolerance.Judgement> judgement)
            throws IOException {
        long elementBytes = a.type().isFixedSize() ? a.type().sizeBytes() : 64;
        Slabs slabs = Slabs.of(
                Region.whole(a.shape()),
                a.storage().chunkShape(),
                Math.max(1, memoryBytes / 2 / workers.threads() / elementBytes));
        String[] found = new String[slabs.count()];
        workers.forEach(slabs.count(), i -> {
            Region slab = slabs.slab(i);
            NdArray x = left.read(a, slab);
            NdArray y = right.read(b, slab);
            if (judgement.isPresent()) {
                judgement.get().compare(slab, x, y);
            } else if (!x.sameBits(y)) {
                found[i] = firstDifference(x, y, slab, a);
            }
            progress.advance(a.path(), x.payloadBytes());
        });
        Arrays.stream(found).filter(Objects::nonNull).findFirst().ifPresent(differences::add);
        judgement.ifPresent(judge ->
                judge.problems().forEach(problem -> differences.add("variable '" + a.path() + "' " + problem)));
    }

    private String firstDifference(NdArray x, NdArray y, Region slab, Variable variable) {
        int count = Math.toIntExact(x.shape().count());
        for (int i = 0; i < count; i++) {
            if (!ElementComparison.isSame(x, y, i)) {
                long[] index = GridOrder.index(x.shape(), i);
                for (int axis = 0; axis < index.length; axis++) {
                    index[axis] += slab.start(axis);
                }
                return "variable '" + variable.path() + "' differs first at index " + Arrays.toString(index)
                        + chunkOf(variable, index) + ": " + ElementText.of(x, i) + " in " + left.name() + ", "
                        + ElementText.of(y, i) + " in " + right.name();
            }
        }
        return null;
    }

    private static String chunkOf(Variable variable, long[] index) {
        Optional<Shape> chunk = variable.storage().chunkShape();
        if (chunk.isEmpty() || variable.storage().layout().equals(Storage.RECTILINEAR)) {
            return "";
        }
        long[] position = index.clone();
        for (int axis = 0; axis < position.length; axis++) {
            position[axis] /= Math.max(1, chunk.get().extent(axis));
        }
        return " (chunk " + Arrays.toString(position) + ")";
    }
}

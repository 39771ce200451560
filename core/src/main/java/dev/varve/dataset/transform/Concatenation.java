package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Many inputs as one dataset, one after another along a dimension that they have, or side by side along a new one.
 *
 * <p>All are opened and compared with the first before any data are read: names, types, dimensions, packing, fill values, units,
 * calendars, and the values of coordinates that are not put together. Times that count the same units since another date are
 * counted since that of the first, exactly or not at all. The coordinate of the dimension decides on the order; inputs without one
 * follow each other as they were given. Attributes that differ and do not say what numbers mean are left out.
 *
 * <p>Only some inputs are open at a time; the others are opened again when they are read.
 */
public final class Concatenation {
    private final Inputs inputs;
    private final OpenInputs open;
    private final Dataset first;
    private final Joined joined;
    private final InputCheck check;
    private final Map<String, Long> storedBytes = new HashMap<>();

    private Concatenation(Inputs inputs, OpenInputs open, Dataset first, String dimension) {
        this.inputs = inputs;
        this.open = open;
        this.first = first;
        this.joined = Joined.of(first, dimension);
        this.check = new InputCheck(first, inputs.names().get(0), Set.of(joined.dimension()));
    }

    /**
     * What inputs are together.
     *
     * @param source the dataset; closing it closes all inputs
     * @param dropped attributes that differ and were left out, as {@code variable@name} and {@code /@name}
     */
    public record Result(Source source, List<String> dropped) {}

    /**
     * Checks inputs and puts them together.
     *
     * @param dimension an existing dimension, or the name of a new one
     * @param mostOpen how many inputs may be open at once, at least 2
     * @throws TransformException when the dimension would be that of no variable
     * @throws DifferingInputsException when an input differs from the first one
     * @throws OverlapException when inputs have the same values along the dimension
     * @throws IOException when an input cannot be read
     */
    public static Result open(Inputs inputs, String dimension, int mostOpen) throws IOException {
        if (inputs.names().isEmpty() || mostOpen < 2) {
            throw new IllegalArgumentException(inputs.names().size() + " inputs, " + mostOpen + " open at once");
        }
        OpenInputs open = new OpenInputs(inputs, mostOpen);
        try {
            Dataset first = open.use(0, Source::describe);
            return new Concatenation(inputs, open, first, dimension).joined();
        } catch (IOException | RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    private Result joined() throws IOException {
        Optional<Variable> coordinate =
                first.variable(joined.dimension()).filter(v -> v.dimensions().size() == (joined.isNew() ? 0 : 1));
        InputOrder order = new InputOrder(inputs, coordinate);
        List<InputFacts> facts = new ArrayList<>();
        for (int i = 0; i < inputs.names().size(); i++) {
            int index = i;
            facts.add(open.use(i, source -> facts(source, index, order)));
        }
        check.requireNoDifference();
        List<InputFacts> sorted = order.sorted(facts);
        List<String> dropped = check.dropped().stream().sorted().toList();
        return new Result(source(sorted), dropped);
    }

    private InputFacts facts(Source source, int index, InputOrder order) throws IOException {
        String name = inputs.names().get(index);
        Dataset dataset = source.describe();
        Map<String, TimeShift> shifts = index == 0 ? Map.of() : check.compare(dataset, name);
        long length = 1;
        for (Variable variable : dataset.variables()) {
            storedBytes.merge(variable.path(), variable.storage().storedBytes(), Long::sum);
            for (Dimension dimension : variable.dimensions()) {
                length = !joined.isNew() && dimension.path().equals(joined.dimension()) ? dimension.length() : length;
            }
        }
        if (index > 0) {
            open.use(0, base -> {
                for (Variable variable : first.variables()) {
                    if (!joined.variables().contains(variable.path())) {
                        Optional<TimeShift> shift = Optional.ofNullable(shifts.get(variable.path()));
                        check.compareValues(variable, base, source, name, shift);
                    }
                }
                return base;
            });
        }
        Optional<TimeShift> own = Optional.ofNullable(shifts.get(joined.dimension()));
        InputOrder.Course course = order.course(source, name, own);
        requireShiftable(source, name, shifts);
        return new InputFacts(index, length, course.ends(), course.direction(), shifts);
    }

    /** Times that cannot be shifted exactly are found before anything is written. */
    private void requireShiftable(Source source, String name, Map<String, TimeShift> shifts) throws IOException {
        for (Map.Entry<String, TimeShift> entry : shifts.entrySet()) {
            Variable variable = source.describe().variable(entry.getKey()).orElseThrow();
            Region whole = Region.whole(variable.shape());
            for (Region piece : ChunkPieces.cut(whole, ChunkPieces.grain(variable), ChunkPieces.SMALL)) {
                NdArray block = source.read(variable, piece);
                entry.getValue().of(block, variable, piece, name);
            }
        }
    }

    private Source source(List<InputFacts> sorted) {
        long[] starts = new long[sorted.size() + 1];
        for (int i = 0; i < sorted.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], sorted.get(i).length());
        }
        long total = starts[sorted.size()];
        Map<String, VariableView> views = new HashMap<>();
        Group changed = Trees.changed(first.root(), d -> Optional.of(longer(d, total)), variable -> {
            Variable own = variable.withAttributes(kept(variable.attributes(), variable.path() + "@"));
            if (!joined.variables().contains(variable.path())) {
                views.put(own.path(), ofFirst(variable));
                return own;
            }
            Variable whole = whole(own, starts, total);
            views.put(
                    own.path(),
                    new JoinedView(open, sorted, starts, variable, whole, joined.axis(variable), joined.isNew()));
            return whole;
        });
        Group root = withoutDropped(changed);
        if (joined.isNew()) {
            List<Dimension> dimensions = new ArrayList<>(root.dimensions());
            dimensions.add(0, new Dimension(joined.dimension(), total, false));
            root = new Group(
                    root.path(), dimensions, root.variables(), root.unsupported(), root.attributes(), root.groups());
        }
        String name = inputs.names().size() == 1
                ? inputs.names().get(0)
                : inputs.names().get(sorted.get(0).index()) + " and "
                        + (inputs.names().size() - 1) + " more";
        return new ViewSource(name, new Dataset(first.format(), root), views, open);
    }

    private VariableView ofFirst(Variable variable) {
        return new VariableView() {
            @Override
            public NdArray read(Region region) throws IOException {
                return open.use(0, source -> source.read(variable, region));
            }

            @Override
            public Optional<ChunkReference> reference(long[] chunkIndex) throws IOException {
                return open.use(0, source -> source.reference(variable, chunkIndex));
            }
        };
    }

    private Dimension longer(Dimension dimension, long total) {
        return dimension.path().equals(joined.dimension())
                ? new Dimension(dimension.path(), total, dimension.isUnlimited())
                : dimension;
    }

    private Group withoutDropped(Group group) {
        return new Group(
                group.path(),
                group.dimensions(),
                group.variables(),
                group.unsupported(),
                kept(group.attributes(), group.path() + "/@"),
                group.groups().stream().map(this::withoutDropped).toList());
    }

    private List<Attribute> kept(List<Attribute> attributes, String prefix) {
        return attributes.stream()
                .filter(attribute -> !check.dropped().contains(prefix + attribute.name()))
                .toList();
    }

    private Variable whole(Variable variable, long[] starts, long total) {
        List<Dimension> dimensions = new ArrayList<>();
        if (joined.isNew()) {
            dimensions.add(new Dimension(joined.dimension(), total, false));
        }
        variable.dimensions().forEach(dimension -> dimensions.add(longer(dimension, total)));
        return new Variable(
                variable.path(),
                variable.type(),
                dimensions,
                variable.fill(),
                variable.attributes(),
                storage(variable, starts),
                variable.declared());
    }

    /** Chunks of the whole are those of the inputs where each input begins with one. */
    private Storage storage(Variable variable, long[] starts) {
        Storage storage = variable.storage();
        long bytes = storedBytes.getOrDefault(variable.path(), storage.storedBytes());
        if (storage.chunkShape().isEmpty()) {
            return new Storage(Storage.VIEW, Optional.empty(), Optional.empty(), storage.filters(), bytes);
        }
        long[] chunk = storage.chunkShape().get().extents();
        if (joined.isNew()) {
            long[] extents =
                    LongStream.concat(LongStream.of(1), LongStream.of(chunk)).toArray();
            return view(storage, extents, bytes);
        }
        int axis = joined.axis(variable);
        boolean isAligned = !storage.layout().equals(Storage.RECTILINEAR);
        for (int i = 0; i < starts.length - 1; i++) {
            isAligned &= starts[i] % chunk[axis] == 0;
        }
        if (isAligned) {
            return new Storage(storage.layout(), storage.chunkShape(), Optional.empty(), storage.filters(), bytes);
        }
        chunk[axis] = Math.max(1, Math.min(chunk[axis], variable.shape().extent(axis)));
        return view(storage, chunk, bytes);
    }

    private static Storage view(Storage storage, long[] chunk, long bytes) {
        return new Storage(Storage.VIEW, Optional.of(Shape.of(chunk)), Optional.empty(), storage.filters(), bytes);
    }
}

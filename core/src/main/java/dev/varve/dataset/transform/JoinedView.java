package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A variable of many inputs, one after another along an axis. */
final class JoinedView implements VariableView {
    private final OpenInputs open;
    private final List<InputFacts> inputs;
    private final long[] starts;
    private final Variable first;
    private final Variable whole;
    private final int axis;
    private final boolean isNew;

    /**
     * @param inputs the inputs in their order
     * @param starts where each of them starts, and where the last one ends
     * @param first the variable as the first input has it
     * @param whole the variable as it is put together
     * @param isNew whether the inputs do not have the axis
     */
    JoinedView(
            OpenInputs open,
            List<InputFacts> inputs,
            long[] starts,
            Variable first,
            Variable whole,
            int axis,
            boolean isNew) {
        this.open = open;
        this.inputs = inputs;
        this.starts = starts.clone();
        this.first = first;
        this.whole = whole;
        this.axis = axis;
        this.isNew = isNew;
    }

    @Override
    public NdArray read(Region region) throws IOException {
        if (region.count() == 0) {
            return NdArray.allocate(whole.type(), region.shape());
        }
        int input = inputAt(region.start(axis));
        if (region.stop(axis) <= starts[input + 1]) {
            return part(input, region);
        }
        NdArray target = NdArray.allocate(whole.type(), region.shape());
        for (; input < inputs.size() && starts[input] < region.stop(axis); input++) {
            long from = Math.max(starts[input], region.start(axis));
            long to = Math.min(starts[input + 1], region.stop(axis));
            if (from < to) {
                Region part = ChunkPieces.between(region, axis, from, to);
                target.paste(
                        part(input, part),
                        Region.whole(part.shape()),
                        part.relativeTo(region.starts()).starts());
            }
        }
        return target;
    }

    /** The input that has a position; inputs without any are passed over. */
    private int inputAt(long position) {
        int found = Arrays.binarySearch(starts, position);
        int input = found < 0 ? -found - 2 : found;
        while (starts[input + 1] <= position) {
            input++;
        }
        return input;
    }

    /** What one input has of a region of the whole. */
    private NdArray part(int input, Region region) throws IOException {
        InputFacts facts = inputs.get(input);
        Region own = inInput(input, region);
        return open.use(facts.index(), source -> {
            Variable variable = variable(source, facts);
            NdArray block = source.read(variable, own);
            TimeShift shift = facts.shifts().get(first.path());
            NdArray shifted = shift == null ? block : shift.of(block, variable, own, source.name());
            return shifted.reshape(region.shape());
        });
    }

    private Region inInput(int input, Region region) {
        if (!isNew) {
            return ChunkPieces.between(
                    region, axis, region.start(axis) - starts[input], region.stop(axis) - starts[input]);
        }
        long[] start = Arrays.copyOfRange(region.starts(), 1, region.rank());
        return Region.of(start, Shape.of(Arrays.copyOfRange(region.shape().extents(), 1, region.rank())));
    }

    private Variable variable(Source source, InputFacts facts) throws SourceFormatException {
        Variable variable = source.describe()
                .variable(first.path())
                .orElseThrow(() -> new SourceFormatException(
                        source.name(),
                        "variable '" + first.path() + "' is not there any more; it was when all inputs were checked"));
        long[] extents = first.shape().extents();
        if (!isNew) {
            extents[axis] = facts.length();
        }
        if (!variable.shape().equals(Shape.of(extents)) || !variable.type().equals(first.type())) {
            throw new SourceFormatException(
                    source.name(),
                    "variable '" + first.path() + "' is " + variable.type() + " " + variable.shape() + " now, it was "
                            + first.type() + " " + Shape.of(extents) + " when all inputs were checked");
        }
        return variable;
    }

    /** A chunk of one input, where inputs have chunks of one shape and begin and end where chunks of the whole do. */
    @Override
    public Optional<ChunkReference> reference(long[] chunkIndex) throws IOException {
        if (isNew || whole.storage().layout().equals(Storage.VIEW)) {
            return Optional.empty();
        }
        RegularGrid grid = ChunkPieces.grid(whole);
        Region inside = grid.clip(chunkIndex);
        int input = inputAt(inside.start(axis));
        InputFacts facts = inputs.get(input);
        if (inside.stop(axis) > starts[input + 1] || facts.shifts().containsKey(first.path())) {
            return Optional.empty();
        }
        long[] index = chunkIndex.clone();
        index[axis] -= starts[input] / grid.chunk().extent(axis);
        return open.use(facts.index(), source -> {
            Variable variable = variable(source, facts);
            boolean isSame = variable.storage().chunkShape().equals(Optional.of(grid.chunk()))
                    && variable.storage().layout().equals(first.storage().layout())
                    && ChunkPieces.grid(variable).clip(index).equals(inInput(input, inside));
            Optional<ChunkReference> found = isSame ? source.reference(variable, index) : Optional.empty();
            return found.map(reference -> new ChunkReference(
                    reference.location(),
                    reference.offset(),
                    reference.length(),
                    reference.chain(),
                    grid.cell(chunkIndex)));
        });
    }
}

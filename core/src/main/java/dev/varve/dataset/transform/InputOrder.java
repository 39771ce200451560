package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import dev.varve.dataset.time.CfTimeUnits;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** In which order inputs follow each other: that of their coordinate, else that in which they were given. */
final class InputOrder {
    private final Inputs inputs;
    private final Optional<Variable> coordinate;

    /** @param coordinate the coordinate of the dimension in the first input, where it has one */
    InputOrder(Inputs inputs, Optional<Variable> coordinate) {
        this.inputs = inputs;
        this.coordinate = coordinate;
    }

    /** The first and last value of an input, and whether they increase (1) or decrease (-1); 0 when there is only one. */
    record Course(Optional<InputFacts.Ends> ends, int direction) {}

    /**
     * Reads the values of an input.
     *
     * @throws OverlapException when they neither increase nor decrease all the way
     */
    Course course(Source source, String name, Optional<TimeShift> shift) throws IOException {
        Optional<Variable> own = coordinate.flatMap(c -> source.describe().variable(c.path()));
        if (own.isEmpty() || !(own.get().type() instanceof NumericType)) {
            return new Course(Optional.empty(), 0);
        }
        Region whole = Region.whole(own.get().shape());
        NdArray block = source.read(own.get(), whole);
        if (shift.isPresent()) {
            block = shift.get().of(block, own.get(), whole, name);
        }
        SortedValues<BigDecimal> values = new SortedValues<>(decimals(block, own.get(), name));
        int count = values.values().size();
        if (count == 0) {
            return new Course(Optional.empty(), 0);
        }
        int direction = values.direction();
        if (direction == 0) {
            throw new OverlapException(name + ": the values of '" + own.get().path()
                    + "' neither increase nor decrease all the way; inputs cannot be put in their order");
        }
        BigDecimal last = values.values().get(count - 1);
        return new Course(Optional.of(new InputFacts.Ends(values.values().get(0), last)), count == 1 ? 0 : direction);
    }

    private static List<BigDecimal> decimals(NdArray block, Variable variable, String name)
            throws SourceFormatException {
        NumericType type = (NumericType) block.type();
        List<BigDecimal> decimals = new ArrayList<>();
        int count = Math.toIntExact(block.shape().count());
        if (Numbers.isInteger(type) && type != NumericType.UINT64) {
            long[] values = new long[count];
            Numbers.readLongs(block.data(), 0, type, values, count);
            for (long value : values) {
                decimals.add(BigDecimal.valueOf(value));
            }
            return decimals;
        }
        for (double value : Decoding.doubles(block)) {
            if (!Double.isFinite(value)) {
                throw new SourceFormatException(
                        name, "coordinate '" + variable.path() + "' has no value somewhere: inputs have no order");
            }
            decimals.add(new BigDecimal(value));
        }
        return decimals;
    }

    /**
     * The inputs in their order.
     *
     * @throws OverlapException when two of them have the same values, or theirs interleave
     */
    List<InputFacts> sorted(List<InputFacts> facts) throws OverlapException {
        boolean isOrdered = coordinate.isPresent()
                && facts.stream().allMatch(f -> f.coordinate().isPresent() || f.length() == 0);
        if (!isOrdered) {
            return facts;
        }
        int direction = direction(facts);
        List<InputFacts> some = new ArrayList<>(
                facts.stream().filter(f -> f.coordinate().isPresent()).toList());
        Comparator<InputFacts> byFirst =
                Comparator.comparing(f -> f.coordinate().orElseThrow().first());
        some.sort(direction < 0 ? byFirst.reversed() : byFirst);
        for (int i = 1; i < some.size(); i++) {
            InputFacts before = some.get(i - 1);
            InputFacts after = some.get(i);
            BigDecimal end = before.coordinate().orElseThrow().last();
            BigDecimal start = after.coordinate().orElseThrow().first();
            if (start.compareTo(end) * direction <= 0) {
                String relation = start.compareTo(end) == 0 ? "where" : "before";
                throw new OverlapException(nameOf(after) + " begins with " + text(start) + ", " + relation + " "
                        + nameOf(before) + " ends with " + text(end) + ": the inputs overlap along '"
                        + coordinate.get().path() + "'");
            }
        }
        return some;
    }

    private int direction(List<InputFacts> facts) throws OverlapException {
        Optional<InputFacts> up = facts.stream().filter(f -> f.direction() > 0).findFirst();
        Optional<InputFacts> down =
                facts.stream().filter(f -> f.direction() < 0).findFirst();
        if (up.isPresent() && down.isPresent()) {
            throw new OverlapException(
                    "the values of '" + coordinate.orElseThrow().path() + "' increase in " + nameOf(up.get())
                            + " and decrease in " + nameOf(down.get()));
        }
        return down.isPresent() ? -1 : 1;
    }

    private String nameOf(InputFacts facts) {
        return inputs.names().get(facts.index());
    }

    /** {@code time 744 (2000-02-01)}. */
    private String text(BigDecimal value) {
        Variable variable = coordinate.orElseThrow();
        String number = variable.path() + " " + value.stripTrailingZeros().toPlainString();
        Optional<String> units = variable.text("units").filter(CfTimeUnits::isTime);
        if (units.isEmpty() || Decoding.of(variable, "ordered").isPacked()) {
            return number;
        }
        try {
            CfTimeUnits parsed = CfTimeUnits.parse(units.get(), variable.text("calendar"));
            return number + " (" + parsed.instant(value.doubleValue()).text(parsed.calendar()) + ")";
        } catch (IllegalArgumentException e) {
            return number; // no dates
        }
    }
}

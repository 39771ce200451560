package dev.varve.dataset.transform;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Values that can be compared, in the order of their positions.
 *
 * @param values the values
 */
record SortedValues<T extends Comparable<T>>(List<T> values) {
    /** 1 when every value is greater than the one before, -1 when less, 0 when neither. */
    int direction() {
        int direction = values.size() < 2 ? 1 : Integer.signum(values.get(1).compareTo(values.get(0)));
        for (int i = 1; i < values.size() && direction != 0; i++) {
            if (Integer.signum(values.get(i).compareTo(values.get(i - 1))) != direction) {
                return 0;
            }
        }
        return direction;
    }

    /** The positions of all values that are wanted, which follow each other where the values are sorted; nothing for none. */
    Optional<Indexes> within(Predicate<T> isWanted) {
        int from = 0;
        while (from < values.size() && !isWanted.test(values.get(from))) {
            from++;
        }
        int to = from;
        while (to < values.size() && isWanted.test(values.get(to))) {
            to++;
        }
        return from == to
                ? Optional.empty()
                : Optional.of(new Indexes.Slice(OptionalLong.of(from), OptionalLong.of(to), 1));
    }

    /** The position of the greatest value that is less than another. */
    Optional<Integer> below(T value) {
        Optional<Integer> found = Optional.empty();
        for (int i = 0; i < values.size(); i++) {
            T own = values.get(i);
            boolean isBetter = found.isEmpty() || own.compareTo(values.get(found.get())) > 0;
            if (own.compareTo(value) < 0 && isBetter) {
                found = Optional.of(i);
            }
        }
        return found;
    }

    /** The position of the least value that is greater than another. */
    Optional<Integer> above(T value) {
        Optional<Integer> found = Optional.empty();
        for (int i = 0; i < values.size(); i++) {
            T own = values.get(i);
            boolean isBetter = found.isEmpty() || own.compareTo(values.get(found.get())) < 0;
            if (own.compareTo(value) > 0 && isBetter) {
                found = Optional.of(i);
            }
        }
        return found;
    }

    /** The position of a value; nothing when it is not there. */
    Optional<Integer> find(T value, String name) {
        int first = values.indexOf(value);
        if (first != values.lastIndexOf(value)) {
            throw new TransformException(
                    "'" + name + "' has " + value + " at " + first + " and at " + values.lastIndexOf(value),
                    "--isel " + Trees.last(name) + "=" + first);
        }
        return first < 0 ? Optional.empty() : Optional.of(first);
    }

    /** @throws TransformException when a range of values would not be a range of positions */
    void requireSorted(String name) {
        if (direction() == 0) {
            throw new TransformException(
                    "the values of '" + name + "' neither increase nor decrease all the way",
                    "positions instead, as in --isel " + Trees.last(name) + "=0:10");
        }
    }
}

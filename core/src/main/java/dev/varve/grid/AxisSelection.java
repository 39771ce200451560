package dev.varve.grid;

/** Which elements of one axis are wanted, and in which order. */
public sealed interface AxisSelection permits AxisSelection.Strided, PickedElements {
    /** How many elements. */
    int count();

    /** The element that comes at a place, counted from 0. */
    long element(int place);

    /**
     * Elements that are equally far apart.
     *
     * @param start the first one
     * @param step how far on the next one is; negative to go down, never 0
     * @param count how many
     */
    record Strided(long start, long step, int count) implements AxisSelection {
        public Strided {
            if (step == 0 || count < 0) {
                throw new IllegalArgumentException(count + " elements, each " + step + " after the other");
            }
        }

        @Override
        public long element(int place) {
            return start + place * step;
        }

        /** Whether the elements follow each other. */
        boolean isInterval() {
            return step == 1 || count <= 1;
        }
    }

    /** The elements from {@code start} up to, not including, {@code stop}. */
    static AxisSelection interval(long start, long stop) {
        return slice(start, stop, 1);
    }

    /**
     * The elements {@code start}, {@code start + step} and so on, before {@code stop} is reached. To go down to element 0,
     * {@code stop} is -1.
     *
     * @throws IllegalArgumentException when the step is 0 or 2^31 elements or more are wanted
     */
    static AxisSelection slice(long start, long stop, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("step 0 from " + start + " to " + stop);
        }
        long distance = step > 0 ? stop - start : start - stop;
        long width = Math.abs(step);
        long count = distance <= 0 ? 0 : (distance - 1) / width + 1;
        if (count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(count + " elements of one axis are too many");
        }
        return new Strided(start, step, (int) count);
    }

    /** These elements in this order; one may come several times. The array is copied. */
    static AxisSelection elements(long... elements) {
        return new PickedElements(elements);
    }
}

package dev.varve.dataset.transform;

import java.util.Optional;

/** Which values of a coordinate are wanted, as people write them. */
public sealed interface Labels {
    /**
     * One value; the dimension goes. A date without a time of day is all that it covers, {@code 2020-01} a month, and the
     * dimension stays.
     */
    record One(String text) implements Labels {}

    /**
     * All values from one up to and including another, in whatever order the coordinate has them; without one of them, as far as
     * there are any. The last date counts with all that it covers.
     */
    record Range(Optional<String> from, Optional<String> to) implements Labels {}

    /** Labels as text has them: {@code 45}, {@code -30..30}, {@code 2020-01-01..2020-03-31}, {@code ..500}. */
    static Labels parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return new One(text.strip());
        }
        return new Range(side(text.substring(0, dots)), side(text.substring(dots + 2)));
    }

    private static Optional<String> side(String text) {
        return Optional.of(text.strip()).filter(t -> !t.isEmpty());
    }
}

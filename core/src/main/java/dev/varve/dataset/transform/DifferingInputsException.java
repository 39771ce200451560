package dev.varve.dataset.transform;

import java.io.IOException;
import java.util.List;

/** Inputs that are not parts of one dataset, with all that they differ in. */
public final class DifferingInputsException extends IOException {
    private static final long serialVersionUID = 1L;

    /** More differences are counted, not kept. */
    static final int MOST = 100;

    private final transient List<Difference> differences;
    private final long count;

    /**
     * A difference between an input and the first one.
     *
     * @param variable the variable, or the dimension
     * @param what the attribute, or {@code type}, {@code dimensions}, {@code values}, ...
     * @param file the input
     * @param here what it has
     * @param first the first input
     * @param there what that has
     */
    public record Difference(String variable, String what, String file, String here, String first, String there) {
        @Override
        public String toString() {
            return variable + ": " + what + " is " + here + " in " + file + ", " + there + " in " + first;
        }
    }

    DifferingInputsException(List<Difference> differences, long count) {
        super("the inputs cannot be put together: " + differences.get(0)
                + (count > 1 ? " (and " + (count - 1) + " more differences)" : ""));
        this.differences = List.copyOf(differences);
        this.count = count;
    }

    /** The first differences, at most 100. */
    public List<Difference> differences() {
        return differences;
    }

    /** How many differences there are. */
    public long count() {
        return count;
    }
}

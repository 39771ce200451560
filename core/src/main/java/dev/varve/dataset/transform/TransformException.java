package dev.varve.dataset.transform;

import java.util.Collection;
import java.util.List;

/** A change that does not fit a dataset: a name, an index or a label that is not there, a type that cannot be changed so. */
public final class TransformException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final String unknown;
    private final List<String> known;

    private TransformException(String problem, String remedy, String unknown, Collection<String> known) {
        super(problem);
        this.remedy = remedy;
        this.unknown = unknown;
        this.known = List.copyOf(known);
    }

    /**
     * @param problem what does not fit, with the names of variables and dimensions
     * @param remedy what fits
     */
    public TransformException(String problem, String remedy) {
        this(problem, remedy, "", List.of());
    }

    /** There is no dimension or variable of a name; {@code known} are those that there are. */
    static TransformException unknown(String kind, String name, Collection<String> known) {
        return new TransformException(
                "there is no " + kind + " '" + name + "'", "there are: " + String.join(", ", known), name, known);
    }

    /** What fits. */
    public String remedy() {
        return remedy;
    }

    /** The name that is not there; empty when something else is wrong. */
    public String unknown() {
        return unknown;
    }

    /** The names that are there, when one is not. */
    public List<String> known() {
        return known;
    }
}

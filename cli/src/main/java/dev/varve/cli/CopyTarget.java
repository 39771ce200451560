package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import java.io.IOException;

/** Where a copy goes: a format with its options. */
interface CopyTarget {
    /** The path as the user gave it. */
    String name();

    /** The format for people. */
    String format();

    /**
     * Makes sure that the format can hold a dataset.
     *
     * @throws InputException when it cannot
     */
    void requireFit(Dataset dataset) throws InputException;

    /**
     * How a variable will be cut up.
     *
     * @throws IllegalArgumentException when the options do not fit it
     */
    Layout layout(Variable variable);

    /** Opens the sink, which cuts variables up as {@link #layout} says. */
    Sink open(Dataset dataset) throws IOException;
}

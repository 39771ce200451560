package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.plan.CopyPlan;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a copy goes: a format with its options. */
interface CopyTarget {
    /** The path as the user gave it. */
    String name();

    /** The format for people. */
    String format();

    /**
     * Makes sure that the format can hold a dataset.
     *
     * @throws InputException when it cannot; names what it cannot hold
     */
    void requireFit(Dataset dataset) throws InputException;

    /**
     * How the variables of a dataset will be cut up, by their paths.
     *
     * @throws IllegalArgumentException when the options do not fit a variable
     */
    Map<String, Layout> layouts(Dataset dataset);

    /** The same target with chunks half as large, where the user left their size open and they are not small already. */
    Optional<CopyTarget> withSmallerChunks();

    /** The command whose options say so. */
    default String verb() {
        return "convert";
    }

    /** How many blocks of memory as large as a decoded chunk are taken to encode one and look at it. */
    default int chunkCopies() {
        return CopyPlan.Target.USUAL_COPIES;
    }

    /** Opens the sink, which cuts variables up as {@link #layouts} says. */
    Sink open(Dataset dataset) throws IOException;
}

package dev.varve.dataset;

import dev.varve.array.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Something datasets are written to, aside: nothing is seen under its final name before {@link #commit()}. Closing it
 * before then removes what was written. A sink takes encoded chunks, so that encoding runs on as many threads as there
 * are, and is told them in one order, so that its bytes do not depend on the threads.
 */
public interface Sink extends Closeable {
    /** What messages call the target: its path as the user gave it. */
    String name();

    /** How a variable of the dataset that the sink was made for is cut up. */
    Layout layout(Variable variable);

    /**
     * Begins an object. Objects may be written by different threads, each by one thread at a time.
     *
     * @param objectIndex its position on {@code layout(variable).objects()}
     */
    ObjectWriter open(Variable variable, long... objectIndex) throws IOException;

    /** Whether an object has to be finished before the next one is opened, because all lie in one file, one after another. */
    default boolean takesOneObjectAtATime() {
        return false;
    }

    /**
     * Makes the target complete and visible under its final name.
     *
     * @throws IOException when an object is missing or the target cannot be finished
     */
    void commit() throws IOException;

    /** Takes the chunks of one object in C order, then is finished. */
    interface ObjectWriter extends Closeable {
        /**
         * The next chunk.
         *
         * @param encoded its bytes, encoded by the layout's chain; nothing when every element is the fill value
         */
        void append(Optional<Bytes> encoded) throws IOException;

        /**
         * Makes the object part of the target and reads it back.
         *
         * @throws IOException when it cannot be stored, or what was stored is not what was appended
         */
        void finish() throws IOException;
    }
}

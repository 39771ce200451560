package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;

/**
 * What a value consists of. It hands its bytes to the store piece by piece, so that a shard can be written while its
 * later inner chunks are still being encoded and is never held whole.
 */
@FunctionalInterface
public interface Content {
    /**
     * Hands all bytes to {@code out}, in order. Called once.
     *
     * @throws IOException when the bytes cannot be had or {@code out} fails; the store then discards the value
     */
    void writeTo(Appender out) throws IOException;

    /** Takes the bytes of a value, in order. */
    @FunctionalInterface
    interface Appender {
        /** Appends bytes to the value. */
        void append(Bytes piece) throws IOException;
    }

    /** A value that is there already. */
    static Content of(Bytes value) {
        return out -> out.append(value);
    }
}

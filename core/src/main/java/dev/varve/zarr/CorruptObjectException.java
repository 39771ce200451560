package dev.varve.zarr;

import java.io.IOException;

/** A stored object does not hold the bytes that were written. */
public final class CorruptObjectException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptObjectException(String problem) {
        super(problem);
    }
}

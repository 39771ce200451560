package dev.varve.zarr;

import java.io.IOException;

/** A stored object, read back, does not hold the bytes that were written just before. */
public final class LostWriteException extends IOException {
    private static final long serialVersionUID = 1L;

    LostWriteException(String problem) {
        super(problem);
    }
}

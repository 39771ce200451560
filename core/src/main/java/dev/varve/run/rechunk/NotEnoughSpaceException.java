package dev.varve.run.rechunk;

import java.io.IOException;

/** A disk has less space than will be needed; said before anything is written. */
public final class NotEnoughSpaceException extends IOException {
    private static final long serialVersionUID = 1L;

    NotEnoughSpaceException(String problem) {
        super(problem);
    }
}

package dev.varve.dataset.transform;

import java.io.IOException;

/** Inputs that have the same values of the coordinate along which they are put together, or whose values interleave. */
public final class OverlapException extends IOException {
    private static final long serialVersionUID = 1L;

    OverlapException(String problem) {
        super(problem);
    }
}

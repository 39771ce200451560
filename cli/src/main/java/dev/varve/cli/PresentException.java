package dev.varve.cli;

import java.io.IOException;

/** A store that shall be added to has something else under a name that is needed. */
final class PresentException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param problem what is there, and where */
    PresentException(String problem) {
        super(problem);
    }
}

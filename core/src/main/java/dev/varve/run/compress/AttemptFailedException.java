package dev.varve.run.compress;

import java.io.IOException;

/** A chain does not do for a field: it cannot take it, or what it gives back is not within the budget. */
final class AttemptFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong, and where */
    AttemptFailedException(String reason) {
        super(reason);
    }
}

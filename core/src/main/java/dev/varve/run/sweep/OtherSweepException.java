package dev.varve.run.sweep;

import java.io.IOException;

/** A folder has results that do not depend on the same things; nothing was changed there. */
public final class OtherSweepException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message which variable, which folder, and what differs */
    OtherSweepException(String message) {
        super(message);
    }
}

package dev.varve.store;

import java.io.IOException;

/** Someone else changes the same thing, or has changed it meanwhile; nothing was written. */
public final class ConflictException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what is in the way, and whose it is */
    public ConflictException(String message) {
        super(message);
    }
}

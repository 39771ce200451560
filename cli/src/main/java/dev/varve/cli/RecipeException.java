package dev.varve.cli;

import java.io.IOException;

/** A recipe is not for what shall be compressed. */
final class RecipeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param problem what differs, and what that costs */
    RecipeException(String problem) {
        super(problem);
    }
}

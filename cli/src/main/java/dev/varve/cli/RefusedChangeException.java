package dev.varve.cli;

import java.io.IOException;

/** A store that cannot be written as was asked for; it stays what it is. */
final class RefusedChangeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem what is in the way
     * @param remedy what to do or to type instead
     */
    RefusedChangeException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** What to do or to type instead. */
    String remedy() {
        return remedy;
    }
}

package dev.varve.cli;

import java.io.IOException;

/** An input that cannot be taken as it is, although it can be opened. */
final class InputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem what is wrong
     * @param remedy what to type instead
     */
    InputException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** This error with the name of the input in front. */
    InputException in(String input) {
        return new InputException(input + ": " + getMessage(), remedy);
    }

    /** What to type instead. */
    String remedy() {
        return remedy;
    }
}

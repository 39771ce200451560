package dev.varve.cli;

/** The process was told to stop. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isContinuable;

    StoppedException() {
        super("stopped");
        this.isContinuable = false;
    }

    /** Of work of which the same command does the rest. */
    StoppedException(String message, Throwable cause) {
        super(message, cause);
        this.isContinuable = true;
    }

    /** Whether the same command goes on. */
    boolean isContinuable() {
        return isContinuable;
    }
}

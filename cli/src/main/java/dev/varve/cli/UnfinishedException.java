package dev.varve.cli;

/** Work ended before all was done, and what was complete by then stays. */
final class UnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param output where it is
     * @param cause why work ended
     */
    UnfinishedException(String output, Throwable cause) {
        super(output, cause);
    }
}

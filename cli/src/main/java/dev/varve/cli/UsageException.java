package dev.varve.cli;

/** A command line that cannot be obeyed. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem what is wrong
     * @param remedy what to type instead
     */
    UsageException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** What to type instead. */
    String remedy() {
        return remedy;
    }
}

package dev.varve.plan.sweep;

/** No chain of the classes that are asked for takes a field. */
public final class NoChainException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message which field, and which classes */
    NoChainException(String message) {
        super(message);
    }
}

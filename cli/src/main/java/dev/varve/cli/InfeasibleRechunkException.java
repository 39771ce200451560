package dev.varve.cli;

import dev.varve.plan.InfeasiblePlanException;

/** A rechunk for which memory does not suffice: of its memory, unlike other commands', Java's own is a part. */
final class InfeasibleRechunkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long neededBytes;

    InfeasibleRechunkException(InfeasiblePlanException cause) {
        super(cause.getMessage(), cause);
        this.neededBytes = cause.neededBytes();
    }

    /** The memory that data need. */
    long neededBytes() {
        return neededBytes;
    }
}

package dev.varve.plan;

/** A plan that needs more memory than it may take; refused before the first byte is read. */
public final class InfeasiblePlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long neededBytes;

    InfeasiblePlanException(CopyPlan.VariableCopy copy, long budgetBytes) {
        super("variable '" + copy.variable().path() + "' with chunks "
                + copy.layout().chunks().chunk() + " needs " + copy.blockPeakBytes()
                + " bytes of memory for one block, " + budgetBytes + " are allowed");
        this.neededBytes = copy.blockPeakBytes();
    }

    /** The smallest budget with which the plan would work. */
    public long neededBytes() {
        return neededBytes;
    }
}

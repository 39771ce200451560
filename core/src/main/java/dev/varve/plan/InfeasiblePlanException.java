package dev.varve.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** A plan that needs more memory than it may take; refused before the first byte is read. */
public final class InfeasiblePlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private final long neededBytes;

    InfeasiblePlanException(CopyPlan.VariableCopy copy, long budgetBytes) {
        super("variable '" + copy.variable().path() + "' with chunks "
                + copy.layout().chunks().largestCell() + " needs " + text(copy.blockPeakBytes(), RoundingMode.CEILING)
                + " of memory for one block, " + text(budgetBytes, RoundingMode.FLOOR) + " are allowed");
        this.neededBytes = copy.blockPeakBytes();
    }

    /**
     * What is wanted needs more memory than there is.
     *
     * @param what needs it, for the message
     */
    public InfeasiblePlanException(String what, long neededBytes, long budgetBytes) {
        super(what + " needs " + text(neededBytes, RoundingMode.CEILING) + " of memory, "
                + text(budgetBytes, RoundingMode.FLOOR) + " are allowed");
        this.neededBytes = neededBytes;
    }

    /** Three digits with a binary unit; what is needed rounded up, what is allowed down, so that they never look equal. */
    private static String text(long bytes, RoundingMode rounding) {
        int unit = Math.min(UNITS.size() - 1, (63 - Long.numberOfLeadingZeros(Math.max(1, bytes))) / 10);
        return new BigDecimal(bytes)
                        .divide(new BigDecimal(1L << 10 * unit))
                        .round(new MathContext(3, rounding))
                        .stripTrailingZeros()
                        .toPlainString()
                + " " + UNITS.get(unit);
    }

    /** The smallest budget with which the plan would work. */
    public long neededBytes() {
        return neededBytes;
    }
}

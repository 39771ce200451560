package dev.varve.cli;

import dev.varve.plan.sweep.BudgetBasis;
import dev.varve.plan.sweep.Gates;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a sweep's winner has to keep. */
final class BudgetOptions {
    @Mixin
    private GateOptions gates;

    @Option(
            names = "--relative-to",
            paramLabel = "magnitude|range|std",
            description =
                    "What l1, l2, linf and bias are relative to: the numbers' magnitude, which depends on where their unit"
                            + " has its zero; the field's range; its standard deviation (magnitude).")
    private BudgetBasis basis = BudgetBasis.MAGNITUDE;

    @Option(names = "--phys-min", paramLabel = "X", description = "No number may fall below this that was not below.")
    private Optional<Double> physicalMin = Optional.empty();

    @Option(names = "--phys-max", paramLabel = "X", description = "No number may rise above this that was not above.")
    private Optional<Double> physicalMax = Optional.empty();

    @Option(
            names = "--phys-tolerance",
            paramLabel = "SHARE",
            description = "How far beyond these a number may go all the same, as a share of the field's range (0).")
    private double tolerance;

    /**
     * The gates.
     *
     * @param isLossless whether chains may lose nothing, so that no budget is needed
     * @throws UsageException when none are given and some are needed
     */
    Gates gates(boolean isLossless) {
        if (!gates.isGiven() && !isLossless) {
            throw new UsageException(
                    "how much may be lost? A budget is missing",
                    "--l1 1e-4 (relative error), --gate max_abs=0.05 (in the field's unit), or --lossless");
        }
        return isLossless ? gates.over(Gates.ofL1(0)) : gates.over(new Gates(new TreeMap<>()).withWholeness());
    }

    /** What relative errors are relative to. */
    BudgetBasis basis() {
        return basis;
    }

    /** The least number that is possible. */
    OptionalDouble physicalMin() {
        return physicalMin.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** The greatest number that is possible. */
    OptionalDouble physicalMax() {
        return physicalMax.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /**
     * How far beyond those a number may go.
     *
     * @throws UsageException when it is negative
     */
    double tolerance() {
        if (!(tolerance >= 0)) {
            throw new UsageException("--phys-tolerance " + tolerance + ": at least 0", "--phys-tolerance 0.01");
        }
        return tolerance;
    }
}

package dev.varve.plan.rechunk;

import dev.varve.codec.CodecChain;
import dev.varve.plan.InfeasiblePlanException;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How a dataset is rechunked: variable after variable, each in the way that takes least time by estimate. Immutable, made before any
 * data is read.
 *
 * @param variables what is rechunked, in this order
 * @param limits what may be taken
 */
public record RechunkPlan(List<VariablePlan> variables, RechunkLimits limits) {
    public RechunkPlan {
        variables = List.copyOf(variables);
    }

    /**
     * Plans a rechunk.
     *
     * @throws InfeasiblePlanException when a chunk of some variable does not fit into the memory
     */
    public static RechunkPlan of(List<RechunkTarget> targets, RechunkLimits limits) {
        return new RechunkPlan(
                targets.stream().map(target -> plan(target, limits)).toList(), limits);
    }

    private static VariablePlan plan(RechunkTarget target, RechunkLimits limits) {
        for (int threads = limits.threads(); threads >= 1; threads--) {
            List<RechunkWay> ways = new WaySearch(target, limits, threads).ways();
            if (!ways.isEmpty()) {
                RechunkWay fastest = ways.stream()
                        .min(Comparator.comparingDouble(way -> way.cost().seconds()))
                        .orElseThrow();
                return new VariablePlan(target, ways, fastest);
            }
        }
        throw new WaySearch(target, limits, 1).infeasible();
    }

    /** Bytes of all variables, decoded. */
    public long decodedBytes() {
        return variables.stream()
                .mapToLong(plan -> plan.target().decodedBytes())
                .sum();
    }

    /** How many objects are stored at most. */
    public long objectCount() {
        return variables.stream().mapToLong(VariablePlan::objectCount).sum();
    }

    /** The memory that data take at most. */
    public long peakBytes() {
        return most(plan -> plan.chosen().cost().peakBytes());
    }

    /** The disk space that temporary data take at most: variables follow each other. */
    public long temporaryBytes() {
        return most(plan -> plan.chosen().cost().temporaryBytes());
    }

    /** How many threads work at most. */
    public int threads() {
        return (int) Math.max(1, most(plan -> plan.chosen().threads()));
    }

    private long most(ToLongFunction<VariablePlan> measure) {
        return variables.stream().mapToLong(measure).max().orElse(0);
    }

    /** About how large the output is: as large as what is read, where both are compressed. */
    public long estimatedOutputBytes() {
        return variables.stream().mapToLong(RechunkPlan::outputBytes).sum();
    }

    private static long outputBytes(VariablePlan plan) {
        long decoded = plan.target().decodedBytes();
        long stored = plan.variable().storage().storedBytes();
        CodecChain chain = plan.layout().chain();
        return chain.compressors().isEmpty() || stored == 0 ? decoded : Math.min(decoded, stored);
    }

    /** The time that all takes, by estimate. */
    public double seconds() {
        return variables.stream()
                .mapToDouble(plan -> plan.chosen().cost().seconds())
                .sum();
    }

    /** Whether every variable is stored without loss. */
    public boolean isLossless() {
        return variables.stream().map(plan -> plan.layout().chain()).allMatch(CodecChain::isLossless);
    }
}

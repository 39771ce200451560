package dev.varve.cli;

import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Gates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What decoded fields have to keep. */
final class GateOptions {
    @Option(
            names = "--l1",
            paramLabel = "ERROR",
            description =
                    "The budget: sum |y-x| / sum |x| at most, and with it l2 2x, linf 10x and bias 0.5x of that, and"
                            + " no cell lost.")
    private Optional<Double> l1 = Optional.empty();

    @Option(
            names = "--gate",
            paramLabel = "NAME=VALUE",
            description = "One more limit, or another one of the budget's: l1, l2, linf, bias, q99, gradient, max_abs,"
                    + " mean_abs, level, time, spectrum, finite, bounds at most; psnr, ssim, pearson at least. May be"
                    + " given several times.")
    private List<String> gates = new ArrayList<>();

    /** Whether there is a budget. */
    boolean isGiven() {
        return l1.isPresent() || !gates.isEmpty();
    }

    /**
     * The gates asked for, in place of or on top of others.
     *
     * @throws UsageException when one is none
     */
    Gates over(Gates others) {
        Gates all = l1.isPresent() ? ofL1(l1.get()) : others;
        for (String text : gates) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            Gate gate = Gate.find(name)
                    .orElseThrow(() -> new UsageException(
                            "--gate " + text + ": there is no gate '" + name + "'",
                            Nearest.question(
                                    name,
                                    Arrays.stream(Gate.values())
                                            .map(Gate::label)
                                            .toList())));
            all = with(all, gate, text.substring(equals + 1), text);
        }
        return all;
    }

    /** The gates asked for. */
    Gates gates() {
        return over(new Gates(new TreeMap<>()));
    }

    private static Gates ofL1(double budget) {
        try {
            return Gates.ofL1(budget);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--l1 " + budget + ": " + e.getMessage(), "--l1 1e-4");
        }
    }

    private static Gates with(Gates all, Gate gate, String value, String text) {
        try {
            return all.with(gate, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw new UsageException("--gate " + text + " is not NAME=NUMBER", "--gate " + gate.label() + "=1e-3");
        } catch (IllegalArgumentException e) {
            throw new UsageException("--gate: " + e.getMessage(), "--gate " + gate.label() + "=1e-3");
        }
    }
}

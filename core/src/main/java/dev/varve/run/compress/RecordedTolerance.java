package dev.varve.run.compress;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.measure.FieldComparison;
import dev.varve.measure.FieldMeasures;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.pipeline.Workers;
import dev.varve.plan.sweep.FieldSettings;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Gates;
import dev.varve.run.FieldTolerance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Holds compressed fields to what their own records say: to their gates, and where there are none to the errors that were
 * measured when they were written.
 *
 * @param workers read the original where a gate needs to know more of it
 * @param memoryBytes roughly how much decoded data is held at once
 */
public record RecordedTolerance(Workers workers, long memoryBytes) implements FieldTolerance {
    /** Sums over other regions are rounded otherwise. */
    private static final double ROUNDING = 1e-9;

    @Override
    public Optional<Judgement> of(Source left, Variable a, Source right, Variable b) throws IOException {
        Optional<CompressionRecord> own = CompressionRecord.of(a);
        Optional<CompressionRecord> other = CompressionRecord.of(b);
        if (own.isPresent() == other.isPresent()) {
            return Optional.empty();
        }
        Source source = own.isPresent() ? right : left;
        Variable original = own.isPresent() ? b : a;
        CompressionRecord record = own.or(() -> other).orElseThrow();
        FieldComparison.Settings settings = FieldSettings.of(source.describe(), original);
        OptionalDouble cut = record.gates().thresholds().containsKey(Gate.Q99)
                ? new FieldScan(source, original, workers, memoryBytes / 2).q99Cut(settings.missingValues())
                : OptionalDouble.empty();
        return Optional.of(new Recorded(
                record, own.isPresent(), isLossless(record, original), new FieldComparison(settings, cut)));
    }

    private static boolean isLossless(CompressionRecord record, Variable variable) {
        try {
            return new ChainNotation(CodecRegistry.standard())
                    .parse(record.codecs(), variable.type())
                    .isLossless();
        } catch (IllegalArgumentException e) {
            return false; // a chain that this version does not know is held to its gates
        }
    }

    @Override
    public boolean isOwnAttribute(String name) {
        return name.equals(CompressionRecord.NAME) || Quantization.isAttribute(name);
    }

    @Override
    public boolean isOwnVariable(Variable variable) {
        return variable.name().startsWith(Quantization.CONTAINER)
                && variable.attribute("algorithm").isPresent()
                && variable.text("implementation")
                        .filter(text -> text.startsWith("varve "))
                        .isPresent();
    }

    /** Values that are judged by a record. */
    private static final class Recorded implements Judgement {
        private final CompressionRecord record;
        private final boolean isLeftDecoded;
        private final boolean isExact;
        private final MeasuredRegions regions;

        Recorded(CompressionRecord record, boolean isLeftDecoded, boolean isExact, FieldComparison comparison) {
            this.record = record;
            this.isLeftDecoded = isLeftDecoded;
            this.isExact = isExact;
            this.regions = new MeasuredRegions(comparison, record.gates().depth());
        }

        @Override
        public boolean isExact() {
            return isExact;
        }

        @Override
        public void compare(Region region, NdArray left, NdArray right) {
            NdArray original = isLeftDecoded ? right : left;
            NdArray decoded = isLeftDecoded ? left : right;
            regions.add(region, regions.compare(region, original, decoded));
        }

        @Override
        public List<String> problems() {
            FieldMeasures measures = regions.measures();
            List<String> problems = new ArrayList<>();
            Gates gates = record.gates().thresholds().isEmpty() ? measured() : record.gates();
            gates.thresholds().forEach((gate, threshold) -> {
                double slack = ROUNDING * threshold;
                if (!gate.isKept(measures, gate.isFloor() ? threshold - slack : threshold + slack)) {
                    problems.add(
                            "breaks its recorded budget: " + FieldBudget.text(gate, gate.value(measures), threshold));
                }
            });
            return problems;
        }

        /** What was measured is all that may be, where there is no budget. */
        private Gates measured() {
            Gates gates = new Gates(new TreeMap<>());
            for (Gate gate : List.of(Gate.L1, Gate.LINF, Gate.MAX_ABS, Gate.FINITE)) {
                Double error = record.errors().get(gate.label());
                gates = error == null ? gates : gates.with(gate, error);
            }
            return gates;
        }
    }
}

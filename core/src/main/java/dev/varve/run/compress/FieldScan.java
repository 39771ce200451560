package dev.varve.run.compress;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.measure.ChunkErrors;
import dev.varve.measure.FieldComparison;
import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldReference;
import dev.varve.pipeline.Workers;
import dev.varve.plan.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Looks at an original field before it is compressed, slab by slab. */
public final class FieldScan {
    private final Source source;
    private final Variable variable;
    private final Workers workers;
    private final Slabs slabs;

    /**
     * A scan of a variable.
     *
     * @param memoryBytes roughly how much decoded data is held at once
     */
    public FieldScan(Source source, Variable variable, Workers workers, long memoryBytes) {
        this.source = source;
        this.variable = variable;
        this.workers = workers;
        long elements = memoryBytes / workers.threads() / variable.type().sizeBytes();
        this.slabs = Slabs.of(Region.whole(variable.shape()), variable.storage().chunkShape(), Math.max(1, elements));
    }

    /** max |x| over its numbers; 0 when there are none. */
    public double greatestMagnitude(FieldComparison.Settings settings) throws IOException {
        FieldComparison comparison = new FieldComparison(settings, OptionalDouble.empty());
        ChunkErrors[] found = new ChunkErrors[slabs.count()];
        workers.forEach(found.length, i -> {
            NdArray slab = source.read(variable, slabs.slab(i));
            found[i] = comparison.compare(slabs.slab(i), slab, slab, FieldComparison.Depth.BASIC);
        });
        FieldMeasures measures = comparison.combine(Arrays.asList(found));
        double greatest = Math.max(Math.abs(measures.decodedMin()), Math.abs(measures.decodedMax()));
        return Double.isInfinite(greatest) ? 0 : greatest;
    }

    /** What |x| has to reach to count among the largest one percent; the field is read several times. */
    public OptionalDouble q99Cut(List<Double> missingValues) throws IOException {
        Iterable<NdArray> blocks = this::blocks;
        try {
            return FieldReference.of(blocks, missingValues).q99Cut();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Iterator<NdArray> blocks() {
        return IntStream.range(0, slabs.count())
                .mapToObj(i -> {
                    try {
                        return source.read(variable, slabs.slab(i));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .iterator();
    }
}

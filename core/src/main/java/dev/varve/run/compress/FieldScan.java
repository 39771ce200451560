package dev.varve.run.compress;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.measure.FieldReference;
import dev.varve.measure.StatisticsBuilder;
import dev.varve.pipeline.Workers;
import dev.varve.run.SlabReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Looks at an original field before it is compressed, slab by slab. */
public final class FieldScan {
    private final SlabReader slabs;

    /**
     * A scan of a variable.
     *
     * @param memoryBytes roughly how much decoded data is held at once
     */
    public FieldScan(Source source, Variable variable, Workers workers, long memoryBytes) {
        this.slabs = new SlabReader(source, variable, Region.whole(variable.shape()), workers, memoryBytes);
    }

    /** max |x| over its numbers; 0 when there are none. */
    public double greatestMagnitude(List<Double> missingValues) throws IOException {
        StatisticsBuilder all = new StatisticsBuilder(missingValues);
        slabs.forEach(
                (region, block) -> {
                    StatisticsBuilder own = new StatisticsBuilder(missingValues);
                    own.add(block);
                    return own;
                },
                all::merge);
        return all.build().greatestMagnitude();
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
                        return slabs.read(i);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .iterator();
    }
}

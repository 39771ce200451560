package dev.varve.testing;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A source whose variables are blocks in memory; fails the n-th read when told so. */
public final class MemorySource implements Source {
    private final Map<String, NdArray> values;
    private final Dataset dataset;
    private final AtomicLong reads = new AtomicLong();
    private volatile long failing = Long.MAX_VALUE;

    public MemorySource(List<Variable> variables, Map<String, NdArray> values) {
        this(new Dataset("memory", new Group("", List.of(), variables, List.of(), List.of(), List.of())), values);
    }

    public MemorySource(Dataset dataset, Map<String, NdArray> values) {
        this.values = Map.copyOf(values);
        this.dataset = dataset;
    }

    /** The n-th read from now on, counted from 1, fails. */
    public void failRead(long n) {
        reads.set(0);
        failing = n;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Dataset describe() {
        return dataset;
    }

    @Override
    public NdArray read(Variable variable, Region region) throws IOException {
        if (reads.incrementAndGet() == failing) {
            throw new IOException("planted at read " + failing);
        }
        return values.get(variable.path()).slice(region);
    }

    @Override
    public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}

package dev.varve.run;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.CodecException;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.pipeline.Workers;
import dev.varve.plan.Slabs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads and decodes every element of a source, and keeps none. */
public final class DatasetCheck {
    /** Variable elements are taken to be this long. */
    private static final long VARIABLE_ELEMENT_BYTES = 64;

    private DatasetCheck() {}

    /**
     * Reads all variables.
     *
     * @param memoryBytes roughly how much decoded data is held at once
     * @return what cannot be read: a sentence for each variable that has such places, about one of them
     */
    public static List<String> problems(Source source, Workers workers, long memoryBytes, Progress progress)
            throws IOException {
        List<Variable> variables = source.describe().variables();
        progress.begin(variables.stream().mapToLong(DatasetCheck::decodedBytes).sum());
        List<String> problems = new ArrayList<>();
        for (Variable variable : variables) {
            problem(source, variable, workers, memoryBytes, progress).ifPresent(problems::add);
        }
        return List.copyOf(problems);
    }

    private static long elementBytes(Variable variable) {
        return variable.type().isFixedSize() ? variable.type().sizeBytes() : VARIABLE_ELEMENT_BYTES;
    }

    private static long decodedBytes(Variable variable) {
        return variable.shape().count() * elementBytes(variable);
    }

    private static Optional<String> problem(
            Source source, Variable variable, Workers workers, long memoryBytes, Progress progress) throws IOException {
        long slabBytes = memoryBytes / 2 / workers.threads();
        Slabs slabs = Slabs.of(
                Region.whole(variable.shape()),
                variable.storage().chunkShape(),
                Math.max(1, slabBytes / elementBytes(variable)));
        AtomicReference<String> first = new AtomicReference<>();
        workers.forEach(slabs.count(), i -> {
            Region slab = slabs.slab(i);
            try {
                NdArray block = source.read(variable, slab);
                progress.advance(variable.path(), block.shape().count() * elementBytes(variable));
            } catch (IOException | CodecException e) {
                first.compareAndSet(null, "variable '" + variable.path() + "', region " + slab + ": " + e.getMessage());
            }
        });
        return Optional.ofNullable(first.get());
    }
}

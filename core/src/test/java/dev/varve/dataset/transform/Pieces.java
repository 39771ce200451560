package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.testing.ChunkedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Inputs in memory: cut out of a dataset, or changed by a transform. Counts how many are open. */
final class Pieces implements Inputs {
    private final List<ChunkedSource> pieces = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger isOpen = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Adds what a transform makes of a dataset, copied. */
    Pieces add(String name, Source source) throws IOException {
        Map<String, NdArray> values = new HashMap<>();
        for (Variable variable : source.describe().variables()) {
            values.put(variable.path(), source.read(variable, Region.whole(variable.shape())));
        }
        Dataset dataset = new Dataset(
                "memory",
                source.describe()
                        .root()
                        .mapped(v -> new Variable(
                                v.path(),
                                v.type(),
                                v.dimensions(),
                                v.fill(),
                                v.attributes(),
                                chunked(v),
                                v.declared())));
        pieces.add(new ChunkedSource(name, dataset, values));
        return this;
    }

    private static Storage chunked(Variable variable) {
        Storage storage = variable.storage();
        return new Storage(
                storage.chunkShape().isPresent() ? "chunked" : "contiguous",
                storage.chunkShape(),
                Optional.empty(),
                List.of(),
                storage.storedBytes());
    }

    ChunkedSource piece(String name) {
        return pieces.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    int mostOpen() {
        return most.get();
    }

    int timesOpened() {
        return opened.get();
    }

    int nowOpen() {
        return isOpen.get();
    }

    @Override
    public List<String> names() {
        return pieces.stream().map(ChunkedSource::name).toList();
    }

    @Override
    public Source open(int index) {
        opened.incrementAndGet();
        most.accumulateAndGet(isOpen.incrementAndGet(), Math::max);
        Source piece = pieces.get(index);
        Map<String, VariableView> views = new HashMap<>();
        piece.describe().variables().forEach(v -> views.put(v.path(), ViewSource.unchanged(piece, v)));
        return new ViewSource(piece.name(), piece.describe(), views, isOpen::decrementAndGet);
    }
}

package dev.varve.run.rechunk;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.CodecException;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.GridOrder;
import dev.varve.plan.rechunk.BoxCut;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Reads boxes of a variable into cells, each thread some whole chunks of the source at once. */
final class SourceFeed {
    private final Source source;
    private final Variable variable;
    private final BoxCut units;
    private final AtomicLong decodes = new AtomicLong();

    SourceFeed(Source source, Variable variable, BoxCut units) {
        this.source = source;
        this.variable = variable;
        this.units = units;
    }

    /** How many chunks of the source were decoded so far, counted again each time. */
    long decodes() {
        return decodes.get();
    }

    /**
     * Fills cells.
     *
     * @param told of the elements that have come
     */
    void fill(Cells cells, Team team, int threads, LongConsumer told) throws IOException {
        Region met = units.touching(cells.area());
        ChunkGrid chunks = units.grid();
        team.run(met.count(), threads, new Turns(), (n, scratch) -> {
            long[] index = GridOrder.index(met.shape(), n);
            for (int axis = 0; axis < index.length; axis++) {
                index[axis] += met.start(axis);
            }
            Region region = units.box(index).intersection(cells.area()).orElseThrow();
            cells.take(region, read(region));
            decodes.addAndGet(chunks.chunksOf(region).count());
            told.accept(region.count());
        });
        cells.requireFull();
    }

    private NdArray read(Region region) throws IOException {
        try {
            return source.read(variable, region);
        } catch (CodecException e) {
            throw new IOException("variable '" + variable.path() + "', region " + region + ": " + e.getMessage(), e);
        }
    }
}

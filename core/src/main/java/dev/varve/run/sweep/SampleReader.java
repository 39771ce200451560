package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.array.CanonicalBytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.grid.GridOrder;
import dev.varve.grid.RegularGrid;
import dev.varve.pipeline.Workers;
import dev.varve.plan.sweep.SamplePlan;
import dev.varve.run.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a sample of a variable, chunk by chunk. */
final class SampleReader {
    private SampleReader() {}

    /**
     * Reads all chunks.
     *
     * @param chunk the shape of the sample's chunks
     */
    static List<SweepSample.Piece> read(
            Source source, Variable variable, SamplePlan plan, Shape chunk, FillValue fill, Workers workers)
            throws IOException {
        RegularGrid grid = new RegularGrid(plan.shape(), chunk);
        SweepSample.Piece[] pieces =
                new SweepSample.Piece[Math.toIntExact(grid.counts().count())];
        Optional<Bytes> block = block(variable, plan.shape(), chunk);
        int rowBytes = plan.shape().count() == 0
                ? 0
                : (int) (block.map(Bytes::length).orElse(0) / plan.shape().extent(0));
        workers.forEach(pieces.length, i -> {
            Region region = grid.clip(grid.index(i));
            NdArray data = block.map(all -> NdArray.of(
                            variable.type(),
                            region.shape(),
                            all.slice(
                                    Math.toIntExact(region.start(0) * rowBytes),
                                    Math.toIntExact(region.shape().extent(0) * rowBytes))))
                    .orElseGet(() -> NdArray.allocate(variable.type(), region.shape()));
            fill(data, source, variable, plan, region);
            pieces[i] = new SweepSample.Piece(region, chunk, data);
        });
        return Arrays.asList(pieces);
    }

    /** Where chunks follow each other in memory, all of them lie in one block, so that the whole sample is at hand, too. */
    private static Optional<Bytes> block(Variable variable, Shape sample, Shape chunk) {
        boolean isFollowing = sample.rank() > 0 && variable.type().isFixedSize();
        for (int axis = 1; axis < sample.rank(); axis++) {
            isFollowing &= chunk.extent(axis) >= sample.extent(axis);
        }
        return isFollowing
                        && sample.count() <= Bytes.MAX_LENGTH / variable.type().sizeBytes()
                ? Optional.of(NdArray.allocate(variable.type(), sample).data())
                : Optional.empty();
    }

    /** Runs of indices that follow each other in the field too are read together. */
    private static void fill(NdArray data, Source source, Variable variable, SamplePlan plan, Region region)
            throws IOException {
        long[][] starts = new long[region.rank()][];
        for (int axis = 0; axis < starts.length; axis++) {
            starts[axis] = runs(plan, axis, region.start(axis), region.stop(axis));
        }
        Shape counts =
                Shape.of(Arrays.stream(starts).mapToLong(run -> run.length - 1).toArray());
        long count = counts.count();
        for (long i = 0; i < count; i++) {
            long[] index = GridOrder.index(counts, i);
            long[] from = new long[index.length];
            long[] to = new long[index.length];
            long[] at = new long[index.length];
            for (int axis = 0; axis < index.length; axis++) {
                long first = starts[axis][(int) index[axis]];
                long next = starts[axis][(int) index[axis] + 1];
                from[axis] = plan.at(axis, first);
                to[axis] = plan.at(axis, next - 1) + 1;
                at[axis] = first - region.start(axis);
            }
            Region read = Region.between(from, to);
            data.paste(source.read(variable, read), Region.whole(read.shape()), at);
        }
    }

    /** Where runs begin, and where the last one ends. */
    private static long[] runs(SamplePlan plan, int axis, long start, long stop) {
        long[] runs = new long[Math.toIntExact(stop - start) + 1];
        int count = 0;
        for (long i = start; i < stop; i++) {
            if (i == start || plan.at(axis, i) != plan.at(axis, i - 1) + 1) {
                runs[count++] = i;
            }
        }
        runs[count++] = stop;
        return Arrays.copyOf(runs, count);
    }

    /** SHA-256 over the canonical bytes of all chunks, one after another. */
    static String digest(List<SweepSample.Piece> chunks) {
        MessageDigest digest = Sha256.begin();
        for (SweepSample.Piece chunk : chunks) {
            CanonicalBytes.write(chunk.data(), bytes -> digest.update(bytes.array(), bytes.offset(), bytes.length()));
        }
        return Sha256.end(digest);
    }
}

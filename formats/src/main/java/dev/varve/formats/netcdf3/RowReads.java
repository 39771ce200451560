package dev.varve.formats.netcdf3;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.store.RangeReader;
import java.io.IOException;

/**
 * Reads a region as runs of neighbouring bytes, in the order of the file. Runs that lie close together are fetched as one
 * span, long runs in pieces, so that what is fetched at once stays small.
 */
final class RowReads {
    private static final int SPAN_BYTES = 4 << 20;
    /** Reading this much in vain costs about as much as asking once more. */
    private static final int GAP_BYTES = 16 << 10;

    private final RangeReader file;
    private final int elementBytes;
    private final byte[] target;
    private long spanStart;
    private long spanStop;
    private int spanTarget;
    private final long[] runStarts = new long[1 << 10];
    private final int[] runLengths = new int[1 << 10];
    private int runs;

    private RowReads(RangeReader file, int elementBytes, byte[] target) {
        this.file = file;
        this.elementBytes = elementBytes;
        this.target = target;
    }

    /**
     * Reads a region that is not empty.
     *
     * @param shape the shape of what is read from
     * @param begin where its first element lies
     * @param steps how far apart neighbours along each axis lie, in bytes
     * @param target a fresh block of the region's shape
     */
    static void read(RangeReader file, Region region, Shape shape, long begin, long[] steps, NdArray target)
            throws IOException {
        int elementBytes = target.type().sizeBytes();
        RowReads reads = new RowReads(file, elementBytes, target.data().array());
        int axes = region.rank();
        long run = elementBytes;
        // An axis joins the run when its neighbours touch and all faster axes are whole.
        while (axes > 0 && steps[axes - 1] == run) {
            axes--;
            run *= region.shape().extent(axes);
            if (region.shape().extent(axes) != shape.extent(axes)) {
                break;
            }
        }
        reads.readRuns(region, axes, begin, steps, run);
        reads.flush();
    }

    private void readRuns(Region region, int axes, long begin, long[] steps, long run) throws IOException {
        long at = begin;
        for (int axis = 0; axis < region.rank(); axis++) {
            at += region.start(axis) * steps[axis];
        }
        long[] index = new long[axes];
        while (true) {
            add(at, run);
            int axis = axes - 1;
            while (axis >= 0) {
                at += steps[axis];
                if (++index[axis] < region.shape().extent(axis)) {
                    break;
                }
                at -= steps[axis] * region.shape().extent(axis);
                index[axis] = 0;
                axis--;
            }
            if (axis < 0) {
                return;
            }
        }
    }

    private void add(long start, long length) throws IOException {
        for (long done = 0; done < length; ) {
            int piece = (int) Math.min(SPAN_BYTES, length - done);
            addPiece(start + done, piece);
            done += piece;
        }
    }

    private void addPiece(long start, int length) throws IOException {
        boolean isNear = start >= spanStop && start - spanStop <= GAP_BYTES;
        if (runs > 0 && (runs == runStarts.length || !isNear || start + length - spanStart > SPAN_BYTES)) {
            flush();
        }
        if (runs == 0) {
            spanStart = start;
        }
        runStarts[runs] = start;
        runLengths[runs] = length;
        runs++;
        spanStop = start + length;
    }

    private void flush() throws IOException {
        Bytes span = file.read(spanStart, (int) (spanStop - spanStart));
        for (int i = 0; i < runs; i++) {
            Bytes run = span.slice((int) (runStarts[i] - spanStart), runLengths[i]);
            BigEndian.copy(run, target, spanTarget, elementBytes);
            spanTarget += runLengths[i];
        }
        runs = 0;
    }
}

package dev.varve.plan.rechunk;

import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import dev.varve.plan.BlockShape;
import dev.varve.plan.ChunkRule;
import dev.varve.plan.InfeasiblePlanException;
import dev.varve.plan.rechunk.RechunkWay.CopyEncoded;
import dev.varve.plan.rechunk.RechunkWay.DirectPasses;
import dev.varve.plan.rechunk.RechunkWay.PackedCoding;
import dev.varve.plan.rechunk.RechunkWay.PackedIntermediates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the ways of rechunking one variable with so many threads within so much memory. */
final class WaySearch {
    /** What one thread reads at once, where chunks are smaller. */
    private static final long UNIT_BYTES = 1 << 20;

    /** Temporary data are packed in pieces of about this size. */
    private static final long BLOCK_BYTES = 1 << 20;

    /** Neighbouring pieces are read together up to this size. */
    private static final long SEGMENT_BYTES = 4 << 20;

    /** Smaller bands would have threads wait for each other too often. */
    private static final long GOOD_BAND_BYTES = 32 << 20;

    private static final long COPIED_OBJECTS = 1024;

    private final RechunkTarget target;
    private final RechunkLimits limits;
    private final int threads;
    private final ChunkGrid source;
    private final long elementBytes;
    private final long sourceChunkBytes;
    private final long chunkBytes;
    private final BoxCut units;

    WaySearch(RechunkTarget target, RechunkLimits limits, int threads) {
        this.target = target;
        this.limits = limits;
        this.threads = threads;
        this.source = target.sourceChunks();
        this.elementBytes = target.elementBytes();
        Shape array = target.variable().shape();
        this.sourceChunkBytes = Math.multiplyExact(source.largestCell().count(), elementBytes);
        this.chunkBytes =
                Math.multiplyExact(target.layout().chunks().largestCell().count(), elementBytes);
        long unitBytes = Math.max(1, Math.min(UNIT_BYTES, limits.budgetBytes() / (16L * threads)));
        Shape unit = ChunkRule.shard(array, source.largestCell(), elementBytes, unitBytes);
        this.units = BoxCut.ofCells(source, quotient(unit, source.largestCell()));
    }

    private static Shape quotient(Shape whole, Shape part) {
        long[] counts = new long[whole.rank()];
        for (int axis = 0; axis < counts.length; axis++) {
            counts[axis] = Math.max(1, whole.extent(axis) / part.extent(axis));
        }
        return Shape.of(counts);
    }

    /** All ways there are; none when memory does not suffice for any. */
    List<RechunkWay> ways() {
        List<RechunkWay> ways = new ArrayList<>();
        copy().ifPresent(ways::add);
        direct().ifPresent(ways::add);
        if (target.variable().type().isFixedSize() && target.variable().shape().count() > 0) {
            packed().ifPresent(ways::add);
        }
        return ways;
    }

    /** What has to fit so that anything can be done: one chunk of either side, and what coding it takes. */
    InfeasiblePlanException infeasible() {
        // Direct passes need least: one chunk in the making, and aside what else a thread reads, of which a unit may be
        // a 16th.
        long needed = BoxCut.ceilDiv(16 * 4 * (chunkBytes + sourceChunkBytes), 15) + 2 * elementBytes;
        return new InfeasiblePlanException(
                "variable '" + target.variable().path() + "' with chunks "
                        + target.layout().chunks().largestCell() + " from chunks " + source.largestCell(),
                needed,
                limits.budgetBytes());
    }

    /** What reading takes a thread: what it has read, a chunk as it was fetched, as it is decoded, and one of the codec's own. */
    private long readBytes() {
        return units.largest().count() * elementBytes + 3 * sourceChunkBytes;
    }

    /** What encoding takes a thread: what a chunk is encoded to, twice, and what that is decoded to. */
    private long encodeBytes() {
        return 3 * chunkBytes;
    }

    private Optional<RechunkWay> copy() {
        if (!target.isEncodedAlike() || !target.isCutAlike()) {
            return Optional.empty();
        }
        long peak = threads * (readBytes() + encodeBytes() + chunkBytes);
        if (peak > limits.budgetBytes()) {
            return Optional.empty();
        }
        long[] cells = new long[source.array().rank()];
        Shape counts = target.layout().objects().counts();
        long room = COPIED_OBJECTS;
        for (int axis = cells.length - 1; axis >= 0; axis--) {
            cells[axis] = Math.max(1, Math.min(room, counts.extent(axis)));
            room = cells[axis] < counts.extent(axis) ? 1 : room / cells[axis];
        }
        BoxCut bands = BoxCut.ofCells(target.layout().objects(), Shape.of(cells));
        long stored = storedBytes();
        long requests = 2 * target.layout().chunks().counts().count();
        double seconds = (target.decodedBytes() / RechunkRates.DECODE * 2 + stored / RechunkRates.MOVE) / threads
                + requests * RechunkRates.SECONDS_PER_REQUEST / threads;
        return Optional.of(
                new CopyEncoded(bands, threads, new RechunkCost(1, 1, 2 * stored, requests, 0, peak, seconds)));
    }

    /** Encoded bytes of the source, as far as it knows. */
    private long storedBytes() {
        long stored = target.variable().storage().storedBytes();
        return stored == 0 ? target.decodedBytes() : stored;
    }

    private Optional<RechunkWay> direct() {
        long aside = threads * (readBytes() + encodeBytes());
        return bands(aside, source.largestCell()).map(bands -> {
            Meetings meetings = Meetings.of(source, bands);
            long peak = aside + bands.largest().count() * elementBytes;
            return new DirectPasses(bands, units, threads, cost(meetings, 0, 0, peak, false));
        });
    }

    /** The bands that meet the cells of the other side least often, in what is left of the memory. */
    private Optional<BoxCut> bands(long asideBytes, Shape other) {
        long room = (limits.budgetBytes() - asideBytes) / elementBytes;
        Shape object = target.layout().objects().counts().isEmpty()
                ? target.layout().chunks().largestCell()
                : target.layout().objects().largestCell();
        if (clipped(object).count() > room) {
            return parts(room);
        }
        Comparator<BoxCut> best = Comparator.comparingDouble(
                        (BoxCut cut) -> meetings(source.array(), other, cut.largest()))
                .thenComparing(cut -> cut.largest().count() * elementBytes < GOOD_BAND_BYTES)
                .thenComparingLong(cut -> cut.largest().count() * elementBytes < GOOD_BAND_BYTES
                        ? -cut.largest().count()
                        : cut.largest().count());
        return whole(other, room).stream().min(best);
    }

    private List<BoxCut> whole(Shape other, long room) {
        return BoxSearch.boxes(target.layout().objects(), other, room).stream()
                .map(cells -> BoxCut.ofCells(target.layout().objects(), Shape.of(cells)))
                .toList();
    }

    /** What lies inside the array of one object takes no more. */
    private Shape clipped(Shape object) {
        long[] extents = object.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.max(
                    1, Math.min(extents[axis], target.variable().shape().extent(axis)));
        }
        return Shape.of(extents);
    }

    /** Runs of chunks within objects that are too large. */
    private Optional<BoxCut> parts(long room) {
        Shape chunk = target.layout().chunks().largestCell();
        if (!target.layout().isSharded() || clipped(chunk).count() > room) {
            return Optional.empty();
        }
        long padded = Math.max(room, chunk.count());
        BlockShape run = BlockShape.choose(target.layout(), Optional.of(source.largestCell()), padded);
        long[] steps = new long[chunk.rank()];
        for (int axis = 0; axis < steps.length; axis++) {
            steps[axis] = Math.min(
                    Math.multiplyExact(run.runChunks().extent(axis), chunk.extent(axis)),
                    target.layout().objects().largestCell().extent(axis));
        }
        BoxCut cut = BoxCut.ofParts(target.layout().objects(), Shape.of(steps));
        return cut.largest().count() <= room ? Optional.of(cut) : Optional.empty();
    }

    /** By how many boxes of one size a cell is met on average. */
    private static double meetings(Shape array, Shape cell, Shape box) {
        double product = 1;
        for (int axis = 0; axis < array.rank(); axis++) {
            long length = Math.min(cell.extent(axis), array.extent(axis));
            if (box.extent(axis) < array.extent(axis) && box.extent(axis) % cell.extent(axis) != 0) {
                product *= length % box.extent(axis) == 0
                        ? (double) length / box.extent(axis)
                        : 1 + (double) (length - 1) / box.extent(axis);
            }
        }
        return product;
    }

    private Optional<RechunkWay> packed() {
        long budget = limits.budgetBytes();
        long blockBytes = Math.max(elementBytes, Math.min(BLOCK_BYTES, budget / (16L * threads)));
        long segmentBytes = segmentBytes(blockBytes);
        long readAside = threads * (readBytes() + 3 * blockBytes);
        long writeAside = threads * (readBytes() + 2 * blockBytes + segmentBytes + encodeBytes());
        long room = (budget - readAside) / elementBytes;
        List<long[]> reads = BoxSearch.boxes(source, target.layout().chunks().largestCell(), room);
        List<BoxCut> bands = packedBands(writeAside);
        if (reads.isEmpty() || bands.isEmpty()) {
            return Optional.empty();
        }
        BoxCut bestRead = null;
        BoxCut bestBand = null;
        double fewest = Double.MAX_VALUE;
        for (BoxCut band : bands) {
            Shape bandShape = band.largest();
            for (long[] cells : reads) {
                double pieces = pieces(bandShape, cells);
                if (pieces < fewest) {
                    fewest = pieces;
                    bestBand = band;
                    bestRead = BoxCut.ofCells(source, Shape.of(cells));
                }
            }
        }
        Shape block = block(bestRead.largest(), bestBand.largest(), blockBytes);
        long peak = Math.max(
                readAside + bestRead.largest().count() * elementBytes,
                writeAside + bestBand.largest().count() * elementBytes);
        PackedCoding coding = coding();
        // A block is at least as large as what is packed of it; its entry in the index takes 16 bytes.
        long pieces = (long) fewest;
        long blocks = pieces * blocksOf(bestRead.largest(), bestBand.largest(), block);
        long temporary = Math.addExact(target.decodedBytes(), 32 * blocks);
        RechunkCost cost = cost(Meetings.of(source, bestRead), temporary, pieces, peak, coding == PackedCoding.LZ4);
        return Optional.of(new PackedIntermediates(bestBand, units, bestRead, block, coding, threads, cost));
    }

    /** What is read at once of a packed file. */
    private long segmentBytes(long blockBytes) {
        return Math.max(blockBytes, Math.min(SEGMENT_BYTES, limits.budgetBytes() / (8L * threads)));
    }

    private List<BoxCut> packedBands(long asideBytes) {
        long room = (limits.budgetBytes() - asideBytes) / elementBytes;
        Shape object = target.layout().objects().largestCell();
        if (clipped(object).count() > room) {
            return parts(room).stream().toList();
        }
        return whole(source.largestCell(), room);
    }

    /** How many pieces there are when a box is taken for each band it meets. */
    private double pieces(Shape band, long[] cells) {
        Shape array = source.array();
        double pieces = 1;
        for (int axis = 0; axis < cells.length; axis++) {
            long length = array.extent(axis);
            long box = Math.min(length, source.largestCell().extent(axis) * cells[axis]);
            long borders = (length - 1) / box + (length - 1) / band.extent(axis);
            long common = lcm(box, band.extent(axis));
            pieces *= 1 + borders - (common == 0 ? 0 : (length - 1) / common);
        }
        return pieces;
    }

    /** The least common multiple; 0 when it is beyond any array. */
    private static long lcm(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        long high = Math.multiplyHigh(a / x, b);
        long low = a / x * b;
        return high == 0 && low > 0 ? low : 0;
    }

    private static long blocksOf(Shape read, Shape band, Shape block) {
        long blocks = 1;
        for (int axis = 0; axis < block.rank(); axis++) {
            blocks *= BoxCut.ceilDiv(Math.min(read.extent(axis), band.extent(axis)), block.extent(axis));
        }
        return blocks;
    }

    private Shape block(Shape read, Shape band, long blockBytes) {
        long[] extents = new long[read.rank()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.min(read.extent(axis), band.extent(axis));
        }
        long most = Math.max(1, blockBytes / elementBytes);
        for (int axis = 0; axis < extents.length; axis++) {
            long faster = Shape.of(extents).count() / extents[axis];
            extents[axis] = Math.max(1, Math.min(extents[axis], most / faster));
        }
        return Shape.of(extents);
    }

    /**
     * Light compression pays where data can be compressed, which moves fewer bytes through the system, and is tried where the disk
     * has to hold what the system's cache cannot.
     */
    private PackedCoding coding() {
        boolean isCached = target.decodedBytes() <= limits.cacheBytes();
        boolean isCompressible = storedBytes() < 0.7 * target.decodedBytes();
        return !isCached || isCompressible ? PackedCoding.LZ4 : PackedCoding.RAW;
    }

    private RechunkCost cost(Meetings meetings, long temporaryBytes, long pieces, long peak, boolean isCoded) {
        double decoded = target.decodedBytes();
        double read = meetings.average() * storedBytes();
        double threaded = meetings.average() * decoded / RechunkRates.DECODE
                + (temporaryBytes > 0 ? 2 : 1) * decoded / RechunkRates.SCATTER
                + decoded / RechunkRates.ENCODE
                + (isCoded ? decoded / RechunkRates.LIGHT_CODING : 0)
                + (read + storedBytes()) / RechunkRates.MOVE;
        double disk = temporaryBytes <= limits.cacheBytes() ? RechunkRates.CACHED_DISK : RechunkRates.DISK;
        long requests = (long) (meetings.average() * source.counts().count())
                + target.layout().objects().counts().count()
                + 2 * pieces;
        return new RechunkCost(
                meetings.average(),
                meetings.most(),
                (long) read + storedBytes() + 2 * temporaryBytes,
                requests,
                temporaryBytes,
                peak,
                (threaded + requests * RechunkRates.SECONDS_PER_REQUEST) / threads + temporaryBytes / disk);
    }
}

package dev.varve.plan.advise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads of one length along one axis, each origin as likely as every other. Counts of origins are exact.
 *
 * <p>A read that begins at the {@code j}-th element of a chunk touches {@code 1 + (j + read - 1) / chunk} chunks: one of two
 * neighbouring numbers, the higher when {@code j} is among the last {@code (read - 1) % chunk} elements.
 *
 * @param extent the axis
 * @param chunk a chunk along it
 * @param read the read along it, at most the axis
 */
record AxisRead(long extent, long chunk, long read) {
    AxisRead {
        if (chunk < 1 || read < 1 || read > extent) {
            throw new IllegalArgumentException(
                    "a read of " + read + " in chunks of " + chunk + " along an axis of " + extent);
        }
    }

    /**
     * What reads touch of a shard along the axis.
     *
     * @param touched how many chunks
     * @param present how many chunks of the shard lie in the array
     * @param expected in how many shards per read, on average
     */
    record Piece(long touched, long present, double expected) {
        boolean isAll() {
            return touched == present;
        }
    }

    private record Kind(long touched, long present) {}

    /** How many origins a read can have. */
    long origins() {
        return extent - read + 1;
    }

    /** The fewest chunks that a read touches, if it can touch so few within the axis. */
    private long fewest() {
        return (read - 1) / chunk + 1;
    }

    /** How many origins within a chunk make a read touch one more. */
    private long late() {
        return (read - 1) % chunk;
    }

    /** How many origins make a read touch one chunk more than the fewest. */
    private long longer() {
        long rest = origins() % chunk;
        return origins() / chunk * late() + Math.max(0, rest - (chunk - late()));
    }

    /** How many chunks a read touches on average. */
    double expectedChunks() {
        return fewest() + (double) longer() / origins();
    }

    private long chunks() {
        return (extent - 1) / chunk + 1;
    }

    /** What reads touch of shards of so many chunks, by kind, on average. */
    List<Piece> pieces(long perShard) {
        Map<Kind, Double> tally = new HashMap<>();
        long fullBlocks = origins() / chunk;
        long rest = origins() % chunk;
        long early = chunk - late();
        tally(tally, perShard, fewest(), early, fullBlocks);
        tally(tally, perShard, fewest() + 1, late(), fullBlocks);
        tallyOne(tally, perShard, fewest(), Math.min(rest, early), fullBlocks);
        tallyOne(tally, perShard, fewest() + 1, Math.max(0, rest - early), fullBlocks);
        List<Piece> pieces = new ArrayList<>();
        tally.forEach((kind, count) -> pieces.add(new Piece(kind.touched(), kind.present(), count / origins())));
        pieces.sort(Comparator.comparingLong(Piece::present).thenComparingLong(Piece::touched));
        return pieces;
    }

    /** Reads of {@code touched} chunks that begin in each of the first {@code blocks} chunks, {@code each} times. */
    private void tally(Map<Kind, Double> tally, long perShard, long touched, long each, long blocks) {
        if (each == 0 || blocks == 0) {
            return;
        }
        long lastShard = (chunks() - 1) / perShard;
        long inside = Math.max(0, perShard - touched + 1);
        if (inside > 0) {
            long inLast = Math.max(0, Math.min(blocks - lastShard * perShard, inside));
            long all = blocks / perShard * inside + Math.min(blocks % perShard, inside);
            add(tally, touched, perShard, (double) (all - inLast) * each);
            add(tally, touched, presentInLast(perShard), (double) inLast * each);
        }
        for (long first = inside; first < Math.min(perShard, blocks); first++) {
            long count = (blocks - 1 - first) / perShard + 1;
            long toLast = lastShard - (first + touched - 1) / perShard;
            boolean meetsLast = toLast >= 0 && toLast < count;
            spread(tally, perShard, first, touched, (double) each * (meetsLast ? count - 1 : count), perShard);
            spread(tally, perShard, first, touched, meetsLast ? (double) each : 0, presentInLast(perShard));
        }
    }

    /** Reads of {@code touched} chunks that begin in one chunk, {@code each} times. */
    private void tallyOne(Map<Kind, Double> tally, long perShard, long touched, long each, long block) {
        boolean meetsLast = (block + touched - 1) / perShard == (chunks() - 1) / perShard;
        long present = meetsLast ? presentInLast(perShard) : perShard;
        spread(tally, perShard, block % perShard, touched, (double) each, present);
    }

    private long presentInLast(long perShard) {
        return (chunks() - 1) % perShard + 1;
    }

    /** A run of chunks that begins at the {@code first} of a shard, cut at the ends of shards. */
    private static void spread(
            Map<Kind, Double> tally, long perShard, long first, long touched, double weight, long presentInLast) {
        long head = Math.min(touched, perShard - first);
        long rest = touched - head;
        long tail = rest == 0 ? 0 : (rest - 1) % perShard + 1;
        long whole = (rest - tail) / perShard;
        add(tally, head, rest == 0 ? presentInLast : perShard, weight);
        add(tally, perShard, perShard, weight * whole);
        if (tail > 0) {
            add(tally, tail, presentInLast, weight);
        }
    }

    private static void add(Map<Kind, Double> tally, long touched, long present, double weight) {
        if (weight > 0) {
            tally.merge(new Kind(touched, present), weight, Double::sum);
        }
    }
}

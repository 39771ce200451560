package dev.varve.plan.advise;

import dev.varve.array.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Forecasts what reads take of an array that is cut up in some way. Axes are independent of each other, because a read's origin is
 * uniform on each: what reads touch of a shard is a product of what they touch along the axes.
 */
final class ReadForecaster {
    private static final int INDEX_ENTRY_BYTES = 16;
    private static final int INDEX_CHECKSUM_BYTES = 4;

    private final AdvisedArray array;
    private final ReadRates rates;
    private final int mostBoxes;
    private final Map<AxisKey, List<AxisRead.Piece>> known = new HashMap<>();

    private record AxisKey(AxisRead read, long perShard) {}

    /** @param mostBoxes how many kinds of boxes are told apart; beyond that the most alike are taken together */
    ReadForecaster(AdvisedArray array, ReadRates rates, int mostBoxes) {
        this.array = array;
        this.rates = rates;
        this.mostBoxes = mostBoxes;
    }

    /** Reads of a region of an array in chunks, each an object, or in shards. */
    ReadForecast forecast(LayoutShape layout, Shape read) {
        long chunkBytes = layout.chunkBytes(array.elementBytes());
        long encodedBytes = array.encodedBytes(chunkBytes);
        double chunks = expectedChunks(layout.chunk(), read);
        if (!layout.isSharded()) {
            return forecast(
                    read, chunks, chunks * encodedBytes, chunks * chunkBytes, (double) encodedBytes + chunkBytes);
        }
        double indexBytes = INDEX_CHECKSUM_BYTES + INDEX_ENTRY_BYTES * chunksPerShard(layout);
        Totals totals = fetches(layout, read, encodedBytes, indexBytes);
        return forecast(read, totals.requests, totals.bytes, chunks * chunkBytes, totals.largestBytes + chunkBytes);
    }

    /** Reads of an array that lies in C order in one piece, without chunks: only what is wanted is read, and small holes. */
    ReadForecast contiguous(Shape read) {
        long[] touched = read.extents();
        ShardFetch fetch = ShardFetch.of(touched, array.shape().extents(), array.elementBytes(), rates);
        double regionBytes = SaturatedProduct.of(read, array.elementBytes());
        return forecast(read, fetch.requests(), fetch.bytes(), regionBytes, fetch.largestBytes());
    }

    private ReadForecast forecast(
            Shape read, double requests, double readBytes, double decodedBytes, double heldBytes) {
        double regionBytes = SaturatedProduct.of(read, array.elementBytes());
        return new ReadForecast(
                requests,
                readBytes,
                decodedBytes,
                regionBytes,
                regionBytes + heldBytes,
                rates.seconds(requests, readBytes));
    }

    /** How many chunks a read touches on average. */
    double expectedChunks(Shape chunk, Shape read) {
        double chunks = 1;
        for (int axis = 0; axis < read.rank(); axis++) {
            chunks *= axis(chunk, read, axis).expectedChunks();
        }
        return chunks;
    }

    private AxisRead axis(Shape chunk, Shape read, int axis) {
        return new AxisRead(array.shape().extent(axis), chunk.extent(axis), read.extent(axis));
    }

    private static double chunksPerShard(LayoutShape layout) {
        double chunks = 1;
        for (int axis = 0; axis < layout.chunk().rank(); axis++) {
            chunks *= layout.chunksPerShard(axis);
        }
        return chunks;
    }

    private static final class Totals {
        private double requests;
        private double bytes;
        private double largestBytes;
    }

    private Totals fetches(LayoutShape layout, Shape read, long encodedBytes, double indexBytes) {
        int rank = read.rank();
        List<List<AxisRead.Piece>> pieces = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            AxisKey key = new AxisKey(axis(layout.chunk(), read, axis), layout.chunksPerShard(axis));
            pieces.add(known.computeIfAbsent(key, k -> k.read().pieces(k.perShard())));
        }
        pieces = AlikePieces.reduced(pieces, mostBoxes);
        double perShard = chunksPerShard(layout);
        Totals totals = new Totals();
        int[] index = new int[rank];
        long[] touched = new long[rank];
        long[] present = new long[rank];
        boolean isMore = true;
        while (isMore) {
            double expected = 1;
            double count = 1;
            for (int axis = 0; axis < rank; axis++) {
                AxisRead.Piece piece = pieces.get(axis).get(index[axis]);
                touched[axis] = piece.touched();
                present[axis] = piece.present();
                expected *= piece.expected();
                count *= piece.touched();
            }
            add(totals, expected, count == perShard, touched, present, encodedBytes, indexBytes);
            isMore = advance(index, pieces);
        }
        return totals;
    }

    /** A whole shard that is small enough comes at once; of others the index, then what is wanted. */
    private void add(
            Totals totals,
            double expected,
            boolean isAll,
            long[] touched,
            long[] present,
            long encodedBytes,
            double indexBytes) {
        ShardFetch fetch = ShardFetch.of(touched, present, encodedBytes, rates);
        boolean isAtOnce = isAll && fetch.bytes() + indexBytes <= rates.spanBytes();
        totals.requests += expected * (isAtOnce ? 1 : 1 + fetch.requests());
        totals.bytes += expected * (fetch.bytes() + indexBytes);
        totals.largestBytes = Math.max(totals.largestBytes, Math.max(fetch.largestBytes(), indexBytes));
    }

    private static boolean advance(int[] index, List<List<AxisRead.Piece>> pieces) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            if (++index[axis] < pieces.get(axis).size()) {
                return true;
            }
            index[axis] = 0;
        }
        return false;
    }
}

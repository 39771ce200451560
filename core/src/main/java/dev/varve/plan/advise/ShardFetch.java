package dev.varve.plan.advise;

/**
 * By how many requests a box of inner chunks of one shard is fetched: what the pipeline's plan for a read comes to when all chunks
 * have the same encoded size. Chunks lie in C order; neighbours are fetched together, and so are those with a small hole between.
 *
 * @param requests how many ranges
 * @param bytes what they bring together, holes included
 * @param largestBytes the largest of them
 */
record ShardFetch(double requests, double bytes, double largestBytes) {
    /** More rows than this are not followed one by one. */
    private static final long MOST_ROWS = 1 << 14;

    /**
     * @param touched how many chunks are wanted along each axis
     * @param present how many chunks there are along each axis
     * @param chunkBytes encoded bytes of a chunk
     */
    static ShardFetch of(long[] touched, long[] present, long chunkBytes, ReadRates rates) {
        int axis = touched.length - 1;
        double pitch = 1;
        while (axis > 0 && touched[axis] == present[axis]) {
            pitch *= present[axis--];
        }
        double row = axis < 0 ? 1 : touched[axis] * pitch;
        double gap = axis < 0 ? 0 : (present[axis] - touched[axis]) * pitch;
        int inner = axis;
        double span = row;
        double rows = 1;
        while (axis > 0 && gap * chunkBytes <= rates.gapBytes()) {
            pitch *= present[axis--];
            span += (touched[axis] - 1) * pitch;
            gap += (present[axis] - touched[axis]) * pitch;
            rows *= touched[axis];
        }
        double outer = 1;
        for (int a = 0; a < axis; a++) {
            outer *= touched[a];
        }
        ShardFetch one = rows == 1
                ? contiguous(row, chunkBytes, rates)
                : holed(touched, present, axis, inner, row, rows, span, chunkBytes, rates);
        return new ShardFetch(one.requests * outer, one.bytes * outer, one.largestBytes);
    }

    private static ShardFetch contiguous(double chunks, long chunkBytes, ReadRates rates) {
        double together = Math.max(1, rates.spanBytes() / chunkBytes);
        return new ShardFetch(
                Math.ceil(chunks / together), chunks * chunkBytes, Math.min(chunks, together) * chunkBytes);
    }

    /** Rows with holes between that are small enough to be read; ranges end where they would grow too large. */
    private static ShardFetch holed(
            long[] touched,
            long[] present,
            int outer,
            int inner,
            double row,
            double rows,
            double span,
            long chunkBytes,
            ReadRates rates) {
        double spanBytes = span * chunkBytes;
        if (spanBytes <= rates.spanBytes()) {
            return new ShardFetch(1, spanBytes, spanBytes);
        }
        if (rows > MOST_ROWS) {
            double requests = Math.ceil(spanBytes / rates.spanBytes());
            return new ShardFetch(requests, spanBytes, rates.spanBytes());
        }
        double together = Math.max(1, rates.spanBytes() / chunkBytes);
        double requests = 0;
        double bytes = 0;
        double largest = 0;
        double start = 0;
        double stop = 0;
        for (long r = 0; r < rows; r++) {
            double at = offset(r, touched, present, outer, inner);
            double left = row;
            while (left > 0) {
                double room = requests == 0 ? 0 : Math.max(0, start + together - at);
                if (room == 0) {
                    bytes += (stop - start) * chunkBytes;
                    largest = Math.max(largest, (stop - start) * chunkBytes);
                    requests++;
                    start = at;
                    room = together;
                }
                double taken = Math.min(left, room);
                at += taken;
                left -= taken;
                stop = at;
            }
        }
        bytes += (stop - start) * chunkBytes;
        return new ShardFetch(requests, bytes, Math.max(largest, (stop - start) * chunkBytes));
    }

    /** Where the n-th row begins, in chunks. */
    private static double offset(long number, long[] touched, long[] present, int outer, int inner) {
        double pitch = 1;
        for (int a = present.length - 1; a >= inner; a--) {
            pitch *= present[a];
        }
        double offset = 0;
        long rest = number;
        for (int a = inner - 1; a >= outer; a--) {
            offset += rest % touched[a] * pitch;
            rest /= touched[a];
            pitch *= present[a];
        }
        return offset;
    }
}

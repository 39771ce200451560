package dev.varve.codec.serializer.pco;

import java.util.Arrays;

/** Writes one latent of a page: symbols of a tANS table, coded from the last to the first, then offsets. */
final class LatentWriter {
    /** A coded symbol holds its bits, above them how many there are, and above these the symbol. */
    private static final int COUNT_SHIFT = AnsTable.MAX_SIZE_LOG;

    private static final int SYMBOL_SHIFT = COUNT_SHIFT + 4;
    private static final int COUNT_MASK = 0xf;

    /** The most bits that surely fit in a word, wherever they start in a byte. */
    private static final int WORD_BITS = Long.SIZE - Byte.SIZE + 1;

    private final Bins bins;
    private final long[] latents;
    private final int from;
    private final int n;
    private final int[] coded;
    private final int[] states = new int[AnsTable.INTERLEAVED];
    private final long[] lowers;
    private final int[] widths;

    /** For latents {@code from} on, {@code n} of them, which are all in the bins. */
    LatentWriter(Bins bins, long[] latents, int from, int n) {
        this.bins = bins;
        this.latents = latents;
        this.from = from;
        this.n = n;
        lowers = new long[bins.count()];
        widths = new int[bins.count()];
        for (int bin = 0; bin < lowers.length; bin++) {
            lowers[bin] = bins.lower(bin);
            widths[bin] = bins.width(bin);
        }
        coded = bins.count() > 1 ? new SymbolSearch(lowers).search(latents, from, n) : new int[0];
        code();
    }

    /** How many latents are written. */
    int count() {
        return n;
    }

    /** Writes the states in which a reader starts. */
    void writeStates(BitSink sink) {
        for (int state : states) {
            sink.write(state, bins.sizeLog());
        }
    }

    /**
     * Replaces each symbol by the bits that tell a reader the state before. A symbol of weight w leaves the state x with
     * x / 2^k between w and 2w; adding its delta puts k into the upper half of the sum.
     */
    private void code() {
        if (coded.length == 0) {
            return;
        }
        int size = 1 << bins.sizeLog();
        int[] next = new int[size];
        int[] starts = new int[lowers.length];
        int[] deltas = new int[lowers.length];
        fillTables(next, starts, deltas);
        Arrays.fill(states, size);
        int whole = n & -AnsTable.INTERLEAVED;
        for (int i = whole; i < n; i++) {
            states[i - whole] = step(i, size, next, starts, deltas);
        }
        codeFours(whole, next, starts, deltas);
        for (int i = 0; i < states.length; i++) {
            states[i] -= size;
        }
    }

    /** Codes the latents before {@code end}, four at a time, so that no coder waits for another. */
    private void codeFours(int end, int[] next, int[] starts, int[] deltas) {
        int[] coded = this.coded;
        int s0 = states[0];
        int s1 = states[1];
        int s2 = states[2];
        int s3 = states[3];
        for (int i = end - AnsTable.INTERLEAVED; i >= 0; i -= AnsTable.INTERLEAVED) {
            int symbol3 = coded[i + 3];
            int symbol2 = coded[i + 2];
            int symbol1 = coded[i + 1];
            int symbol0 = coded[i];
            int bits3 = s3 + deltas[symbol3] >>> Short.SIZE;
            int bits2 = s2 + deltas[symbol2] >>> Short.SIZE;
            int bits1 = s1 + deltas[symbol1] >>> Short.SIZE;
            int bits0 = s0 + deltas[symbol0] >>> Short.SIZE;
            coded[i + 3] = code(symbol3, bits3, s3);
            coded[i + 2] = code(symbol2, bits2, s2);
            coded[i + 1] = code(symbol1, bits1, s1);
            coded[i] = code(symbol0, bits0, s0);
            s3 = next[(s3 >>> bits3) + starts[symbol3]];
            s2 = next[(s2 >>> bits2) + starts[symbol2]];
            s1 = next[(s1 >>> bits1) + starts[symbol1]];
            s0 = next[(s0 >>> bits0) + starts[symbol0]];
        }
        states[0] = s0;
        states[1] = s1;
        states[2] = s2;
        states[3] = s3;
    }

    private static int code(int symbol, int bits, int state) {
        return symbol << SYMBOL_SHIFT | bits << COUNT_SHIFT | state & (1 << bits) - 1;
    }

    private int step(int i, int state, int[] next, int[] starts, int[] deltas) {
        int symbol = coded[i];
        int bits = state + deltas[symbol] >>> Short.SIZE;
        coded[i] = code(symbol, bits, state);
        return next[(state >>> bits) + starts[symbol]];
    }

    private void fillTables(int[] next, int[] starts, int[] deltas) {
        int sizeLog = bins.sizeLog();
        int[] ends = new int[starts.length];
        int sum = 0;
        for (int symbol = 0; symbol < starts.length; symbol++) {
            int weight = bins.weight(symbol);
            int fewest = sizeLog - Latents.width(2L * weight - 1) + 1;
            int fromWhichOneMore = 2 * weight << fewest;
            deltas[symbol] = (fewest + 1 << Short.SIZE) - fromWhichOneMore;
            starts[symbol] = sum - weight;
            ends[symbol] = sum;
            sum += weight;
        }
        int[] symbols = AnsTable.symbols(bins);
        for (int state = 0; state < symbols.length; state++) {
            next[ends[symbols[state]]++] = symbols.length + state;
        }
    }

    /** Writes the batch that starts with latent {@code first}, if there are latents that far. */
    void writeBatch(BitSink sink, int first) {
        int end = Math.min(n, first + Latents.BATCH);
        if (first >= n || bins.areTrivial()) {
            return;
        }
        byte[] out = sink.room((long) (end - first) * (AnsTable.MAX_SIZE_LOG + Long.SIZE));
        if (coded.length > 0) {
            writeSymbols(sink, out, first, end);
        }
        int maxWidth = bins.maxWidth();
        if (maxWidth > WORD_BITS) {
            writeWideOffsets(sink, first, end);
        } else if (maxWidth > 0 && coded.length > 0) {
            writeOffsets(sink, out, first, end);
        } else if (maxWidth > 0) {
            writeOnlyOffsets(sink, out, first, end);
        }
    }

    /** Four symbols of at most 14 bits, behind those of a byte that is not full, fit in a word. */
    private void writeSymbols(BitSink sink, byte[] out, int first, int end) {
        long position = sink.position();
        int at = (int) (position >>> 3);
        int filled = (int) (position & 7);
        long word = out[at] & 0xff;
        int[] coded = this.coded;
        for (int i = first; i < end; ) {
            int stop = Math.min(end, i + AnsTable.INTERLEAVED);
            for (; i < stop; i++) {
                int code = coded[i];
                word |= (code & (1L << COUNT_SHIFT) - 1) << filled;
                filled += code >>> COUNT_SHIFT & COUNT_MASK;
            }
            BitSink.WORD.set(out, at, word);
            at += filled >>> 3;
            word >>>= filled & -8;
            filled &= 7;
        }
        sink.moveTo(((long) at << 3) + filled);
    }

    private void writeOffsets(BitSink sink, byte[] out, int first, int end) {
        long position = sink.position();
        int at = (int) (position >>> 3);
        int filled = (int) (position & 7);
        long word = out[at] & 0xff;
        int[] coded = this.coded;
        long[] lowers = this.lowers;
        int[] widths = this.widths;
        for (int i = first; i < end; i++) {
            int symbol = coded[i] >>> SYMBOL_SHIFT;
            word |= latents[from + i] - lowers[symbol] << filled;
            filled += widths[symbol];
            BitSink.WORD.set(out, at, word);
            at += filled >>> 3;
            word = filled < Long.SIZE ? word >>> (filled & -8) : 0;
            filled &= 7;
        }
        sink.moveTo(((long) at << 3) + filled);
    }

    private void writeOnlyOffsets(BitSink sink, byte[] out, int first, int end) {
        long position = sink.position();
        int at = (int) (position >>> 3);
        int filled = (int) (position & 7);
        long word = out[at] & 0xff;
        long lower = lowers[0];
        int width = widths[0];
        for (int i = first; i < end; i++) {
            word |= latents[from + i] - lower << filled;
            filled += width;
            BitSink.WORD.set(out, at, word);
            at += filled >>> 3;
            word = filled < Long.SIZE ? word >>> (filled & -8) : 0;
            filled &= 7;
        }
        sink.moveTo(((long) at << 3) + filled);
    }

    private void writeWideOffsets(BitSink sink, int first, int end) {
        for (int i = first; i < end; i++) {
            int symbol = coded.length == 0 ? 0 : coded[i] >>> SYMBOL_SHIFT;
            sink.write(latents[from + i] - lowers[symbol], widths[symbol]);
        }
    }
}

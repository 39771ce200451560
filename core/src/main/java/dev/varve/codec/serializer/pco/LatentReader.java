package dev.varve.codec.serializer.pco;

import java.util.Arrays;

/** Reads one latent of a page, batch by batch: symbols from a tANS table, then offsets. Not shared by threads. */
final class LatentReader {
    private static final int STATE_SHIFT = 16;
    private static final int BITS_SHIFT = 8;
    private static final int LOW = 0xff;

    /** The most bits that one word surely holds, wherever they start in a byte. */
    private static final int WORD_BITS = Long.SIZE - Byte.SIZE + 1;

    private final Bins bins;
    private final int maxWidth;
    /** Per state: where the next state starts, how many bits say which it is, how many bits the offset has. */
    private final int[] nodes;
    /** Per state: its bin's lower end. */
    private final long[] lowers;

    private final int[] states = new int[AnsTable.INTERLEAVED];
    private final int[] widths = new int[Latents.BATCH];

    /** For pages of a chunk that has these bins. */
    LatentReader(Bins bins) {
        this.bins = bins;
        this.maxWidth = bins.maxWidth();
        int[] symbols = AnsTable.symbols(bins);
        nodes = new int[symbols.length];
        lowers = new long[symbols.length];
        int[] visits = new int[bins.count()];
        for (int state = 0; state < symbols.length && bins.count() > 0; state++) {
            int symbol = symbols[state];
            int base = bins.weight(symbol) + visits[symbol]++;
            int read = Integer.numberOfLeadingZeros(base) - Integer.numberOfLeadingZeros(symbols.length);
            nodes[state] = (base << read) - symbols.length << STATE_SHIFT | read << BITS_SHIFT | bins.width(symbol);
            lowers[state] = bins.lower(symbol);
        }
        if (bins.count() == 1) {
            Arrays.fill(widths, bins.width(0));
        }
    }

    Bins bins() {
        return bins;
    }

    /** Reads the states in which a page starts. */
    void start(BitSource source) {
        for (int i = 0; i < states.length; i++) {
            states[i] = source.readInt(bins.sizeLog());
        }
    }

    /** Reads {@code n} latents, at most a batch; what stands above a latent's bits is rubbish. */
    void read(BitSource source, int n, long[] latents) {
        long position = source.position();
        if (bins.count() > 1) {
            position = readSymbols(source.bytes(), position, n, latents);
        } else {
            Arrays.fill(latents, 0, n, n == 0 ? 0 : bins.lower(0));
        }
        if (maxWidth > WORD_BITS) {
            position = readWideOffsets(source.bytes(), position, n, latents);
        } else if (maxWidth > 0) {
            position = readOffsets(source.bytes(), position, n, latents);
        }
        source.moveTo(position);
    }

    /** Four symbols of at most 14 bits lie in one word. */
    private long readSymbols(byte[] in, long from, int n, long[] latents) {
        int[] nodes = this.nodes;
        long[] lowers = this.lowers;
        int[] widths = this.widths;
        int s0 = states[0];
        int s1 = states[1];
        int s2 = states[2];
        int s3 = states[3];
        long position = from;
        int i = 0;
        for (; i <= n - AnsTable.INTERLEAVED; i += AnsTable.INTERLEAVED) {
            long word = (long) BitSource.WORD.get(in, (int) (position >>> 3)) >>> (position & 7);
            int node0 = nodes[s0];
            int bits0 = node0 >>> BITS_SHIFT & LOW;
            latents[i] = lowers[s0];
            widths[i] = node0 & LOW;
            s0 = (node0 >>> STATE_SHIFT) + ((int) word & (1 << bits0) - 1);
            word >>>= bits0;
            int node1 = nodes[s1];
            int bits1 = node1 >>> BITS_SHIFT & LOW;
            latents[i + 1] = lowers[s1];
            widths[i + 1] = node1 & LOW;
            s1 = (node1 >>> STATE_SHIFT) + ((int) word & (1 << bits1) - 1);
            word >>>= bits1;
            int node2 = nodes[s2];
            int bits2 = node2 >>> BITS_SHIFT & LOW;
            latents[i + 2] = lowers[s2];
            widths[i + 2] = node2 & LOW;
            s2 = (node2 >>> STATE_SHIFT) + ((int) word & (1 << bits2) - 1);
            word >>>= bits2;
            int node3 = nodes[s3];
            int bits3 = node3 >>> BITS_SHIFT & LOW;
            latents[i + 3] = lowers[s3];
            widths[i + 3] = node3 & LOW;
            s3 = (node3 >>> STATE_SHIFT) + ((int) word & (1 << bits3) - 1);
            position += bits0 + bits1 + bits2 + bits3;
        }
        keep(s0, s1, s2, s3);
        return readLastSymbols(in, position, i, n, latents);
    }

    private void keep(int s0, int s1, int s2, int s3) {
        states[0] = s0;
        states[1] = s1;
        states[2] = s2;
        states[3] = s3;
    }

    /** The rest of a batch that is not a multiple of four. */
    private long readLastSymbols(byte[] in, long from, int first, int n, long[] latents) {
        long position = from;
        for (int i = first; i < n; i++) {
            int state = states[i - first];
            int node = nodes[state];
            int bits = node >>> BITS_SHIFT & LOW;
            latents[i] = lowers[state];
            widths[i] = node & LOW;
            long word = (long) BitSource.WORD.get(in, (int) (position >>> 3)) >>> (position & 7);
            states[i - first] = (node >>> STATE_SHIFT) + ((int) word & (1 << bits) - 1);
            position += bits;
        }
        return position;
    }

    private long readOffsets(byte[] in, long from, int n, long[] latents) {
        int[] widths = this.widths;
        long position = from;
        for (int i = 0; i < n; i++) {
            int width = widths[i];
            long word = (long) BitSource.WORD.get(in, (int) (position >>> 3)) >>> (position & 7);
            latents[i] += word & (1L << width) - 1;
            position += width;
        }
        return position;
    }

    private long readWideOffsets(byte[] in, long from, int n, long[] latents) {
        long position = from;
        for (int i = 0; i < n; i++) {
            int width = widths[i];
            int at = (int) (position >>> 3);
            int skipped = (int) (position & 7);
            long low = (long) BitSource.WORD.get(in, at) >>> skipped;
            long high = ((long) BitSource.WORD.get(in, at + Long.BYTES) << 1) << (63 - skipped);
            latents[i] += width == 0 ? 0 : (low | high) & Latents.mask(width);
            position += width;
        }
        return position;
    }
}

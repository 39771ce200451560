package dev.varve.codec.serializer.pco;

/** Which symbol each state of a tANS table stands for: symbols are strewn over the states with a stride. */
final class AnsTable {
    /** The logarithm of the largest table. */
    static final int MAX_SIZE_LOG = 14;

    /** How many coders take turns: latent {@code i} is coded by coder {@code i} modulo this. */
    static final int INTERLEAVED = 4;

    private AnsTable() {}

    /** The symbol of each state; the states of no bins are of symbol 0. */
    static int[] symbols(Bins bins) {
        int size = 1 << bins.sizeLog();
        int stride = 3 * size / 5 | 1;
        int[] symbols = new int[size];
        int step = 0;
        for (int symbol = 0; symbol < bins.count(); symbol++) {
            for (int i = 0; i < bins.weight(symbol); i++) {
                symbols[stride * step & size - 1] = symbol;
                step++;
            }
        }
        return symbols;
    }
}

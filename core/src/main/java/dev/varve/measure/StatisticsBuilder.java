package dev.varve.measure;

import dev.varve.array.NdArray;
import java.util.List;

/**
 * Gathers {@link FieldStatistics} chunk by chunk, so that a field may be larger than memory. For one thread; what several
 * threads gathered is put together with {@link #merge}, in the chunks' order for the same bits each time.
 */
public final class StatisticsBuilder {
    private final List<Double> missingValues;
    private final double[] values = new double[Cells.PART];
    private final double[] zeros = new double[Cells.PART];
    private final PartExtremes extremes = new PartExtremes();
    private PairMoments moments = PairMoments.NONE;
    private long cells;
    private long missing;
    private long notANumber;
    private long infinite;

    /**
     * Nothing gathered yet.
     *
     * @param missingValues values that stand for "no value here", NaN among them where it is declared
     */
    public StatisticsBuilder(List<Double> missingValues) {
        this.missingValues = List.copyOf(missingValues);
    }

    /** Adds all cells of a block. Elements that are no numbers are counted and nothing else. */
    public void add(NdArray block) {
        int total = Math.toIntExact(block.shape().count());
        cells += total;
        if (!Cells.areNumbers(block.type())) {
            return;
        }
        Cells source = Cells.of(block);
        double[] absent = missingValues.stream().mapToDouble(source::nearest).toArray();
        // One sum per block, so that no sum of a large field is made of too many terms one after another.
        PairMoments sum = PairMoments.NONE;
        for (int at = 0; at < total; at += Cells.PART) {
            int count = Math.min(Cells.PART, total - at);
            source.read(at, values, count);
            extremes.scan(values, values, zeros, count);
            if (!extremes.areNumbers(absent)) {
                count = keepNumbers(count, absent);
                extremes.scan(values, values, zeros, count);
            }
            sum = sum.and(PairMoments.of(values, zeros, count, extremes));
        }
        moments = moments.and(sum);
    }

    private int keepNumbers(int count, double[] absent) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            switch (CellClass.of(values[i], absent)) {
                case NUMBER -> values[kept++] = values[i];
                case NOT_A_NUMBER -> notANumber++;
                case POSITIVE_INFINITY, NEGATIVE_INFINITY -> infinite++;
                case MISSING -> missing++;
            }
        }
        return kept;
    }

    /** Adds what another gathered of the chunks that follow. */
    public void merge(StatisticsBuilder next) {
        moments = moments.and(next.moments);
        cells += next.cells;
        missing += next.missing;
        notANumber += next.notANumber;
        infinite += next.infinite;
    }

    /** What is known by now. */
    public FieldStatistics build() {
        long finite = moments.count();
        return new FieldStatistics(
                cells,
                finite,
                missing,
                notANumber,
                infinite,
                moments.minX(),
                moments.maxX(),
                moments.mean(),
                finite == 0 ? 0 : moments.absValue() / finite,
                finite == 0 ? 0 : Math.sqrt(moments.spread() / finite));
    }
}

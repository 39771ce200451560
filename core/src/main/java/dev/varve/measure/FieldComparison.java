package dev.varve.measure;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Compares a decoded field with the original, chunk by chunk: chunks are compared by any threads in any order, then what was
 * found is combined in the chunks' order. The same chunks give the same bits; other chunks the same measures but for rounding.
 *
 * <p>Numbers are compared as {@code double}. Of types without numbers (text, complex, structures) only changed elements are
 * counted.
 */
public final class FieldComparison {
    private final Settings settings;
    private final OptionalDouble q99Cut;

    /**
     * What a comparison has to know of a field.
     *
     * @param field the whole field's shape
     * @param roles what each axis stands for
     * @param missingValues values that stand for "no value here", NaN among them where it is declared
     * @param physicalMin the least value that is possible in nature, in the field's unit
     * @param physicalMax the greatest
     * @param boundsSlack how far beyond these limits a cell may go, in the field's unit
     */
    public record Settings(
            Shape field,
            List<AxisRole> roles,
            List<Double> missingValues,
            OptionalDouble physicalMin,
            OptionalDouble physicalMax,
            double boundsSlack) {
        public Settings {
            roles = List.copyOf(roles);
            missingValues = List.copyOf(missingValues);
            if (roles.size() != field.rank()) {
                throw new IllegalArgumentException(roles.size() + " roles for the axes of " + field);
            }
            if (!(boundsSlack >= 0)) {
                throw new IllegalArgumentException("slack of bounds " + boundsSlack + " is negative");
            }
        }

        /** A field without missing values and bounds. */
        public static Settings of(Shape field, List<AxisRole> roles) {
            return new Settings(field, roles, List.of(), OptionalDouble.empty(), OptionalDouble.empty(), 0);
        }

        double lowest() {
            return physicalMin.orElse(Double.NEGATIVE_INFINITY) - boundsSlack;
        }

        double highest() {
            return physicalMax.orElse(Double.POSITIVE_INFINITY) + boundsSlack;
        }

        int[] slabAxes() {
            return IntStream.range(0, roles.size()).filter(this::hasSlabs).toArray();
        }

        /** A slab of one cell says nothing that the largest error does not. */
        private boolean hasSlabs(int axis) {
            return roles.get(axis) != AxisRole.HORIZONTAL && field.count() > field.extent(axis);
        }
    }

    /** How much is measured. */
    public enum Depth {
        /** All sums, slabs, changed cells and bounds. */
        BASIC,
        /** Also the gradient, data-SSIM and spectra, which take several times as long. */
        FULL
    }

    /**
     * A comparison.
     *
     * @param q99Cut what |x| has to reach to count among the largest one percent, see {@link FieldReference}; without it
     *     {@link FieldMeasures#q99Relative} is 0
     */
    public FieldComparison(Settings settings, OptionalDouble q99Cut) {
        this.settings = settings;
        this.q99Cut = q99Cut;
    }

    /**
     * Compares one chunk; pure, for any number of threads.
     *
     * @param chunk where in the field it lies
     * @param original its cells
     * @param decoded what became of them: same type, same shape
     * @throws IllegalArgumentException when types, shapes or the region do not fit
     */
    public ChunkErrors compare(Region chunk, NdArray original, NdArray decoded, Depth depth) {
        if (!original.type().equals(decoded.type())
                || !original.shape().equals(chunk.shape())
                || !decoded.shape().equals(chunk.shape())
                || chunk.rank() != settings.field().rank()
                || !Region.whole(settings.field()).contains(chunk)) {
            throw new IllegalArgumentException("cannot compare " + original + " with " + decoded + " as " + chunk
                    + " of a field " + settings.field());
        }
        return new ChunkComparison(settings, q99Cut, chunk, depth).compare(original, decoded);
    }

    /** The measures of all chunks, or of those that were compared. */
    public FieldMeasures combine(List<ChunkErrors> inChunkOrder) {
        PairMoments moments = sum(inChunkOrder);
        double topError = 0;
        double topValue = 0;
        long changed = 0;
        long outOfBounds = 0;
        for (ChunkErrors chunk : inChunkOrder) {
            topError += chunk.topError();
            topValue += chunk.topValue();
            changed += chunk.changedCells();
            outOfBounds += chunk.outOfBounds();
        }
        double rootSquareError = Math.sqrt(moments.squareError());
        long count = moments.count();
        return new FieldMeasures(
                ratio(moments.absError(), moments.absValue()),
                ratio(rootSquareError, Math.sqrt(moments.squareValue())),
                ratio(moments.maxError(), moments.maxAbsValue()),
                ratio(Math.abs(moments.error()), moments.absValue()),
                ratio(topError, topValue),
                DetailSums.gradientRelative(inChunkOrder, settings.missingValues()),
                rootSquareError,
                count == 0 ? 0 : moments.absError() / count,
                moments.maxError(),
                moments.minY(),
                moments.maxY(),
                changed,
                outOfBounds,
                psnr(moments),
                moments.pearson(),
                ssim(inChunkOrder),
                spectrum(inChunkOrder).map(Spectrum::largestError).orElse(OptionalDouble.empty()),
                worst(inChunkOrder, AxisRole.VERTICAL),
                worst(inChunkOrder, AxisRole.TIME));
    }

    private static OptionalDouble ssim(List<ChunkErrors> chunks) {
        OptionalDouble least = OptionalDouble.empty();
        for (ChunkErrors chunk : chunks) {
            OptionalDouble own = chunk.details().map(DetailSums::ssim).orElse(OptionalDouble.empty());
            if (own.isPresent()) {
                least = OptionalDouble.of(Math.min(least.orElse(own.getAsDouble()), own.getAsDouble()));
            }
        }
        return least;
    }

    /** The spectra before and after of rows along the last horizontal axis; none without numbers, or without full depth. */
    public Optional<Spectrum> spectrum(List<ChunkErrors> inChunkOrder) {
        SortedMap<Integer, SpectrumSums> byLength = new TreeMap<>();
        for (ChunkErrors chunk : inChunkOrder) {
            chunk.details().flatMap(DetailSums::spectrum).ifPresent(own -> byLength.computeIfAbsent(
                            own.length(), SpectrumSums::new)
                    .add(own));
        }
        return byLength.isEmpty()
                ? Optional.empty()
                : Optional.of(byLength.get(byLength.lastKey()).mean());
    }

    /** In pairs of pairs, so that the rounding of millions of chunks does not add up. */
    private static PairMoments sum(List<ChunkErrors> chunks) {
        if (chunks.size() <= 1) {
            return chunks.isEmpty() ? PairMoments.NONE : chunks.get(0).moments();
        }
        int half = chunks.size() / 2;
        return sum(chunks.subList(0, half)).and(sum(chunks.subList(half, chunks.size())));
    }

    private static double psnr(PairMoments moments) {
        double rootMeanSquare = moments.count() == 0 ? 0 : Math.sqrt(moments.squareError() / moments.count());
        return rootMeanSquare == 0
                ? Double.POSITIVE_INFINITY
                : 20 * Math.log10((moments.maxX() - moments.minX()) / rootMeanSquare);
    }

    private OptionalDouble worst(List<ChunkErrors> chunks, AxisRole role) {
        OptionalDouble worst = OptionalDouble.empty();
        for (int axis : settings.slabAxes()) {
            if (settings.roles().get(axis) != role) {
                continue;
            }
            double[] errors = new double[Math.toIntExact(settings.field().extent(axis))];
            double[] values = new double[errors.length];
            for (ChunkErrors chunk : chunks) {
                chunk.slabs().addTo(axis, errors, values);
            }
            double most = worst.orElse(0);
            for (int i = 0; i < errors.length; i++) {
                most = Math.max(most, ratio(errors[i], values[i]));
            }
            worst = OptionalDouble.of(most);
        }
        return worst;
    }

    /** a/b, where 0/0 is 0 and anything else over 0 infinite. */
    static double ratio(double a, double b) {
        if (b == 0) {
            return a == 0 ? 0 : a > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return a / b;
    }
}

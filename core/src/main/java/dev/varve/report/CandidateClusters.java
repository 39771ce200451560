package dev.varve.report;

import dev.varve.measure.FieldMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Candidates that behave alike: k-means over log10 ratio, log10 relative L1 and log10 decode rate, each of mean 0 and
 * standard deviation 1, with the number of clusters that has the largest silhouette.
 */
public final class CandidateClusters {
    /** Fewer clusters tell nothing. */
    public static final int FEWEST = 2;

    /** More are not tried. */
    public static final int MOST = 10;

    private static final CandidateClusters NONE = new CandidateClusters(List.of(), List.of(), 0);

    private final List<OptionalInt> labels;
    private final List<Trial> trials;
    private final int count;

    private CandidateClusters(List<OptionalInt> labels, List<Trial> trials, int count) {
        this.labels = labels;
        this.trials = trials;
        this.count = count;
    }

    /**
     * A number of clusters that was tried.
     *
     * @param clusters how many
     * @param inertia the sum of squared distances from the clusters' means
     * @param silhouette how well candidates lie in their clusters, from -1 to 1
     */
    public record Trial(int clusters, double inertia, double silhouette) {}

    /** Clusters of the candidates that were measured, or none where fewer than ten were. */
    public static CandidateClusters of(List<ReportRow> rows) {
        double floor = Math.log10(exactFloor(rows));
        List<OptionalInt> places = new ArrayList<>();
        List<double[]> points = new ArrayList<>();
        for (ReportRow row : rows) {
            places.add(isMeasured(row) ? OptionalInt.of(points.size()) : OptionalInt.empty());
            if (isMeasured(row)) {
                double l1 = row.errors().orElseThrow().l1Relative();
                points.add(new double[] {
                    Math.log10(row.ratio().getAsDouble()),
                    l1 == 0 ? floor : Math.log10(l1),
                    Math.log10(row.decodeRate().getAsDouble())
                });
            }
        }
        if (points.size() < MOST) {
            return NONE;
        }
        double[][] scaled = scaled(points.toArray(new double[0][]));
        List<Trial> trials = new ArrayList<>();
        KMeans.Division best = null;
        double bestSilhouette = Double.NEGATIVE_INFINITY;
        for (int k = FEWEST; k <= MOST; k++) {
            KMeans.Division division = KMeans.divide(scaled, k);
            double silhouette = Silhouette.of(scaled, division.labels(), division.sizes().length);
            trials.add(new Trial(k, division.inertia(), silhouette));
            if (silhouette > bestSilhouette) {
                bestSilhouette = silhouette;
                best = division;
            }
        }
        int[] found = best.labels();
        List<OptionalInt> labels = places.stream()
                .map(place -> place.isEmpty() ? place : OptionalInt.of(found[place.getAsInt()]))
                .toList();
        return new CandidateClusters(labels, List.copyOf(trials), best.sizes().length);
    }

    private static boolean isMeasured(ReportRow row) {
        return row.errors().isPresent()
                && isPositive(row.ratio().orElse(0))
                && isPositive(row.decodeRate().orElse(0))
                && Double.isFinite(row.errors().get().l1Relative());
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    /** Where exact candidates stand on a logarithmic axis: a decade below the least error of the others. */
    private static double exactFloor(List<ReportRow> rows) {
        double least = Double.POSITIVE_INFINITY;
        for (ReportRow row : rows) {
            double l1 = row.errors().map(FieldMeasures::l1Relative).orElse(0.0);
            least = l1 > 0 ? Math.min(least, l1) : least;
        }
        return Double.isFinite(least) ? least / 10 : 1;
    }

    private static double[][] scaled(double[][] points) {
        for (int d = 0; d < points[0].length; d++) {
            double mean = 0;
            for (double[] point : points) {
                mean += point[d] / points.length;
            }
            double variance = 0;
            for (double[] point : points) {
                variance += (point[d] - mean) * (point[d] - mean) / points.length;
            }
            double deviation = variance > 0 ? Math.sqrt(variance) : 1;
            for (double[] point : points) {
                point[d] = (point[d] - mean) / deviation;
            }
        }
        return points;
    }

    /** The cluster of each row, the largest cluster is 0; none where a row was not measured. Empty without clusters. */
    public List<OptionalInt> labels() {
        return labels;
    }

    /** What was tried. */
    public List<Trial> trials() {
        return trials;
    }

    /** How many clusters there are; 0 where too few candidates were measured. */
    public int count() {
        return count;
    }
}

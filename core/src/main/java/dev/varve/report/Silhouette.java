package dev.varve.report;

import java.util.Random;

/**
 * How well points lie in their clusters (Rousseeuw 1987): the mean of (b - a) / max(a, b), with a the mean distance to the
 * others of a point's cluster and b to those of the nearest other cluster.
 */
final class Silhouette {
    /** Of more points a seeded choice of so many is looked at. */
    static final int MAX_POINTS = 1500;

    private static final long SEED = 5;

    private Silhouette() {}

    /** From -1, all in the wrong cluster, to 1; 0 where there is but one cluster. */
    static double of(double[][] points, int[] labels, int clusters) {
        int[] chosen = chosen(points.length);
        double sum = 0;
        for (int i : chosen) {
            sum += of(i, points, labels, clusters, chosen);
        }
        return chosen.length == 0 ? 0 : sum / chosen.length;
    }

    private static double of(int point, double[][] points, int[] labels, int clusters, int[] chosen) {
        double[] distances = new double[clusters];
        int[] sizes = new int[clusters];
        for (int other : chosen) {
            if (other != point) {
                distances[labels[other]] += Math.sqrt(KMeans.squared(points[point], points[other]));
                sizes[labels[other]]++;
            }
        }
        double nearest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < clusters; k++) {
            if (k != labels[point] && sizes[k] > 0) {
                nearest = Math.min(nearest, distances[k] / sizes[k]);
            }
        }
        int own = labels[point];
        if (sizes[own] == 0 || Double.isInfinite(nearest)) {
            return 0;
        }
        double inside = distances[own] / sizes[own];
        double larger = Math.max(inside, nearest);
        return larger == 0 ? 0 : (nearest - inside) / larger;
    }

    private static int[] chosen(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        if (count <= MAX_POINTS) {
            return order;
        }
        Random random = new Random(SEED);
        int[] chosen = new int[MAX_POINTS];
        for (int i = 0; i < MAX_POINTS; i++) {
            int at = i + random.nextInt(count - i);
            chosen[i] = order[at];
            order[at] = order[i];
        }
        return chosen;
    }
}

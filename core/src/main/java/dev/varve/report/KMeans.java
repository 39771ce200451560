package dev.varve.report;

import java.util.Arrays;
import java.util.Random;

/**
 * Lloyd's k-means from k-means++ starts (Arthur and Vassilvitskii 2007), the best of several; seeded, so that equal points
 * give equal clusters.
 */
final class KMeans {
    private static final int STARTS = 8;
    private static final int MAX_ROUNDS = 100;
    private static final long SEED = 20_261_126;

    private final double[][] points;
    private final Random random;

    private KMeans(double[][] points) {
        this.points = points;
        this.random = new Random(SEED);
    }

    /** A division of points into clusters, the cluster with most points first. */
    static final class Division {
        private final int[] labels;
        private final int[] sizes;
        private final double inertia;

        private Division(int[] labels, int[] sizes, double inertia) {
            this.labels = labels;
            this.sizes = sizes;
            this.inertia = inertia;
        }

        /** The cluster of each point; not to be changed. */
        int[] labels() {
            return labels;
        }

        /** How many points each cluster has; none is empty. Not to be changed. */
        int[] sizes() {
            return sizes;
        }

        /** The sum of squared distances from the clusters' means. */
        double inertia() {
            return inertia;
        }
    }

    /**
     * Divides points.
     *
     * @param points coordinates of each
     * @param clusters how many clusters are wanted; there are fewer where fewer points differ
     */
    static Division divide(double[][] points, int clusters) {
        KMeans means = new KMeans(points);
        Division best = means.divideOnce(clusters);
        for (int start = 1; start < STARTS; start++) {
            Division other = means.divideOnce(clusters);
            best = other.inertia() < best.inertia() ? other : best;
        }
        return ordered(best);
    }

    private Division divideOnce(int clusters) {
        double[][] centres = starts(clusters);
        int[] labels = new int[points.length];
        Arrays.fill(labels, -1);
        double inertia = 0;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            boolean isChanged = false;
            inertia = 0;
            for (int i = 0; i < points.length; i++) {
                int nearest = nearest(points[i], centres);
                isChanged |= nearest != labels[i];
                labels[i] = nearest;
                inertia += squared(points[i], centres[nearest]);
            }
            if (!isChanged) {
                break;
            }
            move(centres, labels);
        }
        return new Division(labels, sizes(labels, centres.length), inertia);
    }

    /** Each start is a point drawn with odds of its squared distance from the nearest start so far. */
    private double[][] starts(int clusters) {
        double[][] centres = new double[clusters][];
        double[] distances = new double[points.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        centres[0] = points[random.nextInt(points.length)].clone();
        for (int k = 1; k < clusters; k++) {
            double sum = 0;
            for (int i = 0; i < points.length; i++) {
                distances[i] = Math.min(distances[i], squared(points[i], centres[k - 1]));
                sum += distances[i];
            }
            if (sum == 0) {
                return Arrays.copyOf(centres, k);
            }
            double drawn = random.nextDouble() * sum;
            int next = 0;
            while (next < points.length - 1 && drawn >= distances[next]) {
                drawn -= distances[next++];
            }
            centres[k] = points[next].clone();
        }
        return centres;
    }

    private void move(double[][] centres, int[] labels) {
        int[] sizes = new int[centres.length];
        double[][] sums = new double[centres.length][points[0].length];
        for (int i = 0; i < points.length; i++) {
            sizes[labels[i]]++;
            for (int d = 0; d < points[i].length; d++) {
                sums[labels[i]][d] += points[i][d];
            }
        }
        for (int k = 0; k < centres.length; k++) {
            // A cluster that lost all points stays where it is.
            for (int d = 0; d < sums[k].length && sizes[k] > 0; d++) {
                centres[k][d] = sums[k][d] / sizes[k];
            }
        }
    }

    private static int nearest(double[] point, double[][] centres) {
        int nearest = 0;
        for (int k = 1; k < centres.length; k++) {
            nearest = squared(point, centres[k]) < squared(point, centres[nearest]) ? k : nearest;
        }
        return nearest;
    }

    static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return sum;
    }

    private static int[] sizes(int[] labels, int clusters) {
        int[] sizes = new int[clusters];
        for (int label : labels) {
            sizes[label]++;
        }
        return sizes;
    }

    private static Division ordered(Division division) {
        int[] order = new int[division.sizes().length];
        for (int k = 0; k < order.length; k++) {
            for (int other = 0; other < order.length; other++) {
                int difference = division.sizes()[other] - division.sizes()[k];
                order[k] += difference > 0 || (difference == 0 && other < k) ? 1 : 0;
            }
        }
        int[] labels = new int[division.labels().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = order[division.labels()[i]];
        }
        int filled =
                (int) Arrays.stream(division.sizes()).filter(size -> size > 0).count();
        return new Division(labels, Arrays.copyOf(sizes(labels, order.length), filled), division.inertia());
    }
}

package dev.varve.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.varve.report.ReportRow.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidateClustersTest {
    private static ReportRow row(double ratio, double l1, double rate) {
        return new ReportRow(
                "zstd",
                "-",
                "bytes",
                Status.MEASURED,
                "",
                true,
                OptionalDouble.of(ratio),
                OptionalDouble.of(1e8),
                OptionalDouble.of(rate),
                OptionalDouble.empty(),
                Optional.of(SweptField.errors(l1)));
    }

    /** Three kinds: fast and exact, slow and small, broken; 12, 9 and 6 of them. */
    private static List<ReportRow> threeKinds() {
        Random random = new Random(1);
        List<ReportRow> rows = new ArrayList<>();
        for (int i = 0; i < 27; i++) {
            double near = 1 + 0.05 * random.nextDouble();
            rows.add(
                    i < 12
                            ? row(2 * near, 1e-7 * near, 2e9 * near)
                            : i < 21
                                    ? row(12 * near, 1e-4 * near, 3e7 * near)
                                    : row(80 * near, 2e-2 * near, 4e8 * near));
        }
        return rows;
    }

    @Test
    void kindsOfCandidatesAreFoundAndCounted() {
        CandidateClusters clusters = CandidateClusters.of(threeKinds());
        assertThat(clusters.count()).isEqualTo(3);
        for (int i = 0; i < 27; i++) {
            assertThat(clusters.labels().get(i)).hasValue(i < 12 ? 0 : i < 21 ? 1 : 2);
        }
        assertThat(clusters.trials())
                .extracting(CandidateClusters.Trial::clusters)
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void equalCandidatesGiveEqualClusters() {
        List<ReportRow> rows = SweptField.rows(700);
        assertThat(CandidateClusters.of(rows).labels())
                .isEqualTo(CandidateClusters.of(rows).labels());
    }

    @Test
    void whatWasNotMeasuredIsInNoCluster() {
        List<ReportRow> rows = new ArrayList<>(threeKinds());
        rows.add(new ReportRow(
                "zstd",
                "-",
                "bytes",
                Status.FAILED,
                "no",
                true,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty()));
        assertThat(CandidateClusters.of(rows).labels().get(27)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void fewCandidatesMakeNoClusters() {
        CandidateClusters clusters = CandidateClusters.of(threeKinds().subList(0, 9));
        assertThat(clusters.count()).isZero();
        assertThat(clusters.labels()).isEmpty();
    }

    /** Of so few points every division can be tried. */
    @Test
    void theDivisionIsTheBestThereIs() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[][] points = new double[9][3];
            for (double[] point : points) {
                boolean isFar = random.nextBoolean();
                for (int d = 0; d < 3; d++) {
                    point[d] = random.nextGaussian() + (isFar ? 3 : 0);
                }
            }
            double best = Double.POSITIVE_INFINITY;
            for (int halves = 1; halves < 1 << 8; halves++) {
                best = Math.min(best, inertia(points, halves));
            }
            assertThat(KMeans.divide(points, 2).inertia()).isCloseTo(best, within(1e-9));
        }
    }

    private static double inertia(double[][] points, int halves) {
        double sum = 0;
        for (int half = 0; half < 2; half++) {
            for (int d = 0; d < 3; d++) {
                double total = 0;
                double squares = 0;
                int count = 0;
                for (int i = 0; i < points.length; i++) {
                    if ((halves >> i & 1) == half) {
                        total += points[i][d];
                        squares += points[i][d] * points[i][d];
                        count++;
                    }
                }
                sum += count == 0 ? 0 : squares - total * total / count;
            }
        }
        return sum;
    }

    /** By hand: of 0, 1 | 4, 5 the inner two have 1 - 1/3.5, the outer two 1 - 1/4.5. */
    @Test
    void theSilhouetteIsThatOfItsDefinition() {
        double[][] points = {{0}, {1}, {4}, {5}};
        double expected = ((1 - 1 / 4.5) + (1 - 1 / 3.5)) / 2;
        assertThat(Silhouette.of(points, new int[] {0, 0, 1, 1}, 2)).isCloseTo(expected, within(1e-12));
        // A cluster of one counts as 0.
        double three = (1 - 1.0 / 4 + 1 - 1.0 / 3 + 0) / 3;
        assertThat(Silhouette.of(new double[][] {{0}, {1}, {4}}, new int[] {0, 0, 1}, 2))
                .isCloseTo(three, within(1e-12));
    }

    @Test
    void equalPointsMakeOneCluster() {
        double[][] points = new double[12][3];
        KMeans.Division division = KMeans.divide(points, 4);
        assertThat(division.sizes()).containsExactly(12);
        assertThat(division.inertia()).isZero();
        assertThat(Silhouette.of(points, division.labels(), 1)).isZero();
    }
}

package dev.varve.run.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import dev.varve.measure.FieldMeasures;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import dev.varve.run.parquet.FlatTable;
import dev.varve.run.parquet.ParquetReader;
import dev.varve.run.parquet.ParquetWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final ResultTable TABLE = SomeResults.table();

    private static ResultRow row(int candidate) {
        return TABLE.find(SomeResults.TEXT.identity(SomeScores.candidate(candidate)))
                .orElseThrow();
    }

    @Test
    void everyCandidateHasOneRowAndTheLargestPartCounts() {
        Set<Candidate> candidates = new HashSet<>();
        SomeResults.scores().forEach(score -> candidates.add(score.candidate()));
        assertThat(TABLE.rows()).hasSize(candidates.size());
        assertThat(row(1).part()).isZero();
        assertThat(row(1).status()).isEqualTo(ResultRow.Status.MEASURED);
        assertThat(row(4).status()).isEqualTo(ResultRow.Status.ESTIMATED);
        assertThat(row(4).reason()).isEqualTo("cannot win");
        assertThat(row(4).measured()).hasValue(SomeScores.measured(4));
        assertThat(row(SomeResults.COUNT).status()).isEqualTo(ResultRow.Status.SKIPPED);
        assertThat(row(SomeResults.COUNT + 1).status()).isEqualTo(ResultRow.Status.FAILED);
        assertThat(row(SomeResults.COUNT + 1).reason()).isEqualTo("level 1, too low");
    }

    @Test
    void onlyWhatWasMeasuredOnTheWholeSampleIsKept() {
        for (ResultRow row : TABLE.rows()) {
            boolean isKept = row.status() == ResultRow.Status.MEASURED
                    && SomeResults.GATES.areKept(row.measured().orElseThrow().errors());
            assertThat(row.isKept()).isEqualTo(isKept);
        }
        assertThat(TABLE.rows()).filteredOn(ResultRow::isKept).hasSizeBetween(3, 20);
    }

    @Test
    void theOrderOfScoresDoesNotMatter() {
        List<Score> scores = new ArrayList<>(SomeResults.scores());
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(scores, new Random(i));
            assertThat(ResultTable.of(scores, SomeResults.GATES, OptionalDouble.of(0.5), SomeResults.TEXT))
                    .isEqualTo(TABLE);
        }
    }

    @Test
    void theBestComesFirst() {
        ResultRow best = TABLE.best().orElseThrow();
        double ratio = best.measured().orElseThrow().ratio();
        for (ResultRow row : TABLE.rows()) {
            if (row.isKept()) {
                assertThat(row.measured().orElseThrow().ratio()).isLessThanOrEqualTo(ratio);
            }
        }
        Gates strict = Gates.ofL1(0);
        assertThat(ResultTable.of(SomeResults.scores(), strict, OptionalDouble.empty(), SomeResults.TEXT)
                        .best())
                .isEmpty();
    }

    @Test
    void theFrontIsWhatNothingBeats() {
        Set<String> expected = new HashSet<>();
        List<ResultRow> measured = TABLE.rows().stream()
                .filter(row -> row.status() == ResultRow.Status.MEASURED)
                .toList();
        for (ResultRow row : measured) {
            if (measured.stream().noneMatch(other -> beats(other, row))) {
                expected.add(row.identity());
            }
        }
        assertThat(TABLE.front()).extracting(ResultRow::identity).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected.size()).isLessThan(measured.size());
    }

    private static boolean beats(ResultRow one, ResultRow other) {
        Score.Measured a = one.measured().orElseThrow();
        Score.Measured b = other.measured().orElseThrow();
        int better = 0;
        int worse = 0;
        double[][] pairs = {
            {a.ratio(), b.ratio()},
            {-a.errors().l1Relative(), -b.errors().l1Relative()},
            {-a.decodeSeconds(), -b.decodeSeconds()}
        };
        for (double[] pair : pairs) {
            better += pair[0] > pair[1] ? 1 : 0;
            worse += pair[0] < pair[1] ? 1 : 0;
        }
        return worse == 0 && better > 0;
    }

    @Test
    void theTableInParquetIsReadBackAndItsBytesDoNotChange() throws MetadataException {
        Bytes parquet = TABLE.toParquet();
        assertThat(ResultTable.parse(parquet)).isEqualTo(TABLE);
        assertThat(SomeResults.table().toParquet()).isEqualTo(parquet);
    }

    @Test
    void theColumnsOfOtherToolsComeFirstAndUnderTheirNames() throws MetadataException {
        assertThat(ParquetReader.read(TABLE.toParquet()).names())
                .startsWith(
                        "name",
                        "compressor",
                        "filter",
                        "serializer",
                        "pipeline",
                        "ratio",
                        "l1_rel",
                        "l2_rel",
                        "linf_rel",
                        "bias_rel",
                        "q99_rel",
                        "grad_rel",
                        "decoded_min",
                        "decoded_max",
                        "n_corrupt",
                        "n_bounds",
                        "eucd",
                        "pass_l1",
                        "pass_l2",
                        "pass_linf",
                        "pass_bias",
                        "pass_q99",
                        "pass_bounds",
                        "pass_grad",
                        "pass_finite",
                        "keep",
                        "mean_abs_err",
                        "max_abs_err")
                .contains("status", "ratio_source", "decode_mb_s", "reason");
    }

    @Test
    void aRatioThatIsNotThatOfTheBytesIsRefused() throws MetadataException {
        FlatTable table = ParquetReader.read(TABLE.toParquet());
        List<FlatTable.Column> columns = new ArrayList<>(table.columns());
        FlatTable.Column ratio = columns.get(5);
        List<Optional<Object>> cells = new ArrayList<>(ratio.cells());
        cells.set(0, Optional.of(99.0));
        columns.set(5, new FlatTable.Column(ratio.name(), ratio.kind(), cells));
        Bytes altered = ParquetWriter.write(new FlatTable(table.rows(), columns), "test");
        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> ResultTable.parse(altered))
                .withMessageContaining("column 'ratio' of")
                .withMessageContaining("says 99.0");
    }

    @Test
    void ratiosToTheSourceAreSmallerWhereItIsPacked() {
        ResultRow best = TABLE.best().orElseThrow();
        assertThat(best.sourceRatio()).hasValue(best.measured().orElseThrow().ratio() / 2);
        FieldMeasures errors = best.measured().orElseThrow().errors();
        assertThat(errors.l1Relative()).isLessThanOrEqualTo(5e-5);
    }
}

package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Ranking;
import dev.varve.plan.sweep.Score;
import dev.varve.run.parquet.FlatTable;
import dev.varve.run.parquet.ParquetReader;
import dev.varve.run.parquet.ParquetWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All candidates of a variable with what is known of them and whether they keep the gates: a row each, those that are kept
 * first, then the larger ratio, the smaller error, the identity.
 *
 * @param rows the rows in order
 */
public record ResultTable(List<ResultRow> rows) {
    private static final String CREATED_BY = "varve";

    /** Best first, whatever the gates say. */
    private static final Comparator<ResultRow> BEST_FIRST = Ranking.bestFirst(ResultRow::measured, ResultRow::identity);

    private static final Comparator<ResultRow> ORDER =
            Comparator.comparing(ResultRow::isKept).reversed().thenComparing(BEST_FIRST);

    public ResultTable {
        rows = List.copyOf(rows);
    }

    private static double ratio(ResultRow row) {
        return row.measured().map(Score.Measured::ratio).orElse(-1.0);
    }

    private static double error(ResultRow row) {
        return row.measured().map(measured -> measured.errors().l1Relative()).orElse(Double.MAX_VALUE);
    }

    private static double speed(ResultRow row) {
        return row.measured()
                .map(measured -> measured.decodedBytes() / measured.decodeSeconds())
                .orElse(0.0);
    }

    /**
     * The table of scores, in any order. Of several of one candidate, the one on the largest part of the sample counts; why the
     * search then left it out becomes its reason.
     *
     * @param gates what rows are kept by
     * @param sourceShare bytes of the variable in its source over its decoded bytes; none when not known
     */
    public static ResultTable of(List<Score> scores, Gates gates, OptionalDouble sourceShare, CandidateText text) {
        Map<String, ResultRow> best = new HashMap<>();
        Map<Candidate, String> identities = new HashMap<>();
        for (Score score : scores) {
            String identity = identities.computeIfAbsent(score.candidate(), text::identity);
            ResultRow row = ResultRow.of(score, text);
            best.merge(identity, row, ResultTable::merged);
        }
        return new ResultTable(best.values().stream()
                .map(row -> row.judged(gates, sourceShare))
                .sorted(ORDER)
                .toList());
    }

    private static ResultRow merged(ResultRow one, ResultRow other) {
        boolean isSkippedOne = one.status() == ResultRow.Status.SKIPPED;
        boolean isSkippedOther = other.status() == ResultRow.Status.SKIPPED;
        if (isSkippedOne != isSkippedOther) {
            ResultRow tried = isSkippedOne ? other : one;
            return tried.reason().isEmpty() && tried.status() == ResultRow.Status.ESTIMATED
                    ? tried.because(isSkippedOne ? one.reason() : other.reason())
                    : tried;
        }
        ResultRow larger = other.part() < one.part() ? other : one;
        ResultRow smaller = other.part() < one.part() ? one : other;
        return larger.reason().isEmpty() && larger.status() == ResultRow.Status.ESTIMATED
                ? larger.because(smaller.reason())
                : larger;
    }

    /** The first row, when it is kept: of all that keep the gates, the one of the largest ratio. */
    public Optional<ResultRow> best() {
        return rows.isEmpty() || !rows.get(0).isKept() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** The row of an identity. */
    public Optional<ResultRow> find(String identity) {
        return rows.stream().filter(row -> row.identity().equals(identity)).findFirst();
    }

    /** How many rows have a status. */
    public int count(ResultRow.Status status) {
        return (int) rows.stream().filter(row -> row.status() == status).count();
    }

    /**
     * Measured rows than which none has a ratio as large, an error as small and decodes as fast, and is better in one of these;
     * largest ratio first.
     */
    public List<ResultRow> front() {
        List<ResultRow> front = new ArrayList<>();
        List<ResultRow> measured = rows.stream()
                .filter(row -> row.status() == ResultRow.Status.MEASURED && !Double.isNaN(error(row)))
                .sorted(BEST_FIRST)
                .toList();
        for (ResultRow row : measured) {
            if (front.stream().noneMatch(other -> isBetter(other, row))) {
                front.removeIf(other -> isBetter(row, other));
                front.add(row);
            }
        }
        return front;
    }

    private static boolean isBetter(ResultRow one, ResultRow other) {
        boolean isAsGood = ratio(one) >= ratio(other) && error(one) <= error(other) && speed(one) >= speed(other);
        return isAsGood && (ratio(one) > ratio(other) || error(one) < error(other) || speed(one) > speed(other));
    }

    /** The front as comma-separated values. */
    Bytes frontCsv() {
        return ResultCsv.FRONT.file(front());
    }

    /** The table as a Parquet file; equal tables give equal bytes. */
    public Bytes toParquet() {
        List<FlatTable.Column> columns = new ArrayList<>();
        for (ResultColumn column : ResultColumn.TABLE) {
            List<Optional<Object>> cells = rows.stream().map(column.cell()).toList();
            columns.add(new FlatTable.Column(column.name(), column.kind(), cells));
        }
        return ParquetWriter.write(new FlatTable(rows.size(), columns), CREATED_BY);
    }

    /**
     * The table of a Parquet file that {@link #toParquet} made.
     *
     * @throws MetadataException when it is damaged or something else
     */
    public static ResultTable parse(Bytes parquet) throws MetadataException {
        FlatTable table = ParquetReader.read(parquet);
        List<ResultColumn> columns = table.names().stream()
                .flatMap(name -> ResultColumn.find(name).stream())
                .toList();
        List<ResultRow> rows = new ArrayList<>(table.rows());
        for (int i = 0; i < table.rows(); i++) {
            try {
                rows.add(row(table.row(i), columns));
            } catch (IllegalArgumentException | ArithmeticException e) {
                MetadataException failure = new MetadataException("", "row " + i + ": " + e.getMessage());
                failure.initCause(e);
                throw failure;
            }
        }
        return new ResultTable(rows);
    }

    /** Cells that follow from others must do so. */
    private static ResultRow row(Map<String, Object> cells, List<ResultColumn> columns) {
        ResultRow row = new ResultCells(cells).row();
        for (ResultColumn column : columns) {
            Optional<Object> stored = Optional.ofNullable(cells.get(column.name()));
            Optional<Object> ought = column.cell().apply(row);
            if (!stored.equals(ought)) {
                throw new IllegalArgumentException("column '" + column.name() + "' of " + row.label() + " says "
                        + stored.map(column::print).orElse("nothing") + ", the others say "
                        + ought.map(column::print).orElse("nothing"));
            }
        }
        return row;
    }
}

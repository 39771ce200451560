package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonNull;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.run.parquet.CellKind;
import dev.varve.run.parquet.FlatTable;
import dev.varve.run.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pyarrow, pandas and DuckDB read our tables cell for cell, NaN and negative zero to the bit. */
@Tag("interop")
class ParquetPeersTest {
    @TempDir
    private Path folder;

    private final Random random = new Random(20261126);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 300, 20_000})
    void peersReadEveryCell(int rows) throws IOException, InterruptedException {
        List<FlatTable.Column> columns = new ArrayList<>();
        for (CellKind kind : CellKind.values()) {
            for (int empty = 0; empty <= 4; empty++) {
                columns.add(new FlatTable.Column(kind + "_" + empty, kind, cells(kind, rows, empty)));
            }
        }
        FlatTable table = new FlatTable(rows, columns);
        Path file = Files.write(
                folder.resolve("table.parquet"),
                ParquetWriter.write(table, "varve").toArray());
        Path expected = Files.writeString(folder.resolve("expected.json"), expected(table));
        Process python = new ProcessBuilder(
                        PythonScript.executable(),
                        Path.of("python", "check_parquet.py").toString(),
                        file.toString(),
                        expected.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

        assertThat(printed.strip()).isEqualTo(rows + " rows of " + columns.size() + " columns");
        assertThat(python.waitFor()).isZero();
    }

    /** Of four cells, {@code empty} are. */
    private List<Optional<Object>> cells(CellKind kind, int rows, int empty) {
        List<Optional<Object>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            cells.add(random.nextInt(4) < empty ? Optional.empty() : Optional.of(cell(kind)));
        }
        return cells;
    }

    private Object cell(CellKind kind) {
        return switch (kind) {
            case TEXT ->
                List.of("", "zstd(level=9) | -", "Größe, \"q\"\n", "x".repeat(random.nextInt(99)))
                        .get(random.nextInt(4));
            case REAL ->
                List.of(random.nextGaussian(), -0.0, Double.NaN, Double.POSITIVE_INFINITY)
                        .get(random.nextInt(4));
            case INTEGER -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(9);
            case TRUTH -> random.nextBoolean();
        };
    }

    private static String expected(FlatTable table) {
        JsonObject.Builder expected = JsonObject.builder();
        for (FlatTable.Column column : table.columns()) {
            List<Json> cells = new ArrayList<>();
            column.cells()
                    .forEach(cell -> cells.add(cell.map(ParquetPeersTest::json).orElse(JsonNull.NULL)));
            expected.put(column.name(), new JsonArray(cells));
        }
        return expected.build().toText();
    }

    private static Json json(Object cell) {
        if (cell instanceof Double real) {
            return new JsonString(String.format("%016x", Double.doubleToRawLongBits(real)));
        }
        if (cell instanceof Long integer) {
            return JsonNumber.of(integer);
        }
        return cell instanceof Boolean truth ? JsonBoolean.of(truth) : new JsonString((String) cell);
    }
}

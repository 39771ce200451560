package dev.varve.run.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import dev.varve.metadata.MetadataException;
import dev.varve.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What others read of our files, {@code ParquetPeersTest} tells. */
class ParquetTest {
    private static FlatTable table(Random random) {
        int rows = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(300);
        List<FlatTable.Column> columns = new ArrayList<>();
        int count = 1 + random.nextInt(20);
        for (int c = 0; c < count; c++) {
            CellKind kind = List.of(CellKind.values()).get(random.nextInt(4));
            int empty = random.nextInt(5);
            List<Optional<Object>> cells = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                cells.add(random.nextInt(4) < empty ? Optional.empty() : Optional.of(cell(kind, random)));
            }
            columns.add(new FlatTable.Column("c" + c, kind, cells));
        }
        return new FlatTable(rows, columns);
    }

    private static Object cell(CellKind kind, Random random) {
        return switch (kind) {
            case TEXT ->
                List.of("", "a", "é,\"\n", "x".repeat(random.nextInt(300))).get(random.nextInt(4));
            case REAL ->
                List.of(random.nextGaussian(), -0.0, Double.NaN, Double.NEGATIVE_INFINITY)
                        .get(random.nextInt(4));
            case INTEGER -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(9);
            case TRUTH -> random.nextBoolean();
        };
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Seeds.check(200, random -> {
            FlatTable table = table(random);
            try {
                assertThat(ParquetReader.read(ParquetWriter.write(table, "test")))
                        .isEqualTo(table);
            } catch (MetadataException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void equalTablesAreEqualBytes() {
        Bytes one = ParquetWriter.write(table(new Random(5)), "test");
        assertThat(ParquetWriter.write(table(new Random(5)), "test")).isEqualTo(one);
    }

    @Test
    void aFileThatIsCutIsRefused() {
        Bytes file = ParquetWriter.write(table(new Random(7)), "test");
        for (int length = 0; length < file.length(); length++) {
            Bytes cut = file.slice(0, length);
            assertThatExceptionOfType(MetadataException.class).isThrownBy(() -> ParquetReader.read(cut));
        }
    }

    @Test
    void anyChangedByteGivesTheSameTableOrIsRefused() {
        FlatTable table = table(new Random(11));
        byte[] file = ParquetWriter.write(table, "test").toArray();
        int refused = 0;
        Random random = new Random(3);
        for (int at = 0; at < file.length; at++) {
            byte old = file[at];
            file[at] ^= (byte) (1 << random.nextInt(8));
            try {
                FlatTable read = ParquetReader.read(Bytes.wrap(file.clone()));
                assertThat(read.rows()).isEqualTo(table.rows());
            } catch (MetadataException e) {
                refused++;
            }
            file[at] = old;
        }
        assertThat(refused).isGreaterThan(file.length / 2);
    }
}

package dev.varve.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.dataset.SourceFormatException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkTableTest {
    private static final FileBytes FILE = FileBytes.of(new ByteFile(new byte[16]), 0, 8, 8);

    /** 99991 has no common factor with a million, so that every place comes once. */
    @Test
    void findsEachOfAMillionChunksThatCameInAnyOrder() throws IOException {
        int count = 1_000_000;
        ChunkTable table = ChunkTable.read(FILE, visitor -> {
            for (long i = 0; i < count; i++) {
                long ordinal = i * 99_991 % count * 3;
                visitor.chunk(ordinal, 8 * ordinal, ordinal % 1000, (int) (ordinal % 7));
            }
        });
        for (long ordinal = 0; ordinal < 3L * count; ordinal++) {
            Optional<StoredChunk> expected = ordinal % 3 == 0
                    ? Optional.of(new StoredChunk(8 * ordinal, ordinal % 1000, (int) (ordinal % 7)))
                    : Optional.empty();
            if (!table.find(FILE, ordinal).equals(expected)) {
                assertThat(table.find(FILE, ordinal)).isEqualTo(expected);
            }
        }
    }

    @Test
    void sumsTheBytesOfAllChunks() throws IOException {
        ChunkTable table = ChunkTable.read(FILE, visitor -> {
            visitor.chunk(5, 0, 7, 0);
            visitor.chunk(2, 0, 11, 0);
        });
        assertThat(table.storedBytes()).isEqualTo(18);
    }

    @Test
    void refusesAChunkThatIsIndexedTwice() {
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> ChunkTable.read(FILE, visitor -> {
                    visitor.chunk(4, 100, 8, 0);
                    visitor.chunk(2, 300, 8, 0);
                    visitor.chunk(4, 200, 8, 0);
                }))
                .withMessageContaining("indexed twice");
    }

    @Test
    void refusesAChunkOfTwoGibibytes() {
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> ChunkTable.read(FILE, visitor -> visitor.chunk(0, 0, 1L << 31, 0)))
                .withMessageContaining("2 GiB");
    }
}

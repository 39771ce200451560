package dev.varve.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.store.RangeReader;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContiguousReaderTest {
    private static final int START = 16;
    private static final StoredType TYPE = new StoredType(NumericType.INT32, true, NumericType.INT32);

    /** A file that notes how long each read is. */
    private static final class NotingFile implements RangeReader {
        private final ByteFile file;
        private final List<Integer> lengths = new ArrayList<>();

        NotingFile(byte[] content) {
            this.file = new ByteFile(content);
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public Bytes read(long offset, int length) throws IOException {
            lengths.add(length);
            return file.read(offset, length);
        }

        @Override
        public void close() {}
    }

    private static byte[] content(NdArray values) {
        Bytes little = values.data();
        byte[] content = new byte[START + little.length()];
        for (int i = 0; i < little.length(); i += 4) {
            for (int j = 0; j < 4; j++) {
                content[START + i + j] = little.get(i + 3 - j);
            }
        }
        return content;
    }

    private static ContiguousReader reader(RangeReader file, Shape shape) {
        FileBytes bytes = FileBytes.of(file, 0, 8, 8);
        FillValue fill = FillValue.zero(NumericType.INT32);
        return new ContiguousReader(bytes, START, shape, FilterPipeline.NONE.chain(TYPE, 0), fill);
    }

    @Test
    void anyRegionOfAnyShapeIsThatPartOfTheBlock() {
        Seeds.check(300, random -> {
            Shape shape = Blocks.shape(random, random.nextInt(5), 1, 7);
            NdArray values = Blocks.block(random, NumericType.INT32, shape);
            Region region = Blocks.region(random, shape);
            try {
                NdArray read = reader(new ByteFile(content(values)), shape).read(region);
                assertThat(read.sameBits(values.slice(region)))
                        .as(shape + " " + region)
                        .isTrue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void wholeRowsAreOneRead() throws IOException {
        Shape shape = Shape.of(100, 50, 20);
        NotingFile file = new NotingFile(content(Blocks.block(new Random(1), NumericType.INT32, shape)));
        reader(file, shape).read(Region.between(new long[] {10, 0, 0}, new long[] {90, 50, 20}));
        assertThat(file.lengths).containsExactly(80 * 50 * 20 * 4);
    }

    @Test
    void rowsThatLieCloseTogetherAreOneReadAndNoByteBeyondThem() throws IOException {
        Shape shape = Shape.of(100, 100);
        NotingFile file = new NotingFile(content(Blocks.block(new Random(1), NumericType.INT32, shape)));
        reader(file, shape).read(Region.between(new long[] {20, 30}, new long[] {60, 40}));
        assertThat(file.lengths).containsExactly((39 * 100 + 10) * 4);
    }

    /** A thin column of a large array: rows are a megabyte apart. */
    @Test
    void rowsThatLieFarApartAreReadOneByOne() throws IOException {
        Shape shape = Shape.of(6, 1 << 18);
        NotingFile file = new NotingFile(content(Blocks.block(new Random(1), NumericType.INT32, shape)));
        reader(file, shape).read(Region.between(new long[] {1, 7}, new long[] {5, 9}));
        assertThat(file.lengths).containsExactly(8, 8, 8, 8);
    }
}

package dev.varve.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.store.ByteRange;
import dev.varve.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which indexes a shard may have whose inner chunks lie from byte 20 to byte 120. */
class ShardIndexTest {
    private static final ByteRange.Between CHUNKS = new ByteRange.Between(20, 120);

    private static ShardIndex index(long... entries) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * entries.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(entries);
        Shape shape = Shape.of(entries.length / 2, 2);
        return ShardIndex.of(NdArray.of(NumericType.UINT64, shape, Bytes.wrap(bytes.array())), CHUNKS);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "dense, 20 40 60 60",
        "dense and reversed, 80 40 20 60",
        "with a gap, 20 10 110 10",
        "of one range for both, 40 30 40 30",
        "with one absent, -1 -1 20 100",
        "all absent, -1 -1 -1 -1",
        "with an empty chunk inside another, 30 0 20 100",
        "with an empty chunk at the start, 0 0 20 100",
        "with an empty chunk at the end, 120 0 20 100"
    })
    void isTaken(String what, String entries) {
        long[] numbers =
                List.of(entries.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        ShardIndex index = index(numbers);
        for (int i = 0; i < 2; i++) {
            assertThat(index.isPresent(i)).isEqualTo(numbers[2 * i] != -1);
            if (index.isPresent(i)) {
                assertThat(index.range(i).orElseThrow().start()).isEqualTo(numbers[2 * i]);
                assertThat(index.range(i).orElseThrow().stop()).isEqualTo(numbers[2 * i] + numbers[2 * i + 1]);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "overlapping by a byte, 20 41 60 60, overlap",
        "overlapping in the other order, 60 60 20 41, overlap",
        "one inside the other, 20 100 30 5, overlap",
        "same start, 20 10 20 11, overlap",
        "same end, 25 5 24 6, overlap",
        "beyond the end, 20 10 115 6, from 20 to 120",
        "starting beyond the end, 121 0 20 10, from 20 to 120",
        "longer than any file, 20 9223372036854775807 20 1, from 20 to 120",
        "wrapping round, 9223372036854775807 9223372036854775807 20 1, from 20 to 120",
        "an unsigned length, 20 -5 20 1, from 20 to 120",
        "an unsigned offset, -5 5 20 1, from 20 to 120",
        "reaching into an index in front, 18 5 20 1, from 20 to 120",
        "reaching into an index behind, 119 2 20 1, from 20 to 120",
        "absent by its offset alone, -1 5 20 1, from 20 to 120",
        "absent by its length alone, 25 -1 20 1, from 20 to 120"
    })
    void isRefused(String what, String entries, String message) {
        long[] numbers =
                List.of(entries.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> index(numbers))
                .withMessageContaining(message);
    }

    /** The oracle compares every pair of ranges. */
    @Test
    void isRefusedExactlyWhenTwoRangesOverlapAndDiffer() {
        int[] taken = new int[2];
        Seeds.check(3000, random -> {
            long[] entries = new long[2 * (2 + random.nextInt(4))];
            for (int i = 0; i < entries.length; i += 2) {
                boolean isAbsent = random.nextInt(6) == 0;
                entries[i] = isAbsent ? -1 : 20 + random.nextInt(9) * 10L;
                entries[i + 1] = isAbsent ? -1 : random.nextInt(3) * 10L;
            }
            boolean isGood = !isOverlapping(entries);
            taken[isGood ? 1 : 0]++;
            boolean isTaken = true;
            try {
                index(entries);
            } catch (CodecException e) {
                isTaken = false;
            }
            assertThat(isTaken).isEqualTo(isGood);
        });
        assertThat(taken[0] + taken[1] < 100 || (taken[0] > 500 && taken[1] > 500))
                .isTrue();
    }

    private static boolean isOverlapping(long... entries) {
        for (int i = 0; i < entries.length; i += 2) {
            for (int j = 0; j < i; j += 2) {
                boolean isBoth = entries[i + 1] > 0 && entries[j + 1] > 0;
                boolean isSame = entries[i] == entries[j] && entries[i + 1] == entries[j + 1];
                if (isBoth
                        && !isSame
                        && entries[i] < entries[j] + entries[j + 1]
                        && entries[j] < entries[i] + entries[i + 1]) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ShardingCodec sharding(Shape inner, CodecChain index) {
        return new ShardingCodec(inner, CodecChain.of(BytesCodec.LITTLE), index, IndexLocation.END);
    }

    private static ChunkSpec spec(long... shape) {
        return new ChunkSpec(NumericType.INT16, Shape.of(shape), FillValue.zero(NumericType.INT16));
    }

    @Test
    void shardsThatTheirInnerChunksDoNotDivideAreRefused() {
        CodecChain plain = CodecChain.of(BytesCodec.LITTLE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharding(Shape.of(2, 3), plain).layout(spec(4, 7)))
                .withMessage("inner chunks (2, 3) do not divide the shard (4, 7)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharding(Shape.of(8, 3), plain).layout(spec(4, 9)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharding(Shape.of(2), plain).layout(spec(4, 9)));
        assertThat(sharding(Shape.of(2, 3), plain).layout(spec(4, 9)).chunkCount())
                .isEqualTo(6);
    }

    @Test
    void indexesWithoutAFixedSizeAreRefused() {
        CodecChain compressed = CodecChain.of(BytesCodec.LITTLE, new GzipCodec(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sharding(Shape.of(2), compressed).layout(spec(4)))
                .withMessageContaining("no fixed size");
    }
}

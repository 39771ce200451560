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
import dev.varve.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which indexes a shard of 100 bytes may have. */
class ShardIndexTest {
    private static final long SHARD_BYTES = 100;

    private static ShardIndex index(long... entries) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * entries.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(entries);
        Shape shape = Shape.of(entries.length / 2, 2);
        return ShardIndex.of(NdArray.of(NumericType.UINT64, shape, Bytes.wrap(bytes.array())), SHARD_BYTES);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "dense, 0 40 40 60",
        "dense and reversed, 60 40 0 60",
        "with a gap, 0 10 90 10",
        "of one range for both, 20 30 20 30",
        "with one absent, -1 -1 0 100",
        "all absent, -1 -1 -1 -1",
        "with an empty chunk inside another, 10 0 0 100",
        "with an empty chunk at the end, 100 0 0 100"
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
        "overlapping by a byte, 0 41 40 60, overlap",
        "overlapping in the other order, 40 60 0 41, overlap",
        "one inside the other, 0 100 10 5, overlap",
        "same start, 0 10 0 11, overlap",
        "same end, 5 5 4 6, overlap",
        "beyond the end, 0 10 95 6, in a shard of 100 bytes",
        "starting beyond the end, 101 0 0 10, in a shard of 100 bytes",
        "longer than any file, 0 9223372036854775807 0 1, in a shard of 100 bytes",
        "wrapping round, 9223372036854775807 9223372036854775807 0 1, in a shard of 100 bytes",
        "an unsigned length, 0 -5 0 1, in a shard of 100 bytes",
        "an unsigned offset, -5 5 0 1, in a shard of 100 bytes",
        "absent by its offset alone, -1 5 0 1, in a shard of 100 bytes",
        "absent by its length alone, 5 -1 0 1, in a shard of 100 bytes"
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
                entries[i] = isAbsent ? -1 : random.nextInt(9) * 10L;
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

package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.SomeBytes;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TransposeCodecTest extends ArrayToArrayCodecContract {
    private static final List<DataType> TYPES = List.of(
            NumericType.UINT8,
            NumericType.INT16,
            NumericType.FLOAT32,
            NumericType.FLOAT64,
            NumericType.COMPLEX128,
            new RawBytes(3),
            VariableType.STRING);

    @Override
    protected List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (DataType type : TYPES) {
            cases.add(new Case(new TransposeCodec(List.of(2, 0, 1)), spec(type, 3, 4, 5)));
        }
        cases.add(new Case(new TransposeCodec(List.of()), spec(NumericType.INT8)));
        cases.add(new Case(TransposeCodec.reversing(3), spec(NumericType.INT8, 4, 0, 2)));
        cases.add(new Case(TransposeCodec.reversing(2), spec(NumericType.FLOAT32, 100, 70)));
        return cases;
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (ForeignChunk chunk : ForeignChunk.read("array.bin")) {
            String[] words = chunk.name().split(" ", -1);
            if (words[0].equals("transpose")) {
                List<Integer> order =
                        Stream.of(words).skip(1).map(Integer::valueOf).toList();
                long[] extents = {40, 35, 3};
                long[] encoded = order.stream().mapToLong(axis -> extents[axis]).toArray();
                foreign.add(new Foreign(
                        new TransposeCodec(order),
                        NdArray.of(NumericType.INT16, Shape.of(extents), chunk.decoded()),
                        NdArray.of(NumericType.INT16, Shape.of(encoded), chunk.encoded())));
            }
        }
        return foreign;
    }

    @Test
    void everyElementLandsAtItsPermutedIndex() {
        Seeds.check(200, random -> {
            int rank = 1 + random.nextInt(5);
            long[] extents = random.longs(rank, 1, rank < 3 ? 90 : 9).toArray();
            List<Integer> order = new ArrayList<>();
            for (int axis = 0; axis < rank; axis++) {
                order.add(axis);
            }
            Collections.shuffle(order, random);
            DataType type = TYPES.get(random.nextInt(TYPES.size() - 1));
            ChunkSpec spec = spec(type, extents);
            ArrayToArrayCodec.Bound bound = new TransposeCodec(order).bind(spec);
            NdArray source = SomeBytes.chunk(spec, random);
            NdArray wide = NdArray.of(type, spec.shape(), SomeBytes.inside(source.data()));
            assertSameElements(source, bound.encode(wide), order);
            assertThat(bound.decode(bound.encode(wide)).sameBits(source)).isTrue();
        });
    }

    private static void assertSameElements(NdArray source, NdArray target, List<Integer> order) {
        int unit = source.type().sizeBytes();
        long[] strides = source.shape().strides();
        long[] index = new long[order.size()];
        for (int i = 0; i < target.shape().count(); i++) {
            long rest = i;
            for (int axis = index.length - 1; axis >= 0; axis--) {
                index[axis] = rest % target.shape().extent(axis);
                rest /= target.shape().extent(axis);
            }
            long from = 0;
            for (int axis = 0; axis < index.length; axis++) {
                from += index[axis] * strides[order.get(axis)];
            }
            Bytes expected = source.data().slice((int) from * unit, unit);
            assertThat(target.data().slice(i * unit, unit))
                    .as("%s, order %s, index %s", source, order, Arrays.toString(index))
                    .isEqualTo(expected);
        }
    }

    @Test
    void ordersThatMoveNothingCopyNothing() {
        ChunkSpec spec = spec(NumericType.INT16, 1, 4, 1, 3);
        NdArray chunk = SomeBytes.chunk(spec, new Random(1));
        for (List<Integer> order : List.of(List.of(0, 1, 2, 3), List.of(1, 0, 3, 2))) {
            assertThat(new TransposeCodec(order).bind(spec).encode(chunk).data())
                    .isSameAs(chunk.data());
        }
    }

    @Test
    void namesTheOrderThatIsWrong() {
        assertThatThrownBy(() -> new TransposeCodec(List.of(0, 0))).hasMessageContaining("[0, 0]");
        assertThatThrownBy(() -> new TransposeCodec(List.of(0, 2))).hasMessageContaining("[0, 2]");
        assertThatThrownBy(() -> new TransposeCodec(List.of(-1))).hasMessageContaining("[-1]");
        assertThatThrownBy(() -> new TransposeCodec(List.of(1, 0)).bind(spec(NumericType.INT8, 2)))
                .hasMessageContaining("[1, 0] for chunks of rank 1");
    }
}

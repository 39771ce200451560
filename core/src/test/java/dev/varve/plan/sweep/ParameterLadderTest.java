package dev.varve.plan.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.Constant;
import dev.varve.codec.filter.FixedScaleOffsetCodec;
import dev.varve.codec.filter.NumcodecsBitroundCodec;
import dev.varve.codec.filter.QuantizeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.PcodecCodec;
import dev.varve.codec.serializer.ZfpyCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.measure.FieldStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParameterLadderTest {
    private static final FieldStatistics FIELD = new FieldStatistics(1000, 1000, 0, 0, 0, 250, 310, 280, 280, 12);

    private static Stage stage(ArrayToBytesCodec serializer, ArrayToArrayCodec... filters) {
        return new Stage(List.of(filters), serializer);
    }

    private static ParameterLadder ladder(Stage stage) {
        return ParameterLadder.of(stage, NumericType.FLOAT32, FIELD).orElseThrow();
    }

    private static List<Stage> stages() {
        return List.of(
                stage(BytesCodec.LITTLE, new BitroundCodec(7)),
                stage(new PcodecCodec(8), new NumcodecsBitroundCodec(7)),
                stage(new ZfpyCodec(new ZfpMode.FixedPrecision(16)), new NumcodecsBitroundCodec(23)),
                stage(BytesCodec.LITTLE, new QuantizeCodec(3, Optional.empty(), Optional.empty())),
                stage(
                        BytesCodec.LITTLE,
                        new FixedScaleOffsetCodec(
                                Constant.of(65535 / 60.0),
                                Constant.of(250.0),
                                Optional.empty(),
                                Optional.of(NumericType.UINT16))),
                stage(new ZfpyCodec(new ZfpMode.FixedAccuracy(0.25))),
                stage(new ZfpyCodec(new ZfpMode.FixedPrecision(16))),
                stage(new ZfpyCodec(new ZfpMode.FixedRate(8))));
    }

    @Test
    void everyStepUpLosesLess() {
        Random random = new Random(1);
        double[] values = new double[1024];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (280 + 28 * Math.sin(0.01 * i) + random.nextDouble());
        }
        NdArray field = NdArray.allocate(NumericType.FLOAT32, Shape.of(32, 32));
        Numbers.writeDoubles(values, field.data().array(), 0, NumericType.FLOAT32, values.length);
        ChunkSpec spec = new ChunkSpec(field.type(), field.shape(), FillValue.zero(field.type()));
        for (Stage stage : stages()) {
            ParameterLadder ladder = ladder(stage);
            double before = Double.POSITIVE_INFINITY;
            for (int step = ladder.lowest(); step <= ladder.highest(); step++) {
                Stage there = ladder.at(step);
                CodecChain.Bound chain = new CodecChain(there.filters(), there.serializer(), List.of()).bind(spec);
                double[] decoded = new double[values.length];
                Numbers.readDoubles(chain.decode(chain.encode(field)).data(), 0, NumericType.FLOAT32, decoded, 1024);
                double error = 0;
                for (int i = 0; i < values.length; i++) {
                    error += Math.abs(decoded[i] - values[i]);
                }
                // zfp with very few bits may do worse with one more; at the other end the float's rounding is all there
                // is.
                if (before < 1024 * 10) {
                    assertThat(error).as(there.toString()).isLessThanOrEqualTo(1.15 * before + 1e-2);
                }
                before = error;
            }
            assertThat(before).as(stage.toString()).isLessThan(1);
        }
    }

    @Test
    void stagesOfOneLadderHaveTheSameLowestStep() {
        ParameterLadder one = ladder(stage(BytesCodec.LITTLE, new BitroundCodec(3)));
        ParameterLadder other = ladder(stage(BytesCodec.LITTLE, new BitroundCodec(17)));
        assertThat(one.at(one.lowest())).isEqualTo(other.at(other.lowest()));
    }

    @Test
    void whatHasNoNumberHasNoLadder() {
        assertThat(ParameterLadder.of(stage(BytesCodec.LITTLE), NumericType.FLOAT32, FIELD))
                .isEmpty();
    }

    @Test
    void stepsBeyondTheEndsAreRefused() {
        ParameterLadder ladder = ladder(stage(BytesCodec.LITTLE, new BitroundCodec(3)));
        assertThatThrownBy(() -> ladder.at(ladder.highest() + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ladder.at(ladder.lowest() - 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}

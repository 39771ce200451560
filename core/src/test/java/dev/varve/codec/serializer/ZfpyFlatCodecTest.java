package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.SomeBytes;
import dev.varve.codec.serializer.zfp.ZfpMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ZfpyFlatCodecTest extends ArrayToBytesCodecContract {
    private static ChunkSpec spec(NumericType type, long... shape) {
        return new ChunkSpec(type, Shape.of(shape), FillValue.zero(type));
    }

    @Override
    protected List<Case> cases() {
        ZfpyFlatCodec reversible = new ZfpyFlatCodec(new ZfpMode.Reversible());
        return List.of(
                new Case(reversible, spec(NumericType.FLOAT32, 9)),
                new Case(reversible, spec(NumericType.FLOAT64, 3, 4)),
                new Case(reversible, spec(NumericType.INT32, 1, 2, 1, 3, 2, 2)),
                new Case(reversible, spec(NumericType.INT64, 7, 2)));
    }

    @Override
    protected List<Case> lossyCases() {
        return List.of(
                new Case(new ZfpyFlatCodec(new ZfpMode.FixedAccuracy(1e-3)), spec(NumericType.FLOAT32, 7, 6)),
                new Case(new ZfpyFlatCodec(new ZfpMode.FixedPrecision(14)), spec(NumericType.FLOAT64, 2, 5, 3)),
                new Case(new ZfpyFlatCodec(new ZfpMode.FixedRate(12)), spec(NumericType.INT32, 3, 5)));
    }

    /** Rows that numcodecs encoded, as chunks of more axes. */
    private static List<ZfpGolden> rows() throws IOException {
        List<ZfpGolden> rows = ZfpGolden.read("zfpy").stream()
                .filter(golden -> golden.array().shape().rank() == 1)
                .toList();
        assertThat(rows).hasSizeGreaterThan(40);
        return rows;
    }

    private static NdArray chunk(NdArray row) {
        long count = row.shape().count();
        long height = count % 3 == 0 ? 3 : count % 2 == 0 ? 2 : 1;
        return row.reshape(Shape.of(height, 1, count / height));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (ZfpGolden golden : rows()) {
            if (golden.mode().isLossless()) {
                foreign.add(new Foreign(new ZfpyFlatCodec(golden.mode()), chunk(golden.array()), golden.encoded()));
            }
        }
        return foreign;
    }

    @Test
    void writesTheStreamThatNumcodecsWritesOfTheChunkAsARow() throws Exception {
        for (ZfpGolden golden : rows()) {
            NdArray chunk = chunk(golden.array());
            ArrayToBytesCodec.Bound bound = new ZfpyFlatCodec(golden.mode()).bind(specOf(chunk));
            Bytes encoded = bound.encode(chunk);
            assertThat(encoded).as("%s", golden).isEqualTo(golden.encoded());
            NdArray decoded = bound.decode(SomeBytes.inside(encoded));
            assertThat(decoded.shape()).isEqualTo(chunk.shape());
            assertThat(ZfpGolden.digest(decoded.data())).as("%s", golden).isEqualTo(golden.digest());
        }
    }

    @Test
    void namesItselfInWhatItRefuses() {
        ZfpyFlatCodec codec = new ZfpyFlatCodec(new ZfpMode.FixedAccuracy(0.5));
        assertThatThrownBy(() -> codec.bind(spec(NumericType.INT16, 4)))
                .hasMessageStartingWith("numcodecs.zfpy_flat takes 1 or more axes");
        assertThatThrownBy(() -> new ZfpyFlatCodec(new ZfpMode.Expert(1, 100, 64, 0)))
                .hasMessageContaining("no expert mode");
    }
}

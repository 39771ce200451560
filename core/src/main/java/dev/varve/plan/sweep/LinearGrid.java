package dev.varve.plan.sweep;

import dev.varve.array.FillValue;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.filter.CastValueCodec;
import dev.varve.codec.filter.CastValueCodec.Mapping;
import dev.varve.codec.filter.CastValueCodec.OutOfRange;
import dev.varve.codec.filter.Constant;
import dev.varve.codec.filter.LinearCodec;
import dev.varve.codec.filter.Rounding;
import java.util.List;
import java.util.Optional;

/**
 * Unsigned integers laid between two extremes by registered codecs. 0 stands for the fill value, because that has to come
 * back, which also carries NaN where that is the fill value; the least number is 1.
 */
final class LinearGrid {
    private static final Constant FILL = Constant.of(0L);

    private LinearGrid() {}

    /** The two filters; nothing where the extremes are one, or too far apart, or the fill value too far from them. */
    static Optional<List<ArrayToArrayCodec>> of(ChunkSpec chunk, NumericType stored, double min, double max) {
        double range = max - min;
        double scale = (Math.scalb(1.0, stored.sizeBytes() * Byte.SIZE) - 2) / range;
        if (!(range > 0) || !(scale > 0) || Double.isInfinite(scale)) {
            return Optional.empty();
        }
        LinearCodec linear =
                new LinearCodec(Constant.of(below(min - 1 / scale, (NumericType) chunk.type())), Constant.of(scale));
        try {
            Constant fill = Constant.of(number(linear.bind(chunk).encodedSpec().fill()));
            CastValueCodec cast = new CastValueCodec(
                    stored,
                    Rounding.NEAREST_EVEN,
                    Optional.of(OutOfRange.CLAMP),
                    List.of(new Mapping(fill, FILL)),
                    List.of(new Mapping(FILL, fill)));
            cast.bind(linear.bind(chunk).encodedSpec());
            return Optional.of(List.of(linear, cast));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A number of the type that is not above another: rounding must not bring the least number down to 0. */
    private static double below(double value, NumericType type) {
        if (type == NumericType.FLOAT32) {
            float rounded = (float) value;
            return rounded > value ? Math.nextDown(rounded) : rounded;
        }
        return Math.nextDown(value);
    }

    private static double number(FillValue fill) {
        double[] number = new double[1];
        Numbers.readDoubles(fill.bits(), 0, (NumericType) fill.type(), number, 1);
        return number[0];
    }
}

package dev.varve.plan.sweep;

import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.filter.AstypeCodec;
import dev.varve.codec.filter.Constant;
import dev.varve.codec.filter.DeltaCodec;
import dev.varve.codec.filter.FixedScaleOffsetCodec;
import dev.varve.codec.filter.NumcodecsBitroundCodec;
import dev.varve.codec.filter.QuantizeCodec;
import dev.varve.measure.FieldStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The filters that dc_toolkit tries on floating-point fields, in its order. */
final class FilterGrid {
    private static final int[] KEEPBITS_OF_32 = {3, 7, 11, 13, 17, 23};
    private static final int[] KEEPBITS_OF_64 = {3, 7, 11, 17, 23, 30, 37, 44, 52};
    private static final int[] DIGITS_OF_32 = {1, 3, 4, 5, 6, 7};
    private static final int[] DIGITS_OF_64 = {1, 3, 4, 5, 6, 7, 9, 11, 13, 15};
    static final int MANTISSA_OF_32 = 23;
    static final int MANTISSA_OF_64 = 52;

    /** Which serializers make sense behind a filter. */
    enum Behind {
        /** Any that takes the type. */
        ANY,
        /** Those that lose nothing: zfp reads numbers, and would spoil bits or integers that stand for something else. */
        EXACT
    }

    /**
     * One filter.
     *
     * @param kind its class
     * @param codec the filter
     * @param behind what may stand behind it
     * @param takesAll whether it keeps NaN and infinities
     */
    record Option(FilterClass kind, ArrayToArrayCodec codec, Behind behind, boolean takesAll) {}

    private FilterGrid() {}

    /** The filters of the chosen classes that a field can take. */
    static List<Option> of(NumericType type, FieldStatistics field, Set<FilterClass> chosen) {
        List<Option> all = new ArrayList<>();
        boolean isWide = type == NumericType.FLOAT64;
        all.add(new Option(FilterClass.DELTA, delta(type), Behind.ANY, false));
        int mantissa = isWide ? MANTISSA_OF_64 : MANTISSA_OF_32;
        for (int keepbits : isWide ? KEEPBITS_OF_64 : KEEPBITS_OF_32) {
            Behind behind = keepbits < mantissa ? Behind.EXACT : Behind.ANY;
            all.add(new Option(FilterClass.BITROUND, new NumcodecsBitroundCodec(keepbits), behind, true));
        }
        for (int digits : isWide ? DIGITS_OF_64 : DIGITS_OF_32) {
            QuantizeCodec quantize = new QuantizeCodec(digits, Optional.of(type), Optional.empty());
            all.add(new Option(FilterClass.QUANTIZE, quantize, Behind.ANY, true));
        }
        fixedScaleOffset(type, NumericType.UINT16, field)
                .ifPresent(f -> all.add(new Option(FilterClass.FIXEDSCALEOFFSET, f, Behind.EXACT, false)));
        if (isWide) {
            fixedScaleOffset(type, NumericType.UINT32, field)
                    .ifPresent(f -> all.add(new Option(FilterClass.FIXEDSCALEOFFSET, f, Behind.EXACT, false)));
            all.add(new Option(FilterClass.ASTYPE, narrowed(type), Behind.ANY, true));
        }
        return all.stream().filter(option -> chosen.contains(option.kind())).toList();
    }

    /** Differences of neighbours, in the type of the elements. */
    static DeltaCodec delta(NumericType type) {
        return new DeltaCodec(Optional.of(type), Optional.empty());
    }

    /** Doubles as floats. */
    static AstypeCodec narrowed(NumericType type) {
        return new AstypeCodec(NumericType.FLOAT32, Optional.of(type));
    }

    /** All integers of a type laid between the extremes of the whole field; none where they are one or too far apart. */
    static Optional<FixedScaleOffsetCodec> fixedScaleOffset(
            NumericType type, NumericType stored, FieldStatistics field) {
        double range = field.range();
        if (!(range > 0) || Double.isInfinite(range)) {
            return Optional.empty();
        }
        double scale = (Math.scalb(1.0, stored.sizeBytes() * Byte.SIZE) - 1) / range;
        return Optional.of(new FixedScaleOffsetCodec(
                Constant.of(scale), Constant.of(field.min()), Optional.of(type), Optional.of(stored)));
    }
}

package dev.varve.plan.sweep;

import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.filter.BitRounding;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.Constant;
import dev.varve.codec.filter.FixedScaleOffsetCodec;
import dev.varve.codec.filter.NumcodecsBitroundCodec;
import dev.varve.codec.filter.QuantizeCodec;
import dev.varve.codec.serializer.ZfpCodec;
import dev.varve.codec.serializer.ZfpyCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.measure.FieldStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Stages that differ in one number only, from the one that loses most up to the one that loses least: what a search bisects
 * to find the number that just keeps the gates.
 */
public final class ParameterLadder {
    private static final int MOST_DIGITS = 15;

    /** Steps of a scaled integer for each doubling of its range. */
    private static final int STEPS_PER_BIT = 4;

    private static final int LEAST_BITS = 3;

    /** A tolerance begins at the field's range and is halved so often at most. */
    private static final int MOST_HALVINGS = 52;

    private final int lowest;
    private final int highest;
    private final IntFunction<Stage> stages;

    private ParameterLadder(int lowest, int highest, IntFunction<Stage> stages) {
        this.lowest = lowest;
        this.highest = highest;
        this.stages = stages;
    }

    /**
     * The ladder that a stage stands on; nothing when it has no number to change.
     *
     * @param stage any stage of the ladder
     * @param type the type of the field's elements
     * @param statistics of the whole field
     */
    public static Optional<ParameterLadder> of(Stage stage, NumericType type, FieldStatistics statistics) {
        Optional<ParameterLadder> ladder = Optional.empty();
        List<ArrayToArrayCodec> filters = stage.filters();
        for (int i = 0; i < filters.size() && ladder.isEmpty(); i++) {
            int at = i;
            if (filters.get(i) instanceof BitRounding && !stage.serializer().isLossless()) {
                continue; // before zfp nothing is rounded away: what it would see then are no numbers
            }
            ladder = ofFilter(filters.get(i), type, statistics)
                    .map(steps -> steps.map(filter -> new Stage(replaced(filters, at, filter), stage.serializer())));
        }
        return ladder.or(() -> ofSerializer(stage.serializer(), type, statistics)
                .map(steps -> steps.map(serializer -> new Stage(filters, serializer))));
    }

    /** Values of a codec with one number growing. */
    private record Steps<C>(int lowest, int highest, IntFunction<C> codecs) {
        ParameterLadder map(Function<C, Stage> stage) {
            return new ParameterLadder(lowest, highest, step -> stage.apply(codecs.apply(step)));
        }
    }

    private static Optional<Steps<ArrayToArrayCodec>> ofFilter(
            ArrayToArrayCodec filter, NumericType type, FieldStatistics statistics) {
        if (filter instanceof BitRounding rounding) {
            return mantissaBits(type).stream()
                    .mapToObj(bits -> new Steps<ArrayToArrayCodec>(1, bits, step -> rounded(rounding, step)))
                    .findFirst();
        }
        if (filter instanceof QuantizeCodec quantize) {
            int digits = statistics.range() > 0 ? -(int) Math.ceil(Math.log10(statistics.range())) : 0;
            return Optional.of(new Steps<>(
                    Math.min(MOST_DIGITS, Math.max(-MOST_DIGITS, digits)),
                    MOST_DIGITS,
                    step -> new QuantizeCodec(step, quantize.dtype(), quantize.astype())));
        }
        if (filter instanceof FixedScaleOffsetCodec scaled && statistics.range() > 0) {
            int most = STEPS_PER_BIT * (type.sizeBytes() == Float.BYTES ? Short.SIZE : Integer.SIZE);
            return Optional.of(
                    new Steps<>(STEPS_PER_BIT * LEAST_BITS, most, step -> scaled(scaled, statistics.range(), step)));
        }
        return Optional.empty();
    }

    private static ArrayToArrayCodec rounded(BitRounding rounding, int keepbits) {
        return rounding instanceof NumcodecsBitroundCodec
                ? new NumcodecsBitroundCodec(keepbits)
                : new BitroundCodec(keepbits);
    }

    private static OptionalInt mantissaBits(NumericType type) {
        return switch (type) {
            case FLOAT16 -> OptionalInt.of(10);
            case FLOAT32 -> OptionalInt.of(23);
            case FLOAT64 -> OptionalInt.of(52);
            default -> OptionalInt.empty();
        };
    }

    /** The range in 2^(step / 4) - 1 equal steps, in the smallest unsigned integer that holds them. */
    private static ArrayToArrayCodec scaled(FixedScaleOffsetCodec codec, double range, int step) {
        double levels = Math.floor(Math.pow(2, (double) step / STEPS_PER_BIT)) - 1;
        NumericType stored = step <= STEPS_PER_BIT * Byte.SIZE
                ? NumericType.UINT8
                : step <= STEPS_PER_BIT * Short.SIZE ? NumericType.UINT16 : NumericType.UINT32;
        return new FixedScaleOffsetCodec(
                Constant.of(levels / range), codec.offset(), codec.dtype(), Optional.of(stored));
    }

    private static Optional<Steps<ArrayToBytesCodec>> ofSerializer(
            ArrayToBytesCodec serializer, NumericType type, FieldStatistics statistics) {
        if (serializer instanceof ZfpyCodec zfpy) {
            return modes(zfpy.mode(), type, statistics)
                    .map(modes -> new Steps<>(modes.lowest, modes.highest, i -> new ZfpyCodec(modes.codecs.apply(i))));
        }
        if (serializer instanceof ZfpCodec zfp) {
            return modes(zfp.mode(), type, statistics)
                    .map(modes -> new Steps<>(modes.lowest, modes.highest, i -> new ZfpCodec(modes.codecs.apply(i))));
        }
        return Optional.empty();
    }

    /** The modes of zfp of one kind; a tolerance counts as the power of two below it. */
    private static Optional<Steps<ZfpMode>> modes(ZfpMode mode, NumericType type, FieldStatistics statistics) {
        int bits = type.sizeBytes() * Byte.SIZE;
        if (mode instanceof ZfpMode.FixedAccuracy && statistics.range() > 0) {
            int first = Math.getExponent(statistics.range());
            int halvings = Math.min(MOST_HALVINGS, Double.MAX_EXPONENT + first - 1);
            return Optional.of(
                    new Steps<>(0, halvings, step -> new ZfpMode.FixedAccuracy(Math.scalb(1.0, first - step))));
        }
        if (mode instanceof ZfpMode.FixedPrecision) {
            return Optional.of(new Steps<>(2, bits, ZfpMode.FixedPrecision::new));
        }
        if (mode instanceof ZfpMode.FixedRate) {
            return Optional.of(new Steps<>(1, bits, ZfpMode.FixedRate::new));
        }
        return Optional.empty();
    }

    private static List<ArrayToArrayCodec> replaced(List<ArrayToArrayCodec> filters, int at, ArrayToArrayCodec codec) {
        List<ArrayToArrayCodec> copy = new ArrayList<>(filters);
        copy.set(at, codec);
        return copy;
    }

    /** The step that loses most. */
    public int lowest() {
        return lowest;
    }

    /** The step that loses least. */
    public int highest() {
        return highest;
    }

    /**
     * A stage of the ladder.
     *
     * @throws IndexOutOfBoundsException when there is no such step
     */
    public Stage at(int step) {
        if (step < lowest || step > highest) {
            throw new IndexOutOfBoundsException("step " + step + " is not from " + lowest + " to " + highest);
        }
        return stages.apply(step);
    }
}

package dev.varve.run.sweep;

import dev.varve.array.Shape;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.measure.FieldMeasures;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.Stage;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/** Candidates and scores of no field in particular, the same for the same number. */
final class SomeScores {
    private static final int LEVELS = 22;

    private SomeScores() {}

    /** One of 506 candidates. */
    static Candidate candidate(int number) {
        BitroundCodec filter = new BitroundCodec(1 + number / LEVELS);
        return new Stage(List.of(filter), BytesCodec.LITTLE).with(new ZstdCodec(1 + number % LEVELS, false));
    }

    /** A score on the whole sample. */
    static Score score(int number) {
        return score(number, 0, 1);
    }

    static Score score(int number, int part, double share) {
        return new Score(candidate(number), part, share, measured(number));
    }

    static Score.Measured measured(int number) {
        Random random = new Random(number * 1_000_003L * 1_000_003L);
        return new Score.Measured(
                errors(random, number),
                4_000_000,
                1 + random.nextInt(1_000_000),
                random.nextDouble(),
                random.nextDouble(),
                random.nextInt());
    }

    /** With numbers that texts like to lose: huge, tiny, negative zero, infinite. */
    static FieldMeasures errors(Random random, int number) {
        return new FieldMeasures(
                random.nextDouble() * 1e-4,
                random.nextDouble(),
                Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE >>> 2),
                number % 3 == 0 ? -0.0 : Double.MIN_VALUE,
                random.nextDouble(),
                number % 2 == 0 ? OptionalDouble.empty() : OptionalDouble.of(random.nextGaussian()),
                Double.MAX_VALUE,
                random.nextDouble(),
                0.1 + random.nextDouble(),
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                0,
                number % 7 == 0 ? Long.MAX_VALUE : 0,
                Double.POSITIVE_INFINITY,
                number % 11 == 0 ? Double.NaN : random.nextDouble(),
                OptionalDouble.of(random.nextFloat()),
                OptionalDouble.empty(),
                OptionalDouble.of(random.nextDouble()),
                number % 5 == 0 ? OptionalDouble.of(1e-300) : OptionalDouble.empty());
    }

    static SweepState state(String sampleDigest) {
        return SweepState.of(
                new Recipe.SourceStamp("in.nc", "ab12", 12, 34),
                new Recipe.SampleStamp(List.of(List.of(0L, 5L), List.of()), Shape.of(2, 8), sampleDigest),
                Shape.of(1, 8),
                Map.of("parts", "1, 1/4"),
                "cd34",
                "1");
    }
}

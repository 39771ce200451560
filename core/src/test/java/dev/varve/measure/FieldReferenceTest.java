package dev.varve.measure;

import static dev.varve.measure.MeasureAssertions.assertSame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FieldReferenceTest {
    private static final Set<String> SIGNED = Set.of("mean", "standardDeviation");

    private static List<String> fields() {
        return MeasuredField.all().stream().map(MeasuredField::name).toList();
    }

    private static void assertStatistics(MeasuredField field, FieldStatistics found) {
        Map<String, Double> byName = Map.of(
                "cells",
                (double) found.cells(),
                "finite",
                (double) found.finite(),
                "missing",
                (double) found.missing(),
                "notANumber",
                (double) found.notANumber(),
                "infinite",
                (double) found.infinite(),
                "min",
                found.min(),
                "max",
                found.max(),
                "mean",
                found.mean(),
                "meanMagnitude",
                found.meanAbsolute(),
                "standardDeviation",
                found.standardDeviation());
        // A mean is only as exact as the numbers are far from zero, and so is what is measured from it.
        double rounding = Math.ulp(found.meanAbsolute());
        byName.forEach((name, value) ->
                assertSame(name, value, field.expected(name).getAsDouble(), SIGNED.contains(name) ? 8 * rounding : 0));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void statisticsAndTheCutAreThoseThatNumpyComputes(String name) {
        MeasuredField field = MeasuredField.named(name);
        FieldReference whole =
                FieldReference.of(List.of(field.original()), field.settings().missingValues());
        assertStatistics(field, whole.statistics());
        assertThat(whole.q99Cut()).isEqualTo(field.expected("q99Cut"));

        long[] chunk = LongStream.of(field.original().shape().extents())
                .map(extent -> Math.max(1, extent / 2))
                .toArray();
        List<NdArray> chunks = field.chunks(chunk).stream()
                .map(region -> field.original().slice(region))
                .toList();
        FieldReference pieces = FieldReference.of(chunks, field.settings().missingValues());
        assertStatistics(field, pieces.statistics());
        assertThat(pieces.q99Cut()).isEqualTo(field.expected("q99Cut"));
    }

    @Test
    void whatSeveralGatheredIsPutTogether() {
        MeasuredField field = MeasuredField.named("masked_and_kept");
        List<Double> missing = field.settings().missingValues();
        StatisticsBuilder first = new StatisticsBuilder(missing);
        StatisticsBuilder second = new StatisticsBuilder(missing);
        List<Region> chunks = field.chunks(1, 14, 12);
        first.add(field.original().slice(chunks.get(0)));
        second.add(field.original().slice(chunks.get(1)));
        second.add(field.original().slice(chunks.get(2)));
        first.merge(second);
        assertStatistics(field, first.build());
    }

    @Test
    void theFixturesAreThoseThatTheScriptWrote() throws Exception {
        List<String> lines =
                new String(MeasuredField.bytes("SHA256SUMS"), UTF_8).lines().toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            String[] words = line.split(" +", 2);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(MeasuredField.bytes(words[1]));
            assertThat(HexFormat.of().formatHex(digest)).as(words[1]).isEqualTo(words[0]);
        }
    }
}

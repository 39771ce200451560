package dev.varve.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Measures by name, and whether two are the same but for rounding. */
final class MeasureAssertions {
    static final double RELATIVE = 1e-12;

    private MeasureAssertions() {}

    static void assertSame(String what, double found, double expected, double absolute) {
        if (Double.isFinite(expected)) {
            assertThat(found).as(what).isCloseTo(expected, within(Math.max(absolute, RELATIVE * Math.abs(expected))));
        } else {
            assertThat(Double.valueOf(found)).as(what).isEqualTo(Double.valueOf(expected));
        }
    }

    static Map<String, OptionalDouble> byName(FieldMeasures measures) {
        Map<String, OptionalDouble> found = new LinkedHashMap<>();
        found.put("l1Relative", OptionalDouble.of(measures.l1Relative()));
        found.put("l2Relative", OptionalDouble.of(measures.l2Relative()));
        found.put("linfRelative", OptionalDouble.of(measures.linfRelative()));
        found.put("biasRelative", OptionalDouble.of(measures.biasRelative()));
        found.put("q99Relative", OptionalDouble.of(measures.q99Relative()));
        found.put("euclidean", OptionalDouble.of(measures.euclidean()));
        found.put("meanAbsolute", OptionalDouble.of(measures.meanAbsolute()));
        found.put("maxAbsolute", OptionalDouble.of(measures.maxAbsolute()));
        found.put("decodedMin", OptionalDouble.of(measures.decodedMin()));
        found.put("decodedMax", OptionalDouble.of(measures.decodedMax()));
        found.put("changedCells", OptionalDouble.of((double) measures.changedCells()));
        found.put("outOfBounds", OptionalDouble.of((double) measures.outOfBounds()));
        found.put("psnr", OptionalDouble.of(measures.psnr()));
        found.put("pearson", OptionalDouble.of(measures.pearson()));
        found.put("worstLevel", measures.worstLevel());
        found.put("worstTime", measures.worstTime());
        return found;
    }

    /** These, and what only full depth measures. */
    static Map<String, OptionalDouble> allByName(FieldMeasures measures) {
        Map<String, OptionalDouble> found = byName(measures);
        found.put("gradientRelative", measures.gradientRelative());
        found.put("ssim", measures.ssim());
        found.put("spectralError", measures.spectralError());
        return found;
    }

    /** How far a measure may be off: cancelling sums are only as exact as what they are made of. */
    static double slack(String name, FieldMeasures measures) {
        return switch (name) {
            case "biasRelative" -> RELATIVE * measures.l1Relative();
            // Variances of windows in which nothing varies are rounding, and the constants are not much larger.
            case "ssim" -> 1e-8;
            case "spectralError" -> RELATIVE;
            default -> 0;
        };
    }
}

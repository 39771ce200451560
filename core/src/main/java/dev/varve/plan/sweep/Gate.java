package dev.varve.plan.sweep;

import dev.varve.measure.FieldMeasures;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** Something a decoded field has to keep, with the name under which users and files know it. */
public enum Gate {
    /** Relative L1 error, the budget that the defaults of others are multiples of. */
    L1("l1", false),
    /** Relative L2 error. */
    L2("l2", false),
    /** Relative largest error. */
    LINF("linf", false),
    /** Relative bias. */
    BIAS("bias", false),
    /** Relative error of the largest one percent. */
    Q99("q99", false),
    /** Relative error of horizontal differences. */
    GRADIENT("gradient", false),
    /** Cells that changed between number, NaN, infinity and missing. */
    FINITE("finite", false),
    /** Cells that left the physical bounds. */
    BOUNDS("bounds", false),
    /** Largest error in the field's unit. */
    MAX_ABS("max_abs", false),
    /** Mean error in the field's unit. */
    MEAN_ABS("mean_abs", false),
    /** Relative L1 error of the worst level. */
    LEVEL("level", false),
    /** Relative L1 error of the worst time. */
    TIME("time", false),
    /** Largest relative error of the power spectrum. */
    SPECTRUM("spectrum", false),
    /** Peak signal to noise, dB, at least. */
    PSNR("psnr", true),
    /** Data-SSIM, at least. */
    SSIM("ssim", true),
    /** Pearson correlation, at least. */
    PEARSON("pearson", true);

    private final String label;
    private final boolean isFloor;

    Gate(String label, boolean isFloor) {
        this.label = label;
        this.isFloor = isFloor;
    }

    /** The gate of a name. */
    public static Optional<Gate> find(String label) {
        return Arrays.stream(values()).filter(gate -> gate.label.equals(label)).findFirst();
    }

    /** The name in options and files. */
    public String label() {
        return label;
    }

    /** Whether larger is better. */
    public boolean isFloor() {
        return isFloor;
    }

    /** What it looks at; none when it was not measured or does not apply. */
    public OptionalDouble value(FieldMeasures measures) {
        return switch (this) {
            case L1 -> OptionalDouble.of(measures.l1Relative());
            case L2 -> OptionalDouble.of(measures.l2Relative());
            case LINF -> OptionalDouble.of(measures.linfRelative());
            case BIAS -> OptionalDouble.of(measures.biasRelative());
            case Q99 -> OptionalDouble.of(measures.q99Relative());
            case GRADIENT -> measures.gradientRelative();
            case FINITE -> OptionalDouble.of((double) measures.changedCells());
            case BOUNDS -> OptionalDouble.of((double) measures.outOfBounds());
            case MAX_ABS -> OptionalDouble.of(measures.maxAbsolute());
            case MEAN_ABS -> OptionalDouble.of(measures.meanAbsolute());
            case LEVEL -> measures.worstLevel();
            case TIME -> measures.worstTime();
            case SPECTRUM -> measures.spectralError();
            case PSNR -> OptionalDouble.of(measures.psnr());
            case SSIM -> measures.ssim();
            case PEARSON -> OptionalDouble.of(measures.pearson());
        };
    }

    /** Whether the measures keep a threshold; what does not apply to a field is kept, NaN never is. */
    public boolean isKept(FieldMeasures measures, double threshold) {
        OptionalDouble seen = value(measures);
        return seen.isEmpty() || (isFloor ? seen.getAsDouble() >= threshold : seen.getAsDouble() <= threshold);
    }

    /** Whether it needs what is measured only on request: differences, slices or spectra. */
    public boolean isCostly() {
        return this == GRADIENT || this == SSIM || this == SPECTRUM;
    }
}

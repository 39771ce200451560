package dev.varve.plan.sweep;

import java.util.Set;

/** What changes numbers before they become bytes, by kind. */
public enum FilterClass {
    /** No filter. */
    NONE("none"),
    /** Differences of neighbours. */
    DELTA("delta"),
    /** Fewer bits of the mantissa. */
    BITROUND("bitround"),
    /** Fewer decimals. */
    QUANTIZE("quantize"),
    /** Integers on a linear grid between the extremes, as numcodecs has it. */
    FIXEDSCALEOFFSET("fixedscaleoffset"),
    /** A narrower floating-point type. */
    ASTYPE("astype"),
    /** Integers on a linear grid between the extremes, by the registered codecs scale_offset and cast_value. */
    SCALE_OFFSET("scale_offset"),
    /** The inverse hyperbolic sine: linear near zero, logarithmic beyond. */
    ASINH("asinh");

    private final String label;

    FilterClass(String label) {
        this.label = label;
    }

    /** Its name in options. */
    public String label() {
        return label;
    }

    /**
     * The classes that a text names, separated by commas; {@code all} is all.
     *
     * @throws IllegalArgumentException when a name is unknown, with the nearest ones
     */
    public static Set<FilterClass> parse(String text) {
        return ChoiceText.parse("filter class", text, FilterClass.class, FilterClass::label);
    }
}

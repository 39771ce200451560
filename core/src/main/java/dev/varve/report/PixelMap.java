package dev.varve.report;

import java.util.Arrays;

/** A picture of a horizontal plane: rows of numbers, NaN where there is none; row 0 is the first index of the field's rows. */
public final class PixelMap {
    /** The most columns that a portrait keeps. */
    public static final int MAX_WIDTH = 360;

    /** The most rows. */
    public static final int MAX_HEIGHT = 180;

    private final int width;
    private final int height;
    private final float[] values;

    /**
     * A picture of given numbers, which are copied.
     *
     * @throws IllegalArgumentException when there are not width times height of them
     */
    public PixelMap(int width, int height, float[] values) {
        if (width < 1 || height < 1 || (long) width * height != values.length) {
            throw new IllegalArgumentException(values.length + " numbers for a map of " + width + " x " + height);
        }
        this.width = width;
        this.height = height;
        this.values = values.clone();
    }

    /** How many columns. */
    public int width() {
        return width;
    }

    /** How many rows. */
    public int height() {
        return height;
    }

    /** The number at a place; NaN where there is none. */
    public float at(int row, int column) {
        return values[row * width + column];
    }

    /** The least number; NaN without any. */
    public float min() {
        float min = Float.NaN;
        for (float value : values) {
            min = Float.isNaN(value) || value >= min ? min : value;
        }
        return min;
    }

    /** The greatest number; NaN without any. */
    public float max() {
        float max = Float.NaN;
        for (float value : values) {
            max = Float.isNaN(value) || value <= max ? max : value;
        }
        return max;
    }

    /** The sum with another picture of the same size. */
    public PixelMap plus(PixelMap other) {
        if (other.width != width || other.height != height) {
            throw new IllegalArgumentException("maps of different sizes");
        }
        float[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
        }
        return new PixelMap(width, height, sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelMap map
                && width == map.width
                && height == map.height
                && Arrays.equals(values, map.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(values);
    }

    /** For messages: {@code map 360 x 180}. */
    @Override
    public String toString() {
        return "map " + width + " x " + height;
    }
}

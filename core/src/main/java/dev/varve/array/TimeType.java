package dev.varve.array;

/**
 * A point in time or a span, as NumPy counts them: a signed 64-bit number of {@code scaleFactor} {@code unit}s, since
 * 1970 for points; the smallest number is NaT (zarr-extensions {@code numpy.datetime64}, {@code numpy.timedelta64}).
 *
 * @param isSpan whether elements are spans ({@code timedelta64}), not points
 * @param unit NumPy's name of the unit: {@code Y M W D h m s ms us ns ps fs as} or {@code generic}
 * @param scaleFactor how many units one count stands for, 1 to 2^31-1
 */
public record TimeType(boolean isSpan, String unit, int scaleFactor) implements DataType {
    private static final String UNITS = " Y M W D h m s ms us ns ps fs as generic ";

    public TimeType {
        if (unit.isBlank() || !UNITS.contains(" " + unit + " ")) {
            throw new IllegalArgumentException("time unit '" + unit + "' is not one of" + UNITS.stripTrailing());
        }
        if (scaleFactor < 1) {
            throw new IllegalArgumentException("time scale factor " + scaleFactor + " < 1");
        }
    }

    @Override
    public boolean isFixedSize() {
        return true;
    }

    @Override
    public int sizeBytes() {
        return Long.BYTES;
    }

    @Override
    public int unitBytes() {
        return Long.BYTES;
    }

    @Override
    public String toString() {
        String kind = isSpan ? "timedelta64" : "datetime64";
        return kind + "[" + (scaleFactor == 1 ? "" : String.valueOf(scaleFactor)) + unit + "]";
    }
}

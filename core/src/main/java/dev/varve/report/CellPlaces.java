package dev.varve.report;

/** Where the cells of an unstructured grid lie, in degrees. */
public final class CellPlaces {
    private final double[] latitudes;
    private final double[] longitudes;

    /** Places of as many cells as both arrays have numbers; the arrays are shared and must not change. */
    public CellPlaces(double[] latitudes, double[] longitudes) {
        if (latitudes.length != longitudes.length) {
            throw new IllegalArgumentException(latitudes.length + " latitudes, " + longitudes.length + " longitudes");
        }
        this.latitudes = latitudes;
        this.longitudes = longitudes;
    }

    /** How many cells. */
    public int count() {
        return latitudes.length;
    }

    /** Degrees north. */
    public double latitude(int cell) {
        return latitudes[cell];
    }

    /** Degrees east, from -180 up to 180. */
    public double longitude(int cell) {
        double turned = (longitudes[cell] + 180) % 360;
        return (turned < 0 ? turned + 360 : turned) - 180;
    }
}

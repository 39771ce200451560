package dev.varve.cli;

/**
 * An invented climate on a sphere: smooth structure, seasons, travelling waves and noise, so that it compresses as real
 * fields do. The same numbers on every machine: tables are made by {@link StrictMath}, the rest is exact arithmetic.
 */
final class DemoClimate {
    private static final double DAYS_PER_YEAR = 365.0;
    private static final int WAVES = 4;
    private static final double NOISE_KELVIN = 0.1;
    private static final double SEA_LEVEL = 0.15;

    private final int lats;
    private final int lons;
    private final double daysPerStep;

    /** A climate on a grid of cells of equal angles. */
    DemoClimate(int lats, int lons, double daysPerStep) {
        this.lats = lats;
        this.lons = lons;
        this.daysPerStep = daysPerStep;
    }

    /** The latitude of the middle of a row, in degrees north. */
    double lat(int row) {
        return -90 + (row + 0.5) * 180 / lats;
    }

    /** The longitude of the middle of a column, in degrees east. */
    double lon(int column) {
        return (column + 0.5) * 360 / lons;
    }

    /** Whether there is land: continents are where a few harmonics add up. */
    boolean isLand(int row, int column) {
        double phi = Math.toRadians(lat(row));
        double lambda = Math.toRadians(lon(column));
        double height = StrictMath.sin(2 * lambda + 1) * StrictMath.cos(phi)
                + 0.7 * StrictMath.sin(3 * lambda - 4 * phi)
                + 0.4 * StrictMath.cos(5 * lambda + 3 * phi)
                + 0.5 * StrictMath.sin(phi * 3 + 0.5);
        return height > SEA_LEVEL || lat(row) < -72;
    }

    /** One row of temperatures near the ground at one step, in kelvin. */
    double[] temperatures(int step, int row) {
        double phi = Math.toRadians(lat(row));
        double season = StrictMath.cos(2 * Math.PI * (step * daysPerStep / DAYS_PER_YEAR - 0.54));
        double zonal = 300 - 46 * StrictMath.sin(phi) * StrictMath.sin(phi) + 14 * StrictMath.sin(phi) * season;
        double storminess = 6 * StrictMath.sin(2 * phi) * StrictMath.sin(2 * phi);
        double[] kelvin = new double[lons];
        for (int column = 0; column < lons; column++) {
            kelvin[column] = zonal + NOISE_KELVIN * noise(step, row, column);
        }
        for (int wave = 1; wave <= WAVES; wave++) {
            addWave(kelvin, wave + 2, storminess / wave, step * daysPerStep * 0.13 * wave + phi * wave);
        }
        return kelvin;
    }

    /** Adds one harmonic along the row; rotates a vector from column to column instead of asking for each sine. */
    private void addWave(double[] kelvin, int number, double amplitude, double phase) {
        double turn = 2 * Math.PI * number / lons;
        double cosTurn = StrictMath.cos(turn);
        double sinTurn = StrictMath.sin(turn);
        double sin = StrictMath.sin(phase);
        double cos = StrictMath.cos(phase);
        for (int column = 0; column < lons; column++) {
            kelvin[column] += amplitude * sin;
            double next = sin * cosTurn + cos * sinTurn;
            cos = cos * cosTurn - sin * sinTurn;
            sin = next;
        }
    }

    /** The relative humidity that goes with a temperature, in percent. */
    double humidity(int step, int row, int column, double kelvin) {
        double percent = 75 - 0.6 * Math.abs(kelvin - 285) + 0.4 * noise(step + 7919, row, column);
        return Math.max(1, Math.min(100, percent));
    }

    /** Evenly spread from -1 to 1; a hash of the place (the finalizer of SplitMix64). */
    private static double noise(int step, int row, int column) {
        long bits = ((long) step << 40) ^ ((long) row << 20) ^ column;
        bits = (bits + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return ((bits ^ (bits >>> 31)) >> 11) * 0x1p-52;
    }
}

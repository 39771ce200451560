package dev.varve.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale from one number to a larger one.
 *
 * @param from its lower end
 * @param to its upper end
 * @param isLogarithmic whether equal lengths are equal factors
 */
record PlotScale(double from, double to, boolean isLogarithmic) {
    private static final int TICKS = 6;

    /** The scale that shows all numbers that can be shown, with a little room; something usual where there are none. */
    static PlotScale around(List<Double> numbers, boolean isLogarithmic) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            if (Double.isFinite(number) && (number > 0 || !isLogarithmic)) {
                low = Math.min(low, number);
                high = Math.max(high, number);
            }
        }
        if (low > high) {
            return new PlotScale(isLogarithmic ? 0.1 : 0, 1, isLogarithmic);
        }
        if (isLogarithmic) {
            return new PlotScale(low / 1.15, high * 1.15, true);
        }
        double room = high > low ? (high - low) * 0.04 : Math.max(0.5, Math.abs(low) * 0.1);
        return new PlotScale(low - room, high + room, false);
    }

    /** How far along the scale a number lies, from 0 to 1 inside; NaN where it cannot be shown. */
    double share(double number) {
        if (isLogarithmic) {
            return number > 0 ? Math.log(number / from) / Math.log(to / from) : Double.NaN;
        }
        return (number - from) / (to - from);
    }

    /** Round numbers along the scale. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (isLogarithmic) {
            int first = (int) Math.floor(Math.log10(from));
            int last = (int) Math.ceil(Math.log10(to));
            int step = Math.max(1, (last - first) / TICKS);
            for (int power = first; power <= last; power += step) {
                addLogarithmic(ticks, power, last - first);
            }
            return ticks;
        }
        double raw = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = raw <= 2 * power ? 2 * power : raw <= 5 * power ? 5 * power : 10 * power;
        for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private void addLogarithmic(List<Double> ticks, int power, int decades) {
        for (int digit : decades <= 3 ? new int[] {1, 2, 5} : new int[] {1}) {
            double tick = digit * Math.pow(10, power);
            if (tick >= from && tick <= to) {
                ticks.add(tick);
            }
        }
    }
}

package dev.varve.measure;

import java.util.Objects;

/**
 * The relative L1 error of every level at every time. Several vertical axes count as one, and so do several time axes, the last
 * fastest. Immutable.
 */
public final class SlabErrors {
    private final int levels;
    private final int times;
    private final double[] relative;

    SlabErrors(int levels, int times, double[] relative) {
        this.levels = levels;
        this.times = times;
        this.relative = relative.clone();
    }

    /** How many levels; 1 without a vertical axis. */
    public int levels() {
        return levels;
    }

    /** How many times; 1 without a time axis. */
    public int times() {
        return times;
    }

    /** sum |y-x| / sum |x| over the horizontal slice; 0 of what was not compared. */
    public double relative(int level, int time) {
        return relative[Objects.checkIndex(level, levels) * times + Objects.checkIndex(time, times)];
    }
}

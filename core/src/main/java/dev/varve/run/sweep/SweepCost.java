package dev.varve.run.sweep;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.plan.sweep.CompressorCost;
import java.util.List;

/**
 * About how long a sweep takes: a guess from usual speeds, before anything is tried.
 *
 * @param seconds of all threads together working side by side
 */
public record SweepCost(double seconds) {
    private static final double MEGA = 1e6;

    /** A stage is filtered, serialized, decoded and measured. */
    private static final double STAGE_MEGABYTES_PER_SECOND = 40;

    /** Rounded numbers compress faster than others, and many stages give fewer bytes than they take. */
    private static final double SHARE_OF_COMPRESSOR = 0.5;

    /** What a search tries on the whole sample, and on the smallest part. */
    private static final int WHOLE_TRIALS = 30;

    private static final int PROBES = 17;

    /**
     * The cost of a sweep.
     *
     * @param threads how many work
     */
    public static SweepCost of(FieldSweep sweep, boolean isExhaustive, int threads) {
        int stages = sweep.space().stages().size();
        double whole = sweep.sample().bytes(0) / MEGA;
        double perMegabyte = 0;
        for (List<BytesToBytesCodec> slot : sweep.space().compressors()) {
            perMegabyte += SHARE_OF_COMPRESSOR / CompressorCost.megabytesPerSecond(slot);
        }
        double stage = 1 / STAGE_MEGABYTES_PER_SECOND;
        if (isExhaustive) {
            return new SweepCost(stages * whole * (stage + perMegabyte) / threads);
        }
        double part = sweep.sample().bytes(sweep.sample().parts().size() - 1) / MEGA;
        double slowest = perMegabyte / sweep.space().compressors().size();
        double seconds =
                2 * stages * part * stage + PROBES * part * perMegabyte + WHOLE_TRIALS * whole * (stage + slowest);
        return new SweepCost(seconds / threads);
    }
}

package dev.varve.codec.serializer.pco;

/** Chooses the delta by trying on a sample of runs of neighbours. */
final class DeltaChooser {
    private static final int RUN = 200;
    private static final int MAX_ORDER = 7;
    /** Bytes per number that looking back must save, because it is slow. */
    private static final float LOOKBACK_BYTES = 0.25f;

    private final NumberType type;
    private final long[] sample;
    private final int binLog;

    private DeltaChooser(NumberType type, long[] sample, int binLog) {
        this.type = type;
        this.sample = sample;
        this.binLog = binLog;
    }

    /** The delta that makes first latents the smallest. */
    static Delta choose(NumberType type, long[] latents, int binLog) {
        if (latents.length < Sample.SMALLEST) {
            return new Delta.None();
        }
        return new DeltaChooser(type, sample(latents), binLog).choose(latents.length);
    }

    private static long[] sample(long[] latents) {
        int n = latents.length;
        int run = Math.min(RUN, n);
        int runs = (Sample.size(n) + RUN - 1) / RUN;
        int stride = run + Math.max(0, n - runs * run) / (Math.max(runs, 2) - 1);
        long[] sample = new long[runs * run];
        for (int i = 0; i < runs; i++) {
            System.arraycopy(latents, i * stride, sample, i * run, run);
        }
        return sample;
    }

    private float cost(Delta delta) {
        return CodedChunk.train(type, new Mode.Classic(), delta, sample.clone(), new long[0], binLog)
                .expectedBytes(type);
    }

    private Delta choose(int n) {
        Delta best = new Delta.None();
        float least = cost(best);
        float penalty = LOOKBACK_BYTES * sample.length;
        if (least > penalty) {
            float cost = cost(LookbackFinder.delta(sample.length)) + penalty;
            if (cost < least) {
                best = LookbackFinder.delta(n);
                least = cost;
            }
        }
        for (int order = 1; order <= MAX_ORDER; order++) {
            Delta delta = new Delta.Consecutive(order, false);
            float cost = cost(delta);
            if (cost >= least) {
                break;
            }
            best = delta;
            least = cost;
        }
        return best;
    }
}

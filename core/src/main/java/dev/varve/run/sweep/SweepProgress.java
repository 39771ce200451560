package dev.varve.run.sweep;

import dev.varve.plan.sweep.Score;

/** Is told how far a sweep has come; called by many threads, returns at once. */
public interface SweepProgress {
    /** Nobody wants to know. */
    SweepProgress NONE = new SweepProgress() {
        @Override
        public void ahead(int candidates) {}

        @Override
        public void scored(Score score) {}
    };

    /** So many candidates come next, beside those that were announced before. */
    void ahead(int candidates);

    /** A candidate was scored. */
    void scored(Score score);
}

package dev.varve.pipeline;

import dev.varve.codec.Scratch;

/** One thread at work: what it keeps from one chunk to the next, and whom it may ask for help. */
final class Worker {
    private final Scratch scratch;
    private final Crew crew;
    private final int threads;

    Worker(Scratch scratch, Crew crew, int threads) {
        this.scratch = scratch;
        this.crew = crew;
        this.threads = threads;
    }

    /** Its own arrays and contexts. */
    Scratch scratch() {
        return scratch;
    }

    /** How many work side by side, this one included. */
    int threads() {
        return threads;
    }

    /** Leaves a part of the work to whoever is free, itself not excluded; it is done before the call of all ends. */
    void handOver(Workers.Part part) {
        crew.handOver(part);
    }
}

package dev.varve.pipeline;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The work of one call and who does it: a row of jobs, and parts that jobs hand over. Parts go first, so that what was
 * begun is finished before more is begun and memory does not pile up. After a failure nothing is handed out any more.
 */
final class Crew {
    private final JobRows jobs;
    private final Workers.Job job;
    private final ArrayDeque<Workers.Part> parts = new ArrayDeque<>();
    private int busy;
    private boolean isStopped;

    Crew(JobRows jobs, Workers.Job job) {
        this.jobs = jobs;
        this.job = job;
    }

    /**
     * Works until nothing is left and nobody can hand over more.
     *
     * @param row which of the rows of jobs is the worker's own
     */
    void work(Worker worker, int row) throws IOException {
        boolean isDone = false;
        try {
            for (Optional<Workers.Part> part = claim(row); part.isPresent(); part = claim(row)) {
                part.get().run(worker);
                release();
            }
            isDone = true;
        } finally {
            if (!isDone) {
                stop();
            }
        }
    }

    private synchronized Optional<Workers.Part> claim(int row) {
        boolean isInterrupted = false;
        try {
            while (true) {
                if (isStopped) {
                    return Optional.empty();
                }
                if (!parts.isEmpty()) {
                    busy++;
                    return Optional.of(parts.pollLast());
                }
                Optional<JobRows.Batch> batch = jobs.take(row);
                if (batch.isPresent()) {
                    busy++;
                    return batch.map(this::partOf);
                }
                if (busy == 0) {
                    return Optional.empty();
                }
                try {
                    wait();
                } catch (InterruptedException e) {
                    isInterrupted = true; // whoever works for us must not outlive the call
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Workers.Part partOf(JobRows.Batch batch) {
        return worker -> {
            for (int i = batch.from(); i < batch.to() && !isStopped(); i++) {
                job.run(i, worker);
            }
        };
    }

    private synchronized boolean isStopped() {
        return isStopped;
    }

    private synchronized void release() {
        busy--;
        if (busy == 0) {
            notifyAll();
        }
    }

    private synchronized void stop() {
        isStopped = true;
        notifyAll();
    }

    /** Takes over a part of the work of whoever calls. */
    synchronized void handOver(Workers.Part part) {
        parts.addLast(part);
        notify();
    }
}

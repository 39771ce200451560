package dev.varve.cli;

import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import dev.varve.run.sweep.SweepProgress;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a sweep has come, on stderr: how many candidates were scored and how fast, the best ratio so far, and what of the
 * work that is known is left. Also where a running sweep learns that it should stop.
 */
final class SweepConsole implements SweepProgress {
    private static final long TERMINAL_NANOS = 500_000_000L;

    private final String variable;
    private final Gates gates;
    private final StopSignal stop;
    private final StatusLine line;
    private final long started = System.nanoTime();
    private final AtomicInteger ahead = new AtomicInteger();
    private final AtomicInteger scored = new AtomicInteger();
    private final AtomicLong sampledBytes = new AtomicLong();
    private volatile double best;

    private SweepConsole(String variable, Gates gates, Shell shell, boolean isQuiet) {
        this.variable = variable;
        this.gates = gates;
        this.stop = shell.stop();
        this.line = new StatusLine(StatusLine.style(shell, isQuiet), shell.err(), TERMINAL_NANOS);
        line.begin(started);
    }

    /** Progress of the sweep of one variable. */
    static SweepConsole on(Shell shell, String variable, Gates gates, boolean isQuiet) {
        return new SweepConsole(variable, gates, shell, isQuiet);
    }

    @Override
    public void ahead(int candidates) {
        ahead.addAndGet(candidates);
    }

    @Override
    public void scored(Score score) {
        scored.incrementAndGet();
        if (stop.isRaised()) {
            throw new StoppedException();
        }
        if (score.outcome() instanceof Score.Measured measured) {
            sampledBytes.addAndGet(measured.decodedBytes());
            if (score.part() == 0 && gates.areKept(measured.errors())) {
                best = Math.max(best, measured.ratio());
            }
        }
        long now = System.nanoTime();
        if (line.isDue(now)) {
            report(now);
        }
    }

    /** How many candidates this process scored. */
    int scored() {
        return scored.get();
    }

    private void report(long now) {
        double seconds = Math.max(1e-9, (now - started) / 1e9);
        double rate = scored.get() / seconds;
        int left = Math.max(0, ahead.get() - scored.get());
        OptionalLong memory = ProcessMemory.currentBytes();
        String text = String.format(Locale.ROOT, "%,d scored, %.1f/s, %s/s", scored.get(), rate, new ByteSize((long)
                        (sampledBytes.get() / seconds)))
                + (left == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d next: ", left)
                                + ConsoleProgress.duration(left / Math.max(1e-9, rate)))
                + (best == 0 ? "" : String.format(Locale.ROOT, ", best ratio %.3f", best))
                + (memory.isPresent() ? ", memory " + new ByteSize(memory.getAsLong()) : "");
        line.show("sweep " + Printable.of(variable) + ": " + text);
    }

    /** Clears the line, so that what comes next starts on an empty one. */
    void end() {
        line.end();
    }
}

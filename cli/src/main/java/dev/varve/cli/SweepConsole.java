package dev.varve.cli;

import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import dev.varve.run.sweep.SweepProgress;
import java.io.PrintStream;
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
    private static final long LOG_NANOS = 30_000_000_000L;
    private static final String ERASE_LINE = "\r\033[K";

    private final String variable;
    private final Gates gates;
    private final PrintStream err;
    private final StopSignal stop;
    private final boolean isQuiet;
    private final boolean isTerminal;
    private final long started = System.nanoTime();
    private final AtomicInteger ahead = new AtomicInteger();
    private final AtomicInteger scored = new AtomicInteger();
    private final AtomicLong sampledBytes = new AtomicLong();
    private final AtomicLong due;
    private volatile double best;
    private volatile boolean isDrawn;

    private SweepConsole(String variable, Gates gates, Shell shell, boolean isQuiet) {
        this.variable = variable;
        this.gates = gates;
        this.err = shell.err();
        this.stop = shell.stop();
        this.isQuiet = isQuiet;
        this.isTerminal = shell.hasTerminalErr();
        this.due = new AtomicLong(started + interval());
    }

    /** Progress of the sweep of one variable. */
    static SweepConsole on(Shell shell, String variable, Gates gates, boolean isQuiet) {
        return new SweepConsole(variable, gates, shell, isQuiet);
    }

    private long interval() {
        return isTerminal ? TERMINAL_NANOS : LOG_NANOS;
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
        long next = due.get();
        if (!isQuiet && now - next >= 0 && due.compareAndSet(next, now + interval())) {
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
        String line = "sweep " + Printable.of(variable) + ": " + text;
        if (isTerminal) {
            isDrawn = true;
            err.print(ERASE_LINE + line);
            err.flush();
        } else {
            err.println("varve: " + line);
        }
    }

    /** Clears the line, so that what comes next starts on an empty one. */
    void end() {
        if (isDrawn) {
            err.print(ERASE_LINE);
            err.flush();
            isDrawn = false;
        }
    }
}

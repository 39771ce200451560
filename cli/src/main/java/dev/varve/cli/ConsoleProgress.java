package dev.varve.cli;

import dev.varve.run.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Progress on stderr: a bar with time left, rate and memory on a terminal, one plain line every 30 seconds elsewhere. Also
 * where running work learns that it should stop.
 */
final class ConsoleProgress implements Progress {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final int BAR_WIDTH = 24;

    /** Before, what is left cannot be guessed. */
    private static final double LEAST_SHARE = 0.01;

    /** When and how progress is shown. */
    enum Style {
        NONE,
        LINES,
        BAR
    }

    private final String verb;
    private final StatusLine line;
    private final StopSignal stop;
    private final LongSupplier nanoClock;
    private final Supplier<OptionalLong> memory;
    private final AtomicLong done = new AtomicLong();
    private volatile long total;
    private volatile long started;

    ConsoleProgress(
            String verb,
            Style style,
            PrintStream err,
            StopSignal stop,
            LongSupplier nanoClock,
            Supplier<OptionalLong> memory) {
        this.verb = verb;
        this.line = new StatusLine(style, err, TERMINAL_NANOS);
        this.stop = stop;
        this.nanoClock = nanoClock;
        this.memory = memory;
    }

    /** Progress as the shell takes it. */
    static ConsoleProgress on(Shell shell, String verb, boolean isQuiet) {
        return new ConsoleProgress(
                verb,
                StatusLine.style(shell, isQuiet),
                shell.err(),
                shell.stop(),
                System::nanoTime,
                ProcessMemory::currentBytes);
    }

    @Override
    public void begin(long totalBytes) {
        total = totalBytes;
        done.set(0);
        started = nanoClock.getAsLong();
        line.begin(started);
    }

    @Override
    public void advance(String variable, long bytes) {
        long sum = done.addAndGet(bytes);
        if (stop.isRaised()) {
            throw new StoppedException();
        }
        long now = nanoClock.getAsLong();
        if (line.isDue(now)) {
            report(variable, sum, now);
        }
    }

    /** Clears the bar, so that what comes next starts on an empty line. */
    void end() {
        line.end();
    }

    private void report(String variable, long sum, long now) {
        double seconds = Math.max(1e-9, (now - started) / 1e9);
        double share = total == 0 ? 1 : Math.min(1, (double) sum / total);
        long rate = (long) (sum / seconds);
        String left = share < LEAST_SHARE ? "" : ", " + duration(seconds * (1 - share) / share) + " left";
        OptionalLong held = memory.get();
        String text = String.format(Locale.ROOT, "%3.0f %%", 100 * share) + " of " + new ByteSize(total) + left + ", "
                + new ByteSize(rate) + "/s"
                + (held.isPresent() ? ", memory " + new ByteSize(held.getAsLong()) : "");
        int filled = (int) (BAR_WIDTH * share);
        line.show(
                line.isBar()
                        ? verb + " [" + "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled) + "] " + text
                        : verb + " " + Printable.of(variable) + ": " + text.strip());
    }

    /** Seconds as {@code 45 s}, {@code 3 min 20 s} or {@code 2 h 05 min}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
    }
}

package dev.varve.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/** One line on stderr that tells how far work has come: drawn over itself on a terminal, printed every 30 s in a log. Safe for threads. */
final class StatusLine {
    private static final long LOG_NANOS = 30_000_000_000L;
    private static final String ERASE_LINE = "\r\033[K";

    private final ConsoleProgress.Style style;
    private final PrintStream err;
    private final long terminalNanos;
    private final AtomicLong due = new AtomicLong();
    private volatile boolean isDrawn;

    /**
     * A line that is not shown yet.
     *
     * @param terminalNanos how long it stands at least on a terminal before it changes
     */
    StatusLine(ConsoleProgress.Style style, PrintStream err, long terminalNanos) {
        this.style = style;
        this.err = err;
        this.terminalNanos = terminalNanos;
    }

    /** How a shell takes it. */
    static ConsoleProgress.Style style(Shell shell, boolean isQuiet) {
        return isQuiet
                ? ConsoleProgress.Style.NONE
                : shell.hasTerminalErr() ? ConsoleProgress.Style.BAR : ConsoleProgress.Style.LINES;
    }

    /** Whether it is drawn over itself. */
    boolean isBar() {
        return style == ConsoleProgress.Style.BAR;
    }

    /** Work begins. */
    void begin(long now) {
        due.set(now + interval());
    }

    /** Whether it is time to show it, of which only one thread is told. */
    boolean isDue(long now) {
        long next = due.get();
        return style != ConsoleProgress.Style.NONE && now - next >= 0 && due.compareAndSet(next, now + interval());
    }

    private long interval() {
        return isBar() ? terminalNanos : LOG_NANOS;
    }

    /** Shows it. */
    void show(String text) {
        if (isBar()) {
            isDrawn = true;
            err.print(ERASE_LINE + text);
            err.flush();
        } else {
            err.println("varve: " + text);
        }
    }

    /** Clears it, so that what comes next starts on an empty line. */
    void end() {
        if (isDrawn) {
            err.print(ERASE_LINE);
            err.flush();
            isDrawn = false;
        }
    }
}

package dev.varve.cli;

import java.util.List;

/** What the end of the process tells its caller. */
enum ExitCode {
    /** Done and verified. */
    DONE(0),
    /** Something failed that is none of the below. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** Data differ or are corrupt. */
    DIFFERENT(3),
    /** Something is in the way: an existing target. */
    CONFLICT(4),
    /** The input cannot be read or is not supported. */
    INPUT(5),
    /** There is not enough space or memory. */
    SPACE(6),
    /** Not all is done yet, and the same command goes on. */
    TRY_AGAIN(75),
    /** Stopped from the keyboard. */
    INTERRUPTED(130);

    private static final List<ExitCode> WORST_FIRST =
            List.of(INTERRUPTED, DIFFERENT, FAILED, SPACE, CONFLICT, USAGE, INPUT, TRY_AGAIN, DONE);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number itself. */
    int number() {
        return number;
    }

    /** The worse of two ends. */
    ExitCode orWorse(ExitCode other) {
        return WORST_FIRST.indexOf(other) < WORST_FIRST.indexOf(this) ? other : this;
    }
}

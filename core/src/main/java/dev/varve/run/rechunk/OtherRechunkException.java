package dev.varve.run.rechunk;

import java.io.IOException;

/** An unfinished rechunk is there that this one cannot go on with, because its input or plan is another. */
public final class OtherRechunkException extends IOException {
    private static final long serialVersionUID = 1L;

    OtherRechunkException(String problem) {
        super(problem);
    }
}

package dev.varve.dataset;

import java.io.IOException;

/** A file that is not what it claims to be, is damaged, or uses something that Varve does not read. */
public final class SourceFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param source the file
     * @param problem what is wrong and where (variable, byte offset), and what to do where that is known
     */
    public SourceFormatException(String source, String problem) {
        super(source + ": " + problem);
    }

    /** As above, caused by another failure. */
    public SourceFormatException(String source, String problem, Throwable cause) {
        super(source + ": " + problem, cause);
    }
}
